package citybrain.jobs.lake.care;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.flink.core.fs.Path;

/** A lake of one city in UTC whose days are cut into small files, as an archive cuts them. */
record SampleLake(String root) {

  static final Instant START = Instant.parse("2025-03-10T00:00:00Z");
  static final int SENSORS = 400;

  /** Sensors stand in a square of twenty by twenty, a kilometre apart, and speak by turns. */
  static Stamped observation(long n) {
    int sensor = (int) (n % SENSORS);
    var time = START.plusMillis(n * 250);
    var read =
        new Observation(
            "demo",
            "feed",
            // Names say nothing of places.
            "sensor-" + Integer.toHexString(sensor * 7919 % 65_536),
            sensor % 2 == 0 ? ObservedProperty.PM10 : ObservedProperty.WIND_SPEED,
            time,
            time.plusSeconds(1),
            n,
            n % 97 == 0
                ? null
                : new Position(10 + sensor % 20 / 100.0, 56 + Math.floorDiv(sensor, 20) / 100.0),
            "",
            "p" + n % 3,
            n % 5 == 0 ? Quality.ESTIMATED : Quality.GOOD);
    return new Stamped(read, Stamp.NONE);
  }

  /** Of each window two revisions, the second of the same count and twice the sum. */
  static Aggregate aggregate(long n) {
    long window = n / 2;
    int zone = (int) (window % 50);
    var start = START.plusSeconds(window / 50 * 900);
    return new Aggregate(
        "demo",
        "h3",
        "89" + zone,
        ObservedProperty.PM10,
        start,
        start.plusSeconds(900),
        (int) (n % 2),
        4,
        10 * (1 + n % 2),
        1,
        4,
        0,
        0,
        new Position(10 + zone / 100.0, 56));
  }

  /** So many observations of one day in so many files. */
  void observe(long count, int files) throws IOException {
    write(
        new ObservationRows(),
        "domain=environment/date=2025-03-10",
        count,
        files,
        n -> observation(n));
  }

  void aggregate(long count, int files) throws IOException {
    write(
        new AggregateRows(), "domain=environment/date=2025-03-10", count, files, n -> aggregate(n));
  }

  private <T> void write(
      RowFormat<T> format, String folder, long count, int files, LongFunction<T> made)
      throws IOException {
    for (int file = 0; file < files; file++) {
      long from = count * file / files;
      long to = count * (file + 1) / files;
      add(format, folder, "part-" + file, LongStream.range(from, to).mapToObj(made).toList());
    }
  }

  <T> Path add(RowFormat<T> format, String folder, String name, List<T> rows) throws IOException {
    var day = new Path(new Path(new Path(root, format.dataset()), "city=demo"), folder);
    var file = new Path(day, name + ".parquet");
    SummaryFile.write(file, format, rows);
    return file;
  }

  Path day(String dataset) {
    return new Path(root, dataset + "/city=demo/domain=environment/date=2025-03-10");
  }
}
