package citybrain.feed.table;

import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.feed.register.FeatureTable;
import citybrain.geo.Crs;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row while it is decoded. A decoder names the feature and the time (either may refuse the
 * row), then hands over value by value; what all feeds share is done here.
 */
public final class TableRow {

  private final Cells cells;
  private final TableLayout layout;
  private final TableFeed.Bound bound;
  private final RowTimes times;
  private final String procedure;
  private final RawMessage message;
  private final Outlet outlet;

  private String feature = "";
  private @Nullable Position position;
  private String zone = "";
  private Quality quality = Quality.GOOD;
  private int values;
  private byte @Nullable [] raw;

  TableRow(
      Cells cells,
      TableLayout layout,
      TableFeed.Bound bound,
      RowTimes times,
      String procedure,
      RawMessage message,
      Outlet outlet) {
    this.cells = cells;
    this.layout = layout;
    this.bound = bound;
    this.times = times;
    this.procedure = procedure;
    this.message = message;
    this.outlet = outlet;
  }

  void begin() {
    quality = Quality.GOOD;
    values = 0;
    raw = null;
  }

  int values() {
    return values;
  }

  /** The row is about the feature named in this column; false when the row is refused. */
  public boolean feature(int column, @Nullable FeatureTable known) {
    if (cells.isEmpty(column)) {
      if (isAbsent(column)) {
        refuseAbsent(column);
      } else {
        refuse(Reason.MISSING_VALUE, name(column), "the id of the feature is empty");
      }
      return false;
    }
    if (known == null) {
      feature(cells.text(column), null, "");
      return true;
    }
    int number = known.find(cells.body(), cells.start(column), cells.end(column));
    if (number < 0) {
      refuse(Reason.UNKNOWN_FEATURE, name(column), "not in the register of features");
      return false;
    }
    if (known.isMisplaced(number)) {
      refuse(Reason.IMPLAUSIBLE_POSITION, name(column), "its placement is outside the world");
      return false;
    }
    feature(known.id(number), known.position(number), known.zone(number));
    return true;
  }

  /** The values that follow are about this feature. */
  public void feature(String id, @Nullable Position where, String zoneId) {
    feature = id;
    position = where;
    zone = zoneId;
  }

  /** The feature the values are about. */
  public String feature() {
    return feature;
  }

  /**
   * The row lies at these coordinates; two empty fields say nothing. False when it is refused,
   * because they are no place on Earth.
   */
  public boolean position(int x, int y, Crs crs) {
    if (cells.isEmpty(x) && cells.isEmpty(y)) {
      return true;
    }
    var where = crs.position(peek(x), peek(y));
    if (!where.isPlausible()) {
      refuse(
          Reason.IMPLAUSIBLE_POSITION,
          name(x),
          "with " + name(y) + " no place on Earth in " + crs.code());
      return false;
    }
    position = where;
    return true;
  }

  /** The values that follow lie in this zone ("layer/id"). */
  public void zone(String id) {
    zone = id;
  }

  /** Reads the time of the row; false when the row is refused. */
  public boolean time() {
    if (times.read(cells, feature)) {
      return true;
    }
    if (isAbsent(bound.timePlaces()[0])) {
      refuseAbsent(bound.timePlaces()[0]);
      return false;
    }
    refuse(times.fault(), layout.time().names().get(0), times.explain(cells));
    return false;
  }

  /** How far the values that follow may be trusted. */
  public void quality(Quality trust) {
    quality = trust;
  }

  /** True when the field holds exactly this word. */
  public boolean holds(int column, String word) {
    int start = cells.start(column);
    if (cells.end(column) - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (cells.body()[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** True when the field holds exactly one of these words. */
  public boolean holdsOneOf(int column, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (holds(column, words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What the field holds. */
  public String text(int column) {
    return cells.text(column);
  }

  /** The number in this column without judging it: NaN or infinite when it is none. */
  public double peek(int column) {
    return Decimals.parse(
        cells.body(), cells.start(column), cells.end(column), layout.decimalSign());
  }

  /** One value, times the factor that converts it to the unit of the property. */
  public void value(ObservedProperty property, int column, double factor) {
    if (isReadable(column)) {
      observe(property, peek(column) * factor, column);
    }
  }

  public boolean isEmpty(int column) {
    return cells.isEmpty(column);
  }

  /** One value as above, or none when the field is empty. */
  public void valueIfAny(ObservedProperty property, int column, double factor) {
    if (!cells.isEmpty(column)) {
      value(property, column, factor);
    }
  }

  /** True when the column holds a finite number; otherwise the value is refused. */
  public boolean isReadable(int column) {
    double number = peek(column);
    if (Double.isFinite(number)) {
      return true;
    }
    if (cells.isEmpty(column)) {
      refuseMissing(column);
    } else if (Double.isNaN(number)) {
      refuseValue(
          Reason.NOT_A_NUMBER, column, "the decimal sign is '" + layout.decimalSign() + "'");
    } else {
      refuseValue(Reason.NOT_FINITE, column, "a finite number is required");
    }
    return false;
  }

  /** One value, already in the unit of the property; the column is named if it is refused. */
  public void observe(ObservedProperty property, double result, int column) {
    if (!property.canBe(result)) {
      refuseValue(
          Reason.OUT_OF_RANGE,
          column,
          property
              + " lies between "
              + property.min()
              + " and "
              + property.max()
              + " "
              + property.unit());
      return;
    }
    values++;
    outlet.observation(
        new Observation(
            message.city(),
            message.feed(),
            feature,
            property,
            times.time(),
            message.arrival(),
            result,
            position,
            zone,
            procedure,
            quality));
  }

  /** A value that must be there is not. */
  public void refuseMissing(int column) {
    refuseValue(Reason.MISSING_VALUE, column, "a number is required");
  }

  /** True when a record, unlike those of a table, does not have this field at all. */
  public boolean isAbsent(int column) {
    return cells.isAbsent(column);
  }

  /** Refuses the row, for it does not have what its feed declares. */
  public void refuseAbsent(int column) {
    refuse(
        Reason.MISSING_COLUMN,
        name(column),
        "nothing stands at this path of the record, not even null");
  }

  /** One value of the row cannot be used. */
  public void refuseValue(Reason reason, int column, String detail) {
    values++;
    refuse(reason, name(column), detail);
  }

  void refuse(Reason reason, String field, String detail) {
    if (raw == null) {
      raw = cells.raw();
    }
    long line = message.firstLine() == 0 ? 0 : message.firstLine() + cells.line() - 1;
    outlet.rejected(
        new Rejected(
            message.city(),
            message.feed(),
            message.source(),
            line,
            field,
            reason,
            detail,
            message.arrival(),
            raw));
  }

  private String name(int column) {
    return bound.names().get(column);
  }
}
