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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one table, row by row; every complaint names file, line and field. A column that is
 * not there reads as empty. Of fields that nothing depends on a wrong value is only remarked upon,
 * unless most rows have one.
 */
final class GtfsTable {

  private static final int ABSENT = -1;

  private static final String DATE = "a date such as 20260115";

  /** Of a wrong value in a message, in characters. */
  private static final int SHOWN = 80;

  private final String file;
  private final GtfsRemarks remarks;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> doubtful = new LinkedHashSet<>();
  private @Nullable CsvRecord row;
  private int rows;

  private GtfsTable(String file, GtfsRemarks remarks) {
    this.file = file;
    this.remarks = remarks;
  }

  /**
   * Hands over each row of a table that must have these columns.
   *
   * @return false when there is nothing in it, not even a header
   */
  static boolean read(
      String file,
      InputStream text,
      List<String> required,
      GtfsRemarks remarks,
      Consumer<GtfsTable> rows)
      throws IOException {
    var table = new GtfsTable(file, remarks);
    try (var reader =
        CsvReader.builder()
            .allowUnclosedQuote(false)
            // "Remove any extra spaces between fields", and many do not.
            .trimWhitespacesAroundQuotes(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(new InputStreamReader(new GtfsText(file, text), StandardCharsets.UTF_8))) {
      for (var record : reader) {
        if (table.isBlank(record)) {
          continue;
        }
        if (table.places.isEmpty()) {
          table.header(record, required);
        } else {
          table.row = record;
          table.rows++;
          rows.accept(table);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause(); // the entry is damaged at its beginning
    } catch (CsvParseException e) {
      var cause = e.getCause();
      if (cause instanceof SettingException wrong) {
        throw wrong; // what the bytes are, found while the parser asked for more
      }
      if (cause instanceof IOException damaged) {
        throw damaged;
      }
      throw new SettingException(
          file + ": not CSV: " + e.getMessage() + (cause == null ? "" : " " + cause.getMessage()));
    }
    for (var field : table.doubtful) {
      remarks.refuseIfMost(field, table.rows);
    }
    return !table.places.isEmpty();
  }

  /** A line of spaces, or of nothing but separators, is no record. */
  private boolean isBlank(CsvRecord record) {
    if (!isBlank(record.getField(0))) {
      return false;
    }
    for (int i = 1; i < record.getFieldCount(); i++) {
      if (!isBlank(record.getField(i))) {
        return false;
      }
    }
    remarks.add(
        file + " blank",
        () -> file + " line " + record.getStartingLineNumber() + " is blank",
        "passed over");
    return true;
  }

  private static boolean isBlank(String field) {
    return field.isBlank() || field.equals("\uFEFF");
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
            file
                + " line 1: the column '"
                + name
                + "' is missing; found "
                + shown(header.getFields().toString()));
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
    int number = number(text);
    if (number < 0) {
      throw wrong(column, "is '" + shown(text) + "'", "a whole number, zero or more");
    }
    return number;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return ABSENT;
    }
  }

  /** The same up to some number; what is something else is remarked upon and reads as empty. */
  int optional(String column, int most, int fallback, String expected) {
    var text = text(column);
    if (text.isEmpty()) {
      return fallback;
    }
    int number = number(text);
    if (number < 0 || number > most) {
      doubt(column, "is '" + shown(text) + "'", expected, "taken as not given");
      return fallback;
    }
    return number;
  }

  /** Seconds since noon minus twelve hours, or {@link ServiceDays#NO_TIME}. */
  int time(String column) {
    var text = text(column);
    int seconds = ServiceDays.seconds(text);
    if (seconds == ServiceDays.UNREADABLE) {
      throw wrong(column, "is '" + shown(text) + "'", "H:MM:SS, where H may be above 24");
    }
    return seconds;
  }

  /** A time that must be there. */
  int requireTime(String column) {
    require(column);
    return time(column);
  }

  /** Days since 1970-01-01. */
  int date(String column) {
    var text = require(column);
    var date = day(text);
    if (date == null) {
      throw wrong(column, "is '" + shown(text) + "'", DATE);
    }
    return Math.toIntExact(date.toEpochDay());
  }

  /** A date on which nothing depends; null when it is empty or, which is remarked upon, none. */
  @Nullable LocalDate optionalDate(String column) {
    var text = text(column);
    var date = day(text);
    if (date == null && !text.isEmpty()) {
      remark(column, "is '" + shown(text) + "'", DATE, "taken as not given");
    }
    return date;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /**
   * Null when it is no pair of numbers, which is remarked upon. One that lies outside of the world
   * is kept as such.
   */
  @Nullable Position position(String latitude, String longitude, String consequence) {
    try {
      return new Position(Double.parseDouble(text(longitude)), Double.parseDouble(text(latitude)));
    } catch (NumberFormatException e) {
      doubt(latitude, "or " + longitude + " is no number", "degrees such as 44.25508", consequence);
      return null;
    }
  }

  String file() {
    return file;
  }

  int line() {
    return row == null ? 1 : (int) row.getStartingLineNumber();
  }

  /** Remarks upon a value on which nothing depends, but which most rows should have right. */
  private void doubt(String column, String problem, String expected, String consequence) {
    doubtful.add(remark(column, problem, expected, consequence));
  }

  /** Remarks upon a value on which nothing depends. */
  private String remark(String column, String problem, String expected, String consequence) {
    var kind = file + " " + column;
    remarks.add(kind, () -> message(column, problem, expected), consequence);
    return kind;
  }

  SettingException wrong(String column, String problem, String expected) {
    return new SettingException(message(column, problem, expected));
  }

  private String message(String column, String problem, String expected) {
    return String.format(
        Locale.ROOT,
        "%s line %d, field %s %s; expected %s",
        file,
        line(),
        column,
        problem,
        expected);
  }

  /** As much of a value as belongs into a message. */
  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
