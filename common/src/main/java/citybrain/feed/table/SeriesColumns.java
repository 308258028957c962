package citybrain.feed.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns say of which series a row tells: its feature, the word for its property in a long
 * table, and in a wide one the columns with values.
 *
 * @param feature empty when all rows are about one feature, or each value about its own
 * @param property empty in a wide table
 * @param values empty when every row has a value of each property
 */
public record SeriesColumns(
    String feature, String property, List<String> values, MissingWords missing) {

  /** All rows tell of the same series. */
  public static final SeriesColumns ONE = of("");

  /** Each row tells of all properties of the feature in this column. */
  public static SeriesColumns of(String feature) {
    return new SeriesColumns(feature, "", List.of(), MissingWords.NONE);
  }

  /** The columns; those that a table needs to have are asked for elsewhere. */
  List<String> names() {
    var names = new ArrayList<String>();
    names.add(feature);
    names.add(property);
    names.addAll(values);
    names.removeIf(String::isEmpty);
    return names;
  }
}
