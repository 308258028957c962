package citybrain.jobs.lake.geoparquet;

import citybrain.geo.Position;
import java.time.Instant;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row, column after column in the order of the schema. Without a generic record in
 * between: millions of rows pass here.
 */
public final class Row {

  private final RecordConsumer consumer;
  private final GeoFooter footer;
  private final String[] names;
  private int column;

  Row(RecordConsumer consumer, MessageType schema, GeoFooter footer) {
    this.consumer = consumer;
    this.footer = footer;
    this.names = schema.getFields().stream().map(Type::getName).toArray(String[]::new);
  }

  void start() {
    column = 0;
    consumer.startMessage();
  }

  void end() {
    if (column != names.length) {
      throw new IllegalStateException("row ends before column " + names[column]);
    }
    consumer.endMessage();
  }

  public Row string(String value) {
    return binary(KnownBinaries.of(value));
  }

  public Row number(double value) {
    startField();
    consumer.addDouble(value);
    return endField();
  }

  public Row optionalNumber(@Nullable Double value) {
    return value == null ? skip() : number(value);
  }

  public Row int64(long value) {
    startField();
    consumer.addLong(value);
    return endField();
  }

  public Row int32(int value) {
    startField();
    consumer.addInteger(value);
    return endField();
  }

  public Row time(Instant value) {
    return int64(value.toEpochMilli());
  }

  /** A point and its box; both stay null without a place on the globe. */
  public Row geometry(@Nullable Position position) {
    if (position == null
        || !Double.isFinite(position.longitude())
        || !Double.isFinite(position.latitude())) {
      return skip().skip();
    }
    double x = position.longitude();
    double y = position.latitude();
    footer.add("Point", x, y, x, y);
    return binary(KnownBinaries.of(position)).bbox(x, y, x, y);
  }

  /** An area and its box; both stay null without one. */
  public Row geometry(@Nullable Area area) {
    if (area == null) {
      return skip().skip();
    }
    var box = area.bounds();
    footer.add(area.type(), box.west(), box.south(), box.east(), box.north());
    return binary(Binary.fromConstantByteArray(area.wkb()))
        .bbox(box.west(), box.south(), box.east(), box.north());
  }

  private Row bbox(double xmin, double ymin, double xmax, double ymax) {
    startField();
    consumer.startGroup();
    side("xmin", 0, xmin);
    side("ymin", 1, ymin);
    side("xmax", 2, xmax);
    side("ymax", 3, ymax);
    consumer.endGroup();
    return endField();
  }

  private void side(String name, int index, double value) {
    consumer.startField(name, index);
    consumer.addDouble(value);
    consumer.endField(name, index);
  }

  private Row binary(Binary value) {
    startField();
    consumer.addBinary(value);
    return endField();
  }

  private void startField() {
    consumer.startField(names[column], column);
  }

  private Row endField() {
    consumer.endField(names[column], column);
    column++;
    return this;
  }

  private Row skip() {
    column++;
    return this;
  }
}
