package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Summarises one archived file, so that only sums travel, not observations. */
final class HoursOfFile extends RichFlatMapFunction<String, ZoneHour> {

  private static final Logger LOG = LoggerFactory.getLogger(HoursOfFile.class);

  private static final long QUARTER_MILLIS = 900_000;

  private record Key(String zone, String property, long hourStart) {}

  /** What came of one key so far. */
  private static final class Sums {
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long estimated;
    double estimatedSum;

    void add(double value, boolean isMeasured) {
      if (!isMeasured) {
        estimated++;
        estimatedSum += value;
        return;
      }
      count++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }

  private final SummarisedCities cities;
  private transient @Nullable Map<String, Districts> districts;
  private transient @Nullable Path lastDay;
  private transient @Nullable TakenBack takenBack;

  HoursOfFile(SummarisedCities cities) {
    this.cities = cities;
  }

  @Override
  public void open(OpenContext context) {
    districts = cities.load();
  }

  @Override
  public void flatMap(String file, Collector<ZoneHour> out) throws IOException {
    var city = SummarisedCities.value("city", file);
    var date = SummarisedCities.value("date", file);
    var zones = Objects.requireNonNull(Objects.requireNonNull(districts).get(city));
    var hours = new HashMap<Key, Sums>();
    var starts = new HashMap<Long, Long>();
    var takenBack = takenBack(new Path(file).getParent());
    var input = FlinkInputFile.of(new Path(file));
    try (var rows =
        takenBack.isEmpty()
            ? ObservationReader.open(input)
            : ObservationReader.openWithSeries(input)) {
      for (var row = rows.read(); row != null; row = rows.read()) {
        if (!takenBack.isEmpty() && takenBack.contains(row)) {
          continue;
        }
        // No time zone divides a quarter of an hour.
        long quarter = Math.floorDiv(row.phenomenonMillis, QUARTER_MILLIS);
        long start = starts.computeIfAbsent(quarter, q -> hourStart(q, zones.timeZone()));
        hours
            .computeIfAbsent(new Key(zones.zoneOf(row), row.property, start), key -> new Sums())
            .add(row.result, row.isMeasured());
      }
    }
    leaveOutUnknown(file, hours, zones.city().vocabulary());
    hours.forEach(
        (key, sums) ->
            out.collect(
                new ZoneHour(
                    city,
                    date,
                    key.zone,
                    key.property,
                    key.hourStart,
                    sums.count,
                    sums.sum,
                    sums.min,
                    sums.max,
                    sums.estimated,
                    sums.estimatedSum)));
  }

  /** What was archived while the city declared it has no unit and no domain any more. */
  private static void leaveOutUnknown(String file, Map<Key, Sums> hours, Vocabulary vocabulary) {
    var unknown = new TreeMap<String, Long>();
    hours
        .entrySet()
        .removeIf(
            entry -> {
              var property = entry.getKey().property;
              boolean isUnknown = vocabulary.find(property).isEmpty();
              if (isUnknown) {
                var sums = entry.getValue();
                unknown.merge(property, sums.count + sums.estimated, Long::sum);
              }
              return isUnknown;
            });
    unknown.forEach(
        (property, readings) ->
            LOG.warn(
                "file={} property={} readings={} are left out: the city declares it no more",
                file,
                property,
                readings));
  }

  /** Files of one day come one behind the other. */
  private TakenBack takenBack(Path day) throws IOException {
    var known = takenBack;
    if (known == null || !day.equals(lastDay)) {
      known = TakenBack.in(day);
      takenBack = known;
      lastDay = day;
    }
    return known;
  }

  private static long hourStart(long quarter, ZoneId timeZone) {
    return Instant.ofEpochMilli(quarter * QUARTER_MILLIS)
        .atZone(timeZone)
        .truncatedTo(ChronoUnit.HOURS)
        .toInstant()
        .toEpochMilli();
  }
}
