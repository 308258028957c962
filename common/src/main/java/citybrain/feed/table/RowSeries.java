package citybrain.feed.table;

import java.util.ArrayList;
import java.util.List;

/** The series a row tells of, under one header. Asked only in the hour that autumn repeats. */
final class RowSeries {

  private static final char BETWEEN = '\0';
  private static final int NOWHERE = -1;

  private final int feature;
  private final int property;
  private final int[] values;
  private final MissingWords missing;
  private final char decimalSign;

  RowSeries(SeriesColumns columns, List<String> names, char decimalSign) {
    feature = columns.feature().isEmpty() ? NOWHERE : names.indexOf(columns.feature());
    property = columns.property().isEmpty() ? NOWHERE : names.indexOf(columns.property());
    values =
        columns.values().stream().mapToInt(names::indexOf).filter(at -> at != NOWHERE).toArray();
    missing = columns.missing();
    this.decimalSign = decimalSign;
  }

  /** Of a row whose feature only its fields tell. */
  List<String> of(Cells cells) {
    return of(cells, feature == NOWHERE ? "" : cells.text(feature));
  }

  /** Of a row about this feature; none when it has no value. */
  List<String> of(Cells cells, String id) {
    if (property != NOWHERE) {
      return List.of(id + BETWEEN + cells.text(property));
    }
    if (values.length == 0) {
      return List.of(id);
    }
    var series = new ArrayList<String>();
    for (int place : values) {
      if (!isMissing(cells, place)) {
        series.add(id + BETWEEN + place);
      }
    }
    return series;
  }

  private boolean isMissing(Cells cells, int place) {
    return cells.isEmpty(place)
        || missing.hold(cells, place)
        || missing.hold(
            Decimals.parse(cells.body(), cells.start(place), cells.end(place), decimalSign));
  }
}
