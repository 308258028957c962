package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Summarises one archived file, so that only sums travel, not observations. All of a file or
 * nothing: one that is damaged is told by the side, and the others go on.
 */
final class HoursOfFile extends ProcessFunction<String, ZoneHour> {

  /** What is damaged, in a line each that begins as {@link Made} knows it. */
  static final OutputTag<String> DAMAGED = new OutputTag<>("damaged-files", Types.STRING);

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
  public void processElement(String file, Context context, Collector<ZoneHour> out)
      throws IOException {
    List<ZoneHour> hours;
    try {
      hours = hours(file);
    } catch (IOException | RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      var line = DamagedFile.told(file, e);
      LOG.warn("set aside, the summary goes on without it: {}", line);
      context.output(DAMAGED, Made.DAMAGED + line);
      return;
    }
    hours.forEach(out::collect);
  }

  private List<ZoneHour> hours(String file) throws IOException {
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
    var found = new ArrayList<ZoneHour>();
    hours.forEach(
        (key, sums) ->
            found.add(
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
    return found;
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
