package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Objects;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/** Writes all summaries of one city and day into one file and tells its path. */
final class DayWriter implements MapPartitionFunction<ZoneHour, String> {

  private static final Comparator<ZoneHour> ORDER =
      Comparator.comparing(ZoneHour::zone)
          .thenComparing(ZoneHour::property)
          .thenComparing(ZoneHour::hourStart);

  private final String lake;
  private final SummarisedCities cities;

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
    var districts = Objects.requireNonNull(cities.load().get(first.city()));
    var folder =
        String.join(
            "/",
            ZoneHourRows.DATASET,
            Partition.folder("city", first.city()),
            Partition.folder("date", first.date()));
    var target = new Path(new Path(new Path(lake), folder), "summary" + LakeFiles.SUFFIX);
    SummaryFile.write(target, new ZoneHourRows(districts), rows);
    out.collect(target.toString());
  }
}
