package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import citybrain.geo.Position;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one table, row by row; every complaint names file, line and field. A column that is
 * not there reads as empty.
 */
final class GtfsTable {

  private static final int ABSENT = -1;

  private final String file;
  private final Map<String, Integer> places = new HashMap<>();
  private @Nullable CsvRecord row;

  private GtfsTable(String file) {
    this.file = file;
  }

  /**
   * Hands over each row of a table that must have these columns. The consumer is made when the
   * columns are known.
   */
  static void read(String file, InputStream text, List<String> required, Consumer<GtfsTable> rows)
      throws IOException {
    var table = new GtfsTable(file);
    try (var reader =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      for (var record : reader) {
        if (table.places.isEmpty()) {
          table.header(record, required);
        } else {
          table.row = record;
          rows.accept(table);
        }
      }
    } catch (CsvParseException e) {
      var cause = e.getCause();
      throw new SettingException(
          file + ": not CSV: " + e.getMessage() + (cause == null ? "" : " " + cause.getMessage()));
    }
    if (table.places.isEmpty()) {
      throw new SettingException(file + ": is empty; needs the columns " + required);
    }
  }

  private void header(CsvRecord header, List<String> required) {
    for (int i = 0; i < header.getFieldCount(); i++) {
      var name = header.getField(i).replace("\uFEFF", "").replace("\"", "").strip();
      if (places.put(name, i) != null) {
        throw new SettingException(file + " line 1: the column '" + name + "' is in it twice");
      }
    }
    for (var name : required) {
      if (!places.containsKey(name)) {
        throw new SettingException(
            file + " line 1: the column '" + name + "' is missing; found " + header.getFields());
      }
    }
  }

  /** The field of this column without spaces around it; empty when there is none. */
  String text(String column) {
    int place = places.getOrDefault(column, ABSENT);
    return place == ABSENT || row == null || place >= row.getFieldCount()
        ? ""
        : row.getField(place).strip();
  }

  String require(String column) {
    var text = text(column);
    if (text.isEmpty()) {
      throw wrong(column, "is empty", "a value");
    }
    return text;
  }

  /** A whole number, zero or more. */
  int whole(String column, int fallback) {
    var text = text(column);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(column, "is '" + text + "'", "a whole number");
    }
    throw wrong(column, "is '" + text + "'", "zero or more");
  }

  /** Seconds since noon minus twelve hours, or {@link ServiceDays#NO_TIME}. */
  int time(String column) {
    var text = text(column);
    int seconds = ServiceDays.seconds(text);
    if (seconds == ServiceDays.UNREADABLE) {
      throw wrong(column, "is '" + text + "'", "H:MM:SS, where H may be above 24");
    }
    return seconds;
  }

  /** Days since 1970-01-01. */
  int date(String column) {
    var text = require(column);
    try {
      return Math.toIntExact(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay());
    } catch (DateTimeParseException e) {
      throw wrong(column, "is '" + text + "'", "a date such as 20260115");
    }
  }

  /** What is no pair of numbers lies outside of the world. */
  Position position(String latitude, String longitude) {
    try {
      return new Position(
          Double.parseDouble(require(longitude)), Double.parseDouble(require(latitude)));
    } catch (NumberFormatException e) {
      throw wrong(latitude, "is no number", "degrees such as 44.25508");
    }
  }

  String file() {
    return file;
  }

  int line() {
    return row == null ? 1 : (int) row.getStartingLineNumber();
  }

  SettingException wrong(String column, String problem, String expected) {
    return new SettingException(
        String.format(
            Locale.ROOT,
            "%s line %d, field %s %s; expected %s",
            file,
            line(),
            column,
            problem,
            expected));
  }
}
