package citybrain.feed.declared;

import citybrain.feed.Reason;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.feed.table.Words;
import java.util.List;

/**
 * A long table: one column holds the values, another names the property of each, and perhaps one
 * its unit. Words that are neither declared nor ignored are refused.
 *
 * @param unitColumn empty when each property has one unit in all rows
 */
public record LongValues(
    String column,
    String propertyColumn,
    String unitColumn,
    List<Word> words,
    List<String> ignored,
    MissingWords missing)
    implements ValuesPart {

  /**
   * A word in the property column and what it means.
   *
   * @param hasUnit false when only the row says its unit
   * @param units what the rows may say
   */
  public record Word(String word, Measured measured, boolean hasUnit, RowUnits units) {}

  @Override
  public SeriesColumns series(String feature) {
    return new SeriesColumns(feature, propertyColumn, List.of(), missing);
  }

  @Override
  public List<Measured> measured() {
    return words.stream().map(Word::measured).toList();
  }

  @Override
  public Step bind(TableHeader header) {
    int value = header.column(column);
    int property = header.column(propertyColumn);
    int unit = unitColumn.isEmpty() ? -1 : header.column(unitColumn);
    var known = words.toArray(Word[]::new);
    var names = new Words(words.stream().map(Word::word).toList());
    var passed = new Words(ignored);
    var expected =
        "expected one of "
            + String.join(", ", words.stream().map(Word::word).toList())
            + ", or a word listed under ignore";
    return row -> {
      int number = row.word(property, names);
      if (number >= 0) {
        take(row, known[number], value, unit);
      } else if (row.isAbsent(property)) {
        row.refuseAbsent(property);
      } else if (!row.holdsOneOf(property, passed)) {
        row.refuseValue(Reason.UNKNOWN_PROPERTY, property, expected);
      }
      return true;
    };
  }

  private void take(TableRow row, Word word, int value, int unit) {
    if (row.isAbsent(value)) {
      row.refuseAbsent(value);
      return;
    }
    if (row.isMissing(value, missing)) {
      return;
    }
    double number = row.peek(value);
    if (missing.hold(number) || !row.isReadable(value, number)) {
      return;
    }
    if (unit < 0 || (row.isEmpty(unit) && word.hasUnit)) {
      word.measured.observe(row, number, value);
      return;
    }
    var conversion = word.units.find(row, unit);
    if (conversion == null) {
      row.refuseValue(Reason.UNKNOWN_UNIT, unit, word.units.expected());
    } else {
      word.measured.observe(row, number, conversion, value);
    }
  }
}
