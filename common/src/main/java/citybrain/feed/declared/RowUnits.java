package citybrain.feed.declared;

import citybrain.feed.table.TableRow;
import citybrain.feed.table.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The units a row may name for one property, as UCUM codes or as they are usually printed. */
public final class RowUnits {

  private final Words words;
  private final List<Conversion> conversions;
  private final String expected;

  /**
   * @param possible by UCUM code
   * @param declared further spellings of this feed, each with the code it stands for
   */
  RowUnits(Map<String, Conversion> possible, Map<String, String> declared) {
    var names = new ArrayList<String>();
    conversions = new ArrayList<>();
    possible.forEach(
        (code, conversion) -> {
          names.add(code);
          conversions.add(conversion);
        });
    UnitSpellings.of(possible.keySet())
        .forEach((spelling, code) -> add(names, spelling, possible.get(code)));
    declared.forEach((spelling, code) -> add(names, spelling, possible.get(code)));
    words = new Words(names);
    expected = "expected one of " + String.join(", ", possible.keySet());
  }

  private void add(List<String> names, String spelling, @Nullable Conversion conversion) {
    if (conversion != null && !names.contains(spelling)) {
      names.add(spelling);
      conversions.add(conversion);
    }
  }

  /** How numbers in the unit in this field become those of the property; null for other units. */
  @Nullable Conversion find(TableRow row, int field) {
    int number = row.word(field, words);
    return number < 0 ? null : conversions.get(number);
  }

  /** What may stand in the field, in words. */
  String expected() {
    return expected;
  }
}
