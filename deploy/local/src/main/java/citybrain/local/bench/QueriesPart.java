package citybrain.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * What DuckDB reads to answer for a small area and for one series, on files as the archive leaves
 * them and as {@code lake compact} does; and what that compaction takes.
 */
final class QueriesPart implements LakeBenchPart {

  private static final String CONTENDER = "lake_queries.py";
  private static final String CARE = "citybrain.jobs.lake.care.CareMain";
  private static final int HEAP_MEBIBYTES = 1024;
  private static final List<String> QUESTIONS = List.of("bounding_box", "one_series");

  @Override
  public String name() {
    return "queries";
  }

  @Override
  public Figures measure(LakeBenchGround ground) throws IOException {
    var archived = ask(ground, "archived");
    var spent =
        ground.job(
            "compact",
            HEAP_MEBIBYTES,
            CARE,
            List.of(
                "--do=compact", "--lake=" + ground.lake(), "--closed-for=PT0S", "--settle=PT0S"));
    ground.say().accept("lake compact: " + spent);
    return figures(archived, ask(ground, "compacted"), spent, ground.readings());
  }

  private static JsonNode ask(LakeBenchGround ground, String what) throws IOException {
    Path to = ground.folder().resolve("queries-" + what + ".json");
    ground.python(
        CONTENDER,
        List.of(
            ground.lake().toString(),
            ground.places().toString(),
            Integer.toString(ground.rounds()),
            to.toString()));
    return new ObjectMapper().readTree(to.toFile());
  }

  static Figures figures(JsonNode archived, JsonNode compacted, Spent spent, long readings) {
    var lines = new ArrayList<String>();
    var json = new LinkedHashMap<String, Object>();
    json.put("archived", archived);
    json.put("compacted", compacted);
    json.put("compact_cpu_seconds_per_million", spent.cpuSeconds() / (readings / 1e6));
    lines.add(
        String.format(
            Locale.ROOT,
            "lake compact: %,d files of %.1f MB become %,d of %.1f MB; %.2f CPU-s per million readings",
            archived.path("files").asLong(),
            archived.path("bytes").asLong() / 1e6,
            compacted.path("files").asLong(),
            compacted.path("bytes").asLong() / 1e6,
            spent.cpuSeconds() / (readings / 1e6)));
    for (var question : QUESTIONS) {
      lines.add(line(question, "archived", archived));
      lines.add(line(question, "compacted", compacted));
    }
    return new Figures(lines, json);
  }

  private static String line(String question, String what, JsonNode found) {
    var one = found.path(question);
    double share = one.path("bytes").asDouble() / found.path("bytes").asDouble();
    return String.format(
        Locale.ROOT,
        "%-12s %-9s %,d readings of %,d: %.2f MB read, 1/%.0f of all; %.0f ms at first, %.0f ms then"
            + " (%.0f to %.0f)",
        question.replace('_', ' '),
        what,
        one.path("readings").asLong(),
        found.path("readings").asLong(),
        one.path("bytes").asDouble() / 1e6,
        1 / share,
        one.path("first_ms").asDouble(),
        one.path("warm_ms").asDouble(),
        one.path("warm_ms_smallest").asDouble(),
        one.path("warm_ms_largest").asDouble());
  }
}
