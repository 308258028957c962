package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.TextConverter;
import citybrain.jobs.lake.rows.ObservationRows;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/**
 * Fills a {@link ArchivedReading} from the columns of a row; strings are decoded once per
 * dictionary.
 */
final class ReadingConverter extends GroupConverter {

  /** In the order of the converters. */
  static final List<String> COLUMNS =
      List.of(
          "property",
          "phenomenon_time",
          "result",
          "zone",
          "quality",
          ColumnTypes.BBOX,
          "feed",
          "feature");

  /** Of the box. */
  static final List<String> POSITION = List.of("xmin", "ymin");

  /** What tells readings of a series and corrections apart comes behind them. */
  static final List<String> WITH_SERIES =
      Stream.concat(
              COLUMNS.stream(),
              Stream.of(
                  "procedure",
                  "result_time",
                  ObservationRows.REPLACES,
                  ObservationRows.REPLACES_QUALITY))
          .toList();

  private final ArchivedReading reading = new ArchivedReading();
  private final Converter[] converters = {
    new Text(value -> reading.property = value),
    new PrimitiveConverter() {
      @Override
      public void addLong(long value) {
        reading.phenomenonMillis = value;
      }
    },
    new Real(value -> reading.result = value),
    new Text(value -> reading.zone = value),
    new Text(value -> reading.quality = value),
    new Box(),
    new Text(value -> reading.feed = value),
    new Text(value -> reading.feature = value),
    new Text(value -> reading.procedure = value),
    new PrimitiveConverter() {
      @Override
      public void addLong(long value) {
        reading.resultMillis = value;
      }
    },
    new Real(value -> reading.replaces = value),
    new Text(value -> reading.replacesQuality = value)
  };

  @Override
  public Converter getConverter(int field) {
    return converters[field];
  }

  @Override
  public void start() {
    reading.longitude = Double.NaN;
    reading.latitude = Double.NaN;
    reading.replaces = Double.NaN;
    reading.replacesQuality = "";
  }

  @Override
  public void end() {}

  /** The record that is being read; the same object every time. */
  static final class Materializer extends RecordMaterializer<ArchivedReading> {

    private final ReadingConverter root = new ReadingConverter();

    @Override
    public ArchivedReading getCurrentRecord() {
      return root.reading;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  /** The sides that are the position. */
  private final class Box extends GroupConverter {

    private final Converter[] sides = {
      new Real(value -> reading.longitude = value), new Real(value -> reading.latitude = value)
    };

    @Override
    public Converter getConverter(int field) {
      return sides[field];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Real extends PrimitiveConverter {

    private final DoubleConsumer sink;

    Real(DoubleConsumer sink) {
      this.sink = sink;
    }

    @Override
    public void addDouble(double value) {
      sink.accept(value);
    }
  }

  private static final class Text extends TextConverter {

    private final Consumer<String> sink;

    Text(Consumer<String> sink) {
      this.sink = sink;
    }

    @Override
    protected void addText(String value) {
      sink.accept(value);
    }
  }
}
