package citybrain.jobs.lake;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Observation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Observations, aggregates and alerts in, Parquet files in the lake out; exactly once. */
@StreamingJob(ArchiveJob.NAME)
public final class ArchiveJob {

  static final String NAME = "archive";

  private static final Duration DISORDER = Duration.ofHours(1);
  private static final Duration IDLE_AFTER = Duration.ofMinutes(1);

  private ArchiveJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var city = City.connect(config, NAME);
    var lake = config.text("lake", "root of the lake, a URI", "lake");
    if (city.isHelp(config)) {
      return;
    }
    wire(city.observations(), city.aggregates(), city.alerts(), lake, city.cities().timeZones());
    city.run();
  }

  /**
   * @param lake the root of the lake, a URI
   * @param zones the time zone of each city, for the dates of the folders
   */
  public static void wire(
      DataStream<Observation> observations,
      DataStream<Aggregate> aggregates,
      DataStream<Alert> alerts,
      String lake,
      Map<String, ZoneId> zones) {
    archive(observations, new ObservationRows(), lake, zones);
    archive(aggregates, new AggregateRows(), lake, zones);
    archive(once(alerts), new AlertRows(), lake, zones);
  }

  private static <T> void archive(
      DataStream<T> values, RowFormat<T> format, String lake, Map<String, ZoneId> zones) {
    var name = format.dataset() + " to the lake";
    values.sinkTo(LakeSink.of(lake, format, zones)).uid("lake-" + format.dataset()).name(name);
  }

  /** Alerts have their own clock here: it only decides when a change may be forgotten. */
  private static DataStream<Alert> once(DataStream<Alert> alerts) {
    return alerts
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Alert>forBoundedOutOfOrderness(DISORDER)
                .withTimestampAssigner((alert, before) -> alert.time().toEpochMilli())
                .withIdleness(IDLE_AFTER))
        .uid("alert-clock")
        .name("alert clock")
        .keyBy(AlertsOnce::key, Types.STRING)
        .process(new AlertsOnce(AlertsOnce.MEMORY), alerts.getType())
        .uid("alerts-once")
        .name("each alert change once");
  }
}
