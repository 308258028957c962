package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.SummaryColumns;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Writes all summaries of one city and day into one file and tells its path. */
final class DayWriter implements MapPartitionFunction<DayPart, String> {

  private final String lake;
  private final SummarisedCities cities;
  private transient @Nullable Map<String, Districts> known;

  DayWriter(String lake, SummarisedCities cities) {
    this.lake = lake;
    this.cities = cities;
  }

  @Override
  public void mapPartition(Iterable<DayPart> values, Collector<String> out) throws IOException {
    var day = new DayRows();
    values.forEach(day::add);
    var loaded = known;
    if (loaded == null) {
      loaded = cities.load();
      known = loaded;
    }
    var city = Objects.requireNonNull(loaded.get(day.city()));
    var folder =
        String.join(
            "/",
            SummaryColumns.DATASET,
            Partition.folder("city", day.city()),
            Partition.folder("date", day.date()));
    var target = new Path(new Path(new Path(lake), folder), "summary" + LakeFiles.SUFFIX);
    var format = new ZoneHourRows(city, new ZoneLayers(city.zones()));
    SummaryFile.write(target, format, day.rows(city.timeZone()));
    out.collect(target.toString());
  }
}
