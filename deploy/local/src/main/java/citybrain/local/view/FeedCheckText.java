package citybrain.local.view;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.PlainText;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of a sample, for people and as JSON. */
public final class FeedCheckText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  private static final ObjectMapper JSON = new ObjectMapper();

  private FeedCheckText() {}

  /**
   * What was read.
   *
   * @param isOfDocuments whether a message is a whole document of many records
   * @param header of the table, empty when there is none
   * @param remarks upon the reference data, one line each
   */
  public record About(boolean isOfDocuments, String header, List<String> remarks) {}

  /**
   * What was found.
   *
   * @param silent how many records held no value at all
   * @param refusedPercent how many of the records became nothing but refusals
   */
  public record Outcome(
      List<Observation> observations,
      List<Rejected> rejected,
      int records,
      int silent,
      double refusedPercent,
      About about) {

    Map<String, Long> reasons() {
      return rejected.stream()
          .collect(
              Collectors.groupingBy(
                  one -> one.reason().code(), TreeMap::new, Collectors.counting()));
    }
  }

  /** Two tables and the counts. */
  public static String text(
      CityFile city, FeedSpec feed, String source, Outcome outcome, int show) {
    var text = new StringBuilder();
    text.append("%s/%s (%s), %s%n%n".formatted(city.city(), feed.name(), feed.kind(), source));
    if (!outcome.observations.isEmpty()) {
      text.append(observations(outcome.observations, city.timeZone(), show)).append('\n');
    }
    if (!outcome.rejected.isEmpty()) {
      text.append("Rejected:\n").append(rejected(outcome, show)).append('\n');
    }
    if (outcome.rejected.stream().anyMatch(one -> one.reason() == Reason.MISSING_COLUMN)
        && !outcome.about.header.isEmpty()) {
      text.append("The header is: ").append(PlainText.of(outcome.about.header)).append("\n\n");
    }
    if (!outcome.about.remarks.isEmpty()) {
      text.append("Remarks:\n");
      outcome.about.remarks.forEach(
          remark -> text.append("  ").append(PlainText.of(remark)).append('\n'));
      text.append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d records: %d observations, %d rejected%s%n",
            outcome.records,
            outcome.observations.size(),
            outcome.rejected.size(),
            outcome.rejected.isEmpty() ? "" : " " + counts(outcome)));
    if (outcome.silent > 0) {
      text.append(outcome.silent).append(" records held no value\n");
    }
    if (outcome.refusedPercent > 0) {
      text.append(
          String.format(
              Locale.ROOT, "%.1f %% of the records count as refused%n", outcome.refusedPercent));
    }
    return text.toString();
  }

  private static String counts(Outcome outcome) {
    return outcome.reasons().entrySet().stream()
        .map(reason -> reason.getKey() + " " + reason.getValue())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String observations(List<Observation> all, ZoneId zone, int show) {
    var table =
        new TextTable(
            "time", "feature", "property", ">value", "unit", "quality", "position", "zone");
    for (var one : all.subList(0, Math.min(show, all.size()))) {
      var where = one.position();
      table.add(
          TIME.format(one.phenomenonTime().atZone(zone)),
          one.feature(),
          one.property().name(),
          number(one.result()),
          one.property().unit(),
          one.quality().name().toLowerCase(Locale.ROOT),
          where == null
              ? "-"
              : String.format(Locale.ROOT, "%.5f,%.5f", where.longitude(), where.latitude()),
          one.zone().isEmpty() ? "-" : one.zone());
    }
    return table + (all.size() > show ? "  and " + (all.size() - show) + " more\n" : "");
  }

  /** Six digits that say something. */
  private static String number(double value) {
    var rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    return rounded.toPlainString();
  }

  private static String rejected(Outcome outcome, int show) {
    var all = outcome.rejected;
    boolean isOfDocuments = outcome.about.isOfDocuments;
    var table =
        isOfDocuments
            ? new TextTable("document", ">record", "field", "reason", "detail")
            : new TextTable(">line", "field", "reason", "detail");
    var shown = shown(all, show);
    for (int i : shown) {
      var one = all.get(i);
      var cells = new ArrayList<String>();
      if (isOfDocuments) {
        cells.add(one.source().substring(one.source().lastIndexOf('!') + 1));
      }
      cells.add(Long.toString(one.line()));
      cells.add(one.field().isEmpty() ? "-" : one.field());
      cells.add(one.reason().code());
      cells.add(one.detail());
      table.add(cells.toArray(new String[0]));
    }
    int more = all.size() - shown.size();
    return table + (more > 0 ? "  and " + more + " more\n" : "");
  }

  /** Which are shown: the first of each reason, then the first of all, in their order. */
  private static SortedSet<Integer> shown(List<Rejected> all, int show) {
    var shown = new TreeSet<Integer>();
    var reasons = EnumSet.noneOf(Reason.class);
    for (int i = 0; i < all.size() && shown.size() < show; i++) {
      if (reasons.add(all.get(i).reason())) {
        shown.add(i);
      }
    }
    for (int i = 0; i < all.size() && shown.size() < show; i++) {
      shown.add(i);
    }
    return shown;
  }

  /** Everything, without cutting. */
  public static String json(CityFile city, FeedSpec feed, String source, Outcome outcome) {
    var root = JSON.createObjectNode();
    root.put("city", city.city()).put("feed", feed.name()).put("kind", feed.kind());
    root.put("source", source).put("header", outcome.about.header);
    outcome.about.remarks.forEach(root.putArray("remarks")::add);
    var counts = root.putObject("counts");
    counts
        .put("records", outcome.records)
        .put("observations", outcome.observations.size())
        .put("rejected", outcome.rejected.size())
        .put("withoutValue", outcome.silent)
        .put("refusedPercent", outcome.refusedPercent);
    outcome.reasons().forEach(counts.putObject("reasons")::put);
    var observations = root.putArray("observations");
    for (var one : outcome.observations) {
      var node = observations.addObject();
      node.put("time", one.phenomenonTime().toString())
          .put("feature", one.feature())
          .put("property", one.property().name())
          .put("result", one.result())
          .put("unit", one.property().unit())
          .put("quality", one.quality().name())
          .put("zone", one.zone())
          .put("procedure", one.procedure());
      var where = one.position();
      if (where != null) {
        node.put("longitude", where.longitude()).put("latitude", where.latitude());
      }
    }
    var rejected = root.putArray("rejected");
    for (var one : outcome.rejected) {
      rejected
          .addObject()
          .put("source", one.source())
          .put("line", one.line())
          .put("field", one.field())
          .put("reason", one.reason().code())
          .put("detail", one.detail());
    }
    try {
      return PlainText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
