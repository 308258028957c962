package citybrain.local.view;

import citybrain.reports.CityReport;
import citybrain.reports.Measure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A report in words: for each layer, and what is looked at in it, a table of zones and spans with a
 * column for each measure.
 *
 * @param lines of JSON, as its job told them
 */
public record ReportText(CityReport report, List<JsonNode> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDEST = 80;

  /** What is more stands in the file. */
  private static final int LONGEST = 60;

  /** Lines that are no JSON are none of its. */
  public static ReportText of(CityReport report, List<String> told) {
    var lines = new ArrayList<JsonNode>();
    for (var line : told) {
      try {
        lines.add(JSON.readTree(line));
      } catch (IOException e) {
        lines.add(JSON.createObjectNode().put("problem", "not understood: " + line));
      }
    }
    return new ReportText(report, List.copyOf(lines));
  }

  /** Whether there is a report. */
  public boolean isMade() {
    return lines.stream().anyMatch(line -> line.has("file"));
  }

  /** What went wrong, and what was set aside, a line each. */
  public List<String> problems() {
    var all = new ArrayList<String>();
    for (var line : lines) {
      if (line.has("set_aside")) {
        all.add("set aside: " + line.path("set_aside").asText());
      } else if (line.has("problem")) {
        all.add(report.name() + ": " + line.path("problem").asText());
      }
    }
    return all;
  }

  /** For people, at most 80 columns wide; empty when there is none. */
  public String table() {
    var sections = new LinkedHashMap<String, List<JsonNode>>();
    for (var line : lines) {
      if (line.has("measure")) {
        var about = line.path("about").asText();
        var name = line.path("layer").asText() + (about.isEmpty() ? "" : ", " + about);
        sections.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
      }
    }
    var text = new StringBuilder();
    lines.stream()
        .filter(line -> line.has("file"))
        .findFirst()
        .ifPresent(h -> text.append(head(h)));
    sections.forEach(
        (name, rows) -> text.append(String.format(Locale.ROOT, "%n%s%n", name)).append(of(rows)));
    lines.stream()
        .filter(line -> line.has("file"))
        .forEach(
            line -> text.append(String.format(Locale.ROOT, "%n%s%n", line.path("file").asText())));
    return text.toString();
  }

  private static String head(JsonNode head) {
    return String.format(
        Locale.ROOT,
        "%s of %s, %s to %s%n",
        head.path("report").asText(),
        head.path("city").asText(),
        head.path("from").asText(),
        head.path("to").asText());
  }

  /** One column of numbers, and what stands beside them. */
  private record Column(Measure measure, boolean hasTime, boolean hasInterval) {

    void headings(List<String> all) {
      all.add(">" + measure.heading());
      if (hasTime) {
        all.add("at");
      }
      if (hasInterval) {
        all.add("95 %");
      }
    }

    void cells(Optional<JsonNode> row, List<String> all) {
      all.add(row.map(found -> number(found.path("value").asDouble())).orElse(""));
      if (hasTime) {
        all.add(row.map(found -> time(found.path("at").asText(""))).orElse(""));
      }
      if (hasInterval) {
        all.add(row.filter(found -> found.has("low")).map(Column::interval).orElse(""));
      }
    }

    private static String interval(JsonNode row) {
      return number(row.path("low").asDouble()) + " to " + number(row.path("high").asDouble());
    }

    /** Month, day and hour of what is written like 2024-01-31T18:00+01:00. */
    private static String time(String iso) {
      return iso.length() < 16 ? iso : iso.substring(5, 16).replace('T', ' ');
    }
  }

  private String of(List<JsonNode> rows) {
    var columns = new ArrayList<Column>();
    for (var measure : report.method().measures()) {
      var own = rows.stream().filter(row -> isOf(row, measure)).toList();
      if (!own.isEmpty()) {
        columns.add(
            new Column(
                measure,
                own.stream().anyMatch(row -> row.has("at")),
                own.stream().anyMatch(row -> row.has("low"))));
      }
    }
    var byPlace = new LinkedHashMap<List<String>, List<JsonNode>>();
    for (var row : rows) {
      var place = List.of(row.path("zone").asText(), date(row));
      byPlace.computeIfAbsent(place, key -> new ArrayList<>()).add(row);
    }
    var text = table(columns, byPlace);
    int left = 0;
    while (columns.size() > 1 && text.lines().anyMatch(line -> line.length() > WIDEST)) {
      columns.remove(columns.size() - 1);
      left++;
      text = table(columns, byPlace);
    }
    var more = new StringBuilder(text);
    if (byPlace.size() > LONGEST) {
      more.append(String.format(Locale.ROOT, "  ... and %d rows more%n", byPlace.size() - LONGEST));
    }
    if (left > 0) {
      more.append(String.format(Locale.ROOT, "  ... and %d columns more%n", left));
    }
    return more.toString();
  }

  private static boolean isOf(JsonNode row, Measure measure) {
    return row.path("measure").asText().equals(measure.name());
  }

  private static String date(JsonNode row) {
    var day = row.path("local_date").asText();
    return switch (row.path("span").asText()) {
      case "month" -> day.substring(0, 7);
      case "year" -> day.substring(0, 4);
      default -> day;
    };
  }

  private static String table(List<Column> columns, Map<List<String>, List<JsonNode>> byPlace) {
    var headings = new ArrayList<>(List.of("zone", "of"));
    columns.forEach(column -> column.headings(headings));
    var table = new TextTable(headings.toArray(String[]::new));
    byPlace.entrySet().stream()
        .limit(LONGEST)
        .forEach(
            entry -> {
              var cells = new ArrayList<>(entry.getKey());
              for (var column : columns) {
                column.cells(
                    entry.getValue().stream()
                        .filter(row -> isOf(row, column.measure()))
                        .findFirst(),
                    cells);
              }
              table.add(cells.toArray(String[]::new));
            });
    return table.toString();
  }

  /** Four digits that count, or all before the point. */
  private static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return size == Math.rint(size) && size < 1e15
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
