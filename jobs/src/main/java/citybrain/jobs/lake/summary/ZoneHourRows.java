package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Summaries of district and hour as rows, with the shape of the district. Made for one file. */
final class ZoneHourRows implements RowFormat<ZoneHour> {

  static final String DATASET = "daily-summary";

  private static final MessageType SCHEMA =
      new ColumnTypes()
          .string("zone")
          .string("zone_name")
          .string("domain")
          .string("property")
          .string("unit")
          .time("hour_start")
          .int32("local_hour")
          .int64("count")
          .optionalNumber("mean")
          .optionalNumber("min")
          .optionalNumber("max")
          .int64("estimated_count")
          .number("estimated_sum")
          .number("measured_share")
          .geometry()
          .named(DATASET);

  private final transient Districts districts;
  private final ZoneId timeZone;
  private final Vocabulary vocabulary;
  private final transient Map<String, Area> areas = new HashMap<>();

  ZoneHourRows(Districts districts) {
    this.districts = districts;
    this.timeZone = districts.timeZone();
    this.vocabulary = districts.city().vocabulary();
  }

  @Override
  public Map<String, String> footer() {
    return Map.of(CityCard.KEY, CityCard.json(districts.city()));
  }

  @Override
  public String dataset() {
    return DATASET;
  }

  @Override
  public MessageType schema() {
    return SCHEMA;
  }

  @Override
  public void write(ZoneHour value, Row row) {
    var property = vocabulary.require(value.property());
    var start = time(value);
    row.string(value.zone())
        .string(districts.name(value.zone()))
        .string(property.domain().word())
        .string(value.property())
        .string(property.unit())
        .time(start)
        .int32(start.atZone(timeZone).getHour())
        .int64(value.count())
        .optionalNumber(measured(value, value.sum() / value.count()))
        .optionalNumber(measured(value, value.min()))
        .optionalNumber(measured(value, value.max()))
        .int64(value.estimated())
        .number(value.estimatedSum())
        .number((double) value.count() / (value.count() + value.estimated()))
        .geometry(area(value.zone()));
  }

  /** Null where nothing was. */
  private static @Nullable Double measured(ZoneHour of, double value) {
    return of.count() == 0 ? null : value;
  }

  private @Nullable Area area(String zone) {
    return areas.computeIfAbsent(zone, districts::area);
  }

  @Override
  public String city(ZoneHour value) {
    return value.city();
  }

  @Override
  public String domain(ZoneHour value) {
    return vocabulary.require(value.property()).domain().word();
  }

  @Override
  public Instant time(ZoneHour value) {
    return Instant.ofEpochMilli(value.hourStart());
  }
}
