package citybrain.jobs.lake;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.feed.RejectedRecord;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.rows.AlertRows;
import citybrain.jobs.lake.rows.ClockRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Stamped;
import citybrain.wire.ToldClock;
import java.time.ZoneId;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;

/** All that the city's topics say in, Parquet files in the lake out; exactly once. */
@StreamingJob(ArchiveJob.NAME)
public final class ArchiveJob implements CityJob {

  static final String NAME = "archive";

  public static void main(String[] args) throws Exception {
    CityJob.run(new ArchiveJob(), args);
  }

  @Override
  public void wire(City city) {
    var lake = city.settings().text("lake", "root of the lake, a URI", "lake");
    wire(
        city.observations(),
        city.aggregates(),
        city.alerts(),
        city.rejected(),
        city.late(),
        LakeGround.before(city.clocks(), lake, city.cities()),
        lake,
        city.cities().timeZones());
  }

  /**
   * @param lake the root of the lake, a URI
   * @param zones the time zone of each city, for the dates of the folders
   */
  public static void wire(
      DataStream<Stamped> observations,
      DataStream<Aggregate> aggregates,
      DataStream<Alert> alerts,
      DataStream<RejectedRecord> rejected,
      DataStream<Stamped> late,
      DataStream<ToldClock> clocks,
      String lake,
      Map<String, ZoneId> zones) {
    archive(observations, new ObservationRows(), lake, zones);
    archive(aggregates, new AggregateRows(), lake, zones);
    archive(AlertsOnce.of(alerts), new AlertRows(), lake, zones);
    archive(rejected, new RejectedRows(), lake, zones);
    archive(late, new ObservationRows(ObservationRows.LATE), lake, zones);
    archive(clocks, new ClockRows(), lake, zones);
  }

  private static <T> void archive(
      DataStream<T> values, RowFormat<T> format, String lake, Map<String, ZoneId> zones) {
    var name = format.dataset() + " to the lake";
    values.sinkTo(LakeSink.of(lake, format, zones)).uid("lake-" + format.dataset()).name(name);
  }
}
