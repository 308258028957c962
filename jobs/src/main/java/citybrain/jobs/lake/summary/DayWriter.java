package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Writes all summaries of one city and day into one file and tells its path. */
final class DayWriter implements MapPartitionFunction<ZoneHour, String> {

  private static final Comparator<ZoneHour> ORDER =
      Comparator.comparing(ZoneHour::zone)
          .thenComparing(ZoneHour::property)
          .thenComparing(ZoneHour::hourStart);

  private final String lake;
  private final SummarisedCities cities;
  private transient @Nullable Map<String, Districts> districts;

  DayWriter(String lake, SummarisedCities cities) {
    this.lake = lake;
    this.cities = cities;
  }

  @Override
  public void mapPartition(Iterable<ZoneHour> values, Collector<String> out) throws IOException {
    var rows = new ArrayList<ZoneHour>();
    values.forEach(rows::add);
    rows.sort(ORDER);
    var first = rows.get(0);
    var known = districts;
    if (known == null) {
      known = cities.load();
      districts = known;
    }
    var folder =
        String.join(
            "/",
            ZoneHourRows.DATASET,
            Partition.folder("city", first.city()),
            Partition.folder("date", first.date()));
    var target = new Path(new Path(new Path(lake), folder), "summary" + LakeFiles.SUFFIX);
    SummaryFile.write(
        target, new ZoneHourRows(Objects.requireNonNull(known.get(first.city()))), rows);
    out.collect(target.toString());
  }
}
