package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A table with a header line, of labels or of the rows that labels are about. What is wrong in it
 * is said with file, line and column.
 */
final class LabelTable {

  private final String name;
  private final List<String> lines;
  private final String separator;
  private final Map<String, Integer> columns = new HashMap<>();

  /**
   * Looks at its header.
   *
   * @throws SettingException when it lacks one of these columns
   */
  LabelTable(SetFolder.Found file, String separator, String... needed) {
    this.name = file.name();
    this.separator = separator;
    this.lines = new String(file.content(), StandardCharsets.UTF_8).lines().toList();
    var header = lines.isEmpty() ? List.<String>of() : cells(lines.get(0));
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(header.get(i), i);
    }
    for (var column : needed) {
      if (!columns.containsKey(column)) {
        throw new SettingException(
            "%s:1: there is no column '%s'; expected %s"
                .formatted(name, column, String.join(", ", needed)));
      }
    }
  }

  private List<String> cells(String line) {
    return Arrays.stream(line.split(separator, -1)).map(String::strip).toList();
  }

  /** Its columns. */
  List<String> header() {
    return cells(lines.isEmpty() ? "" : lines.get(0));
  }

  /** Hands over all rows that are not blank. */
  void forEach(Consumer<Line> reader) {
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        reader.accept(new Line(i + 1, cells(lines.get(i))));
      }
    }
  }

  /** A row. */
  final class Line {

    private final int number;
    private final List<String> cells;

    private Line(int number, List<String> cells) {
      this.number = number;
      this.cells = cells;
    }

    String text(String column) {
      int at = columns.getOrDefault(column, Integer.MAX_VALUE);
      if (at >= cells.size()) {
        throw wrong(column, "", "a row as long as its header");
      }
      return cells.get(at);
    }

    /** A local time, epoch milliseconds. */
    long time(String column, ZoneId zone) {
      var text = text(column);
      try {
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant().toEpochMilli();
      } catch (DateTimeException e) {
        throw wrong(column, text, "a local time such as 2014-08-25 01:10:00");
      }
    }

    /** One or zero. */
    boolean flag(String column) {
      var text = text(column);
      return switch (text) {
        case "1", "1.0" -> true;
        case "0", "0.0" -> false;
        default -> throw wrong(column, text, "1 or 0");
      };
    }

    SettingException wrong(String column, String expected) {
      return wrong(column, text(column), expected);
    }

    private SettingException wrong(String column, String text, String expected) {
      return new SettingException(
          "%s:%s: %s is '%s'; expected %s"
              .formatted(name, Integer.toString(number), column, text, expected));
    }
  }
}
