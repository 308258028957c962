package citybrain.local.view;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.PlainText;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of a sample, for people and as JSON. */
public final class FeedCheckText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX", Locale.ROOT);

  private static final ObjectMapper JSON = new ObjectMapper();

  private FeedCheckText() {}

  /**
   * What was found.
   *
   * @param silent how many records held no value at all
   */
  public record Outcome(
      List<Observation> observations, List<Rejected> rejected, int records, int silent) {

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
      text.append("Rejected:\n").append(rejected(outcome.rejected)).append('\n');
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

  private static String rejected(List<Rejected> all) {
    var table = new TextTable(">line", "field", "reason", "detail");
    for (var one : all) {
      table.add(
          Long.toString(one.line()),
          one.field().isEmpty() ? "-" : one.field(),
          one.reason().code(),
          one.detail());
    }
    return table.toString();
  }

  /** Everything, without cutting. */
  public static String json(CityFile city, FeedSpec feed, String source, Outcome outcome) {
    var root = JSON.createObjectNode();
    root.put("city", city.city()).put("feed", feed.name()).put("kind", feed.kind());
    root.put("source", source);
    var counts = root.putObject("counts");
    counts
        .put("records", outcome.records)
        .put("observations", outcome.observations.size())
        .put("rejected", outcome.rejected.size())
        .put("withoutValue", outcome.silent);
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
