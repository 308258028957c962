package citybrain.jobs.lake.geoparquet;

import citybrain.geo.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one row, column after column in the order of the schema. Without a generic record in
 * between: millions of rows pass here.
 */
public final class Row {

  private static final int BBOX_SIDES = 4;

  private final PageColumn[] columns;
  private final GeoFooter footer;
  private int column;
  private long characters;

  Row(List<PageColumn> columns, GeoFooter footer) {
    this.columns = columns.toArray(PageColumn[]::new);
    this.footer = footer;
  }

  void start() {
    column = 0;
  }

  void end() {
    if (column != columns.length) {
      throw new IllegalStateException("row ends before column " + columns[column].name());
    }
  }

  /** How many characters of text, or bytes, came since this was asked last. */
  long characters() {
    long all = characters;
    characters = 0;
    return all;
  }

  public Row string(String value) {
    characters += value.length();
    binary().add(value);
    return this;
  }

  public Row number(double value) {
    fixed().add(value);
    return this;
  }

  public Row optionalNumber(@Nullable Double value) {
    return value == null ? skip() : number(value);
  }

  public Row optionalString(@Nullable String value) {
    return value == null ? skip() : string(value);
  }

  public Row optionalBytes(byte @Nullable [] value) {
    if (value == null) {
      return skip();
    }
    characters += value.length;
    binary().add(value);
    return this;
  }

  public Row int64(long value) {
    fixed().add(value);
    return this;
  }

  public Row int32(int value) {
    fixed().add(value);
    return this;
  }

  public Row time(Instant value) {
    return time(value.toEpochMilli());
  }

  /** Epoch milliseconds. */
  public Row time(long value) {
    return int64(value);
  }

  /** A point and its box; both stay null without a place on the globe. */
  public Row geometry(@Nullable Position position) {
    if (position == null
        || !Double.isFinite(position.longitude())
        || !Double.isFinite(position.latitude())) {
      return noGeometry();
    }
    double x = position.longitude();
    double y = position.latitude();
    footer.add("Point", x, y, x, y);
    binary().add(position);
    return number(x).number(y).number(x).number(y);
  }

  /** An area and its box; both stay null without one. */
  public Row geometry(@Nullable Area area) {
    if (area == null) {
      return noGeometry();
    }
    var box = area.bounds();
    footer.add(area.type(), box.west(), box.south(), box.east(), box.north());
    binary().add(area);
    return number(box.west()).number(box.south()).number(box.east()).number(box.north());
  }

  private Row noGeometry() {
    skip();
    for (int side = 0; side < BBOX_SIDES; side++) {
      skip();
    }
    return this;
  }

  private Row skip() {
    columns[column++].skip();
    return this;
  }

  private BinaryColumn binary() {
    return (BinaryColumn) columns[column++];
  }

  private FixedColumn fixed() {
    return (FixedColumn) columns[column++];
  }
}
