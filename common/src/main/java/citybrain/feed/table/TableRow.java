package citybrain.feed.table;

import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.RegisterRange;
import citybrain.feed.Rejected;
import citybrain.feed.TextEncoding;
import citybrain.feed.register.FeatureTable;
import citybrain.geo.Crs;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One row while it is decoded. A decoder names the feature and the time (either may refuse the
 * row), then hands over value by value; what all feeds share is done here.
 */
public final class TableRow {

  private final Cells cells;
  private final TableLayout layout;
  private final TextEncoding encoding;
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
      TextEncoding encoding,
      TableFeed.Bound bound,
      RowTimes times,
      String procedure,
      RawMessage message,
      Outlet outlet) {
    this.cells = cells;
    this.layout = layout;
    this.encoding = encoding;
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
      var id = cells.text(column);
      feature(id, null, "");
      return isLegible(id, column);
    }
    int number = known.find(cells.body(), cells.start(column), cells.end(column));
    if (number < 0) {
      if (isLegible(cells.text(column), column)) {
        refuse(Reason.UNKNOWN_FEATURE, name(column), "not in the register of features");
      }
      return false;
    }
    if (known.isMisplaced(number)) {
      refuse(Reason.IMPLAUSIBLE_POSITION, name(column), "its placement is outside the world");
      return false;
    }
    feature(known.id(number), known.position(number), known.zone(number));
    return true;
  }

  /** False when the row is refused, because bytes are no letters: ids must not become alike. */
  public boolean isLegible(String text, int column) {
    if (TextEncoding.isBroken(text)) {
      refuse(Reason.WRONG_ENCODING, name(column), encoding.complaint());
      return false;
    }
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

  /** True when the field holds exactly one of these words. */
  public boolean holdsOneOf(int column, Words words) {
    return words.find(cells, column) >= 0;
  }

  /** The number of the word that the field holds exactly, or -1. */
  public int word(int column, Words words) {
    return words.find(cells, column);
  }

  /** True when the field is empty or holds a word for no value; numbers are looked at later. */
  public boolean isMissing(int column, MissingWords words) {
    return cells.isEmpty(column) || words.hold(cells, column);
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
    return isReadable(column, peek(column));
  }

  /** The same of a field whose number has been looked at. */
  public boolean isReadable(int column, double number) {
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
    var trust = quality == Quality.GOOD && property.isNoise(result) ? Quality.SUSPECT : quality;
    tell(property, result, trust);
  }

  /** A reading of a register, in the unit of its property. What it counted comes of two. */
  public void observeRegister(RegisterRange register, double reading, int column) {
    if (reading >= 0 && reading < register.rollover()) {
      tell(register.property(), reading, quality);
      return;
    }
    refuseValue(
        Reason.OUT_OF_RANGE,
        column,
        "a register counts from 0 to less than "
            + register.rollover()
            + " "
            + register.property().unit());
  }

  private void tell(ObservedProperty property, double result, Quality trust) {
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
            trust));
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
