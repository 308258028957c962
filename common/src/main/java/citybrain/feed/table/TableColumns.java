package citybrain.feed.table;

import java.util.List;

/**
 * The columns of a table, and which records fit them: those of as many fields.
 *
 * @param mayGoOn a record may have further fields
 * @param endsWithSeparator a record may have an empty field more; where nobody says so, that can be
 *     a value that has slipped
 */
record TableColumns(List<String> names, boolean mayGoOn, boolean endsWithSeparator) {

  /** Of a header that cannot be read: no record fits. */
  static final TableColumns NONE = new TableColumns(List.of(), false, false);

  /** How many fields a record must have to be one of several lines. */
  int count() {
    return mayGoOn ? TableCursor.ANY : names.size();
  }

  boolean fit(TableCursor cells) {
    int fields = cells.count();
    int wanted = names.size();
    return fields == wanted
        || (fields > wanted && mayGoOn)
        || (endsWithSeparator && hasEmptyFieldMore(cells));
  }

  /** True when all that is too much is an empty field at the end. */
  boolean hasEmptyFieldMore(TableCursor cells) {
    return cells.count() == names.size() + 1 && cells.isEmpty(names.size());
  }
}
