package citybrain.jobs.lake.care;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Locale;

/** What was done to a lake, line by line as it happens, or as JSON at the end. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String lake;
  private final PrintStream out;
  private final boolean isJson;
  private final ArrayNode all = JSON.createArrayNode();
  private long count;
  private long left;
  private long bytesBefore;
  private long bytesAfter;

  Answers(String lake, PrintStream out, boolean isJson) {
    this.lake = lake;
    this.out = out;
    this.isJson = isJson;
  }

  private void line(String format, Object... values) {
    if (!isJson) {
      out.println(String.format(Locale.ROOT, format, values));
    }
  }

  void damaged(Verify.Damaged file) {
    line(
        "DAMAGED %s: %s%s",
        file.file(), file.reason(), file.isSetAside() ? " (moved to " + Verify.ASIDE + "/)" : "");
  }

  void verified(Verify.Found found) {
    if (isJson) {
      var json = JSON.createObjectNode();
      json.put("lake", lake).put("files", found.files()).put("rows", found.rows());
      json.put("undated", found.undated()).put("compared_with_kafka", false);
      var damaged = json.putArray("damaged");
      for (var file : found.damaged()) {
        damaged
            .addObject()
            .put("file", file.file())
            .put("reason", file.reason())
            .put("set_aside", file.isSetAside());
      }
      out.println(json.toPrettyString());
      return;
    }
    line(
        "%,d files, %,d rows read back: %s",
        found.files(),
        found.rows(),
        found.damaged().isEmpty() ? "all sound" : found.damaged().size() + " damaged");
    if (found.undated() > 0) {
      line(
          "%,d files do not say by whose clock their date is; theirs was checked to 14 hours",
          found.undated());
    }
    line(
        "Not compared with what lies on Kafka: up --for does that when it ends and nothing is on its"
            + " way.");
  }

  private ObjectNode entry(LakeFolder folder) {
    var json = all.addObject();
    json.put("folder", folder.name()).put("dataset", folder.dataset());
    return json.put("city", folder.city())
        .put("domain", folder.domain())
        .put("date", folder.date());
  }

  void compacted(Compaction.Outcome outcome) {
    var json = entry(outcome.folder());
    if (outcome.done().isEmpty()) {
      left++;
      json.put("left", outcome.why());
      line("%s %s: left as it is", outcome.folder().name(), outcome.why());
      return;
    }
    var done = outcome.done().get();
    count++;
    bytesBefore += done.bytesBefore();
    bytesAfter += done.bytesAfter();
    json.put("files_before", done.filesBefore()).put("files", done.filesAfter());
    json.put("rows_before", done.rowsBefore()).put("rows", done.rowsAfter());
    json.put("bytes_before", done.bytesBefore()).put("bytes", done.bytesAfter());
    line(
        "%s: %,d files are %,d, %,d bytes are %,d%s",
        outcome.folder().name(),
        done.filesBefore(),
        done.filesAfter(),
        done.bytesBefore(),
        done.bytesAfter(),
        done.rowsBefore() == done.rowsAfter()
            ? ""
            : String.format(
                Locale.ROOT,
                "; %,d rows that were superseded are gone, %,d are left",
                done.rowsBefore() - done.rowsAfter(),
                done.rowsAfter()));
  }

  void expired(Retention.Outcome outcome, boolean isDry) {
    var json = entry(outcome.folder());
    json.put("files", outcome.folder().files().size()).put("bytes", outcome.bytes());
    json.put("left", outcome.why()).put("dry_run", isDry);
    if (!outcome.why().isEmpty()) {
      left++;
      line("%s %s: left as it is", outcome.folder().name(), outcome.why());
      return;
    }
    count++;
    bytesBefore += outcome.bytes();
    line(
        "%s: %s, %,d files, %,d bytes",
        outcome.folder().name(),
        isDry ? "would go" : "is gone",
        outcome.folder().files().size(),
        outcome.bytes());
  }

  void end() {
    if (isJson) {
      out.println(all.toPrettyString());
    } else {
      line(
          "%,d folders, %,d bytes before and %,d now; %,d left as they are",
          count, bytesBefore, bytesAfter, left);
    }
  }
}
