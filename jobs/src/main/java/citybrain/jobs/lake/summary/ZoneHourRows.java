package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
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
public final class ZoneHourRows implements RowFormat<ZoneHour> {

  static final String DATASET = "daily-summary";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("zone")
          .means("the id of the district; empty for what lies in none")
          .string("zone_name")
          .means("what people call it")
          .string("domain")
          .means("transport, water, energy or environment")
          .string("property")
          .means("what was observed")
          .string("unit")
          .means("of mean, min, max and estimated_sum", "UCUM")
          .time("hour_start")
          .means("when the hour begins", "UTC")
          .int32("local_hour")
          .means("the same on the city's clock", "0 to 23")
          .int64("count")
          .means("how many values were measured")
          .optionalNumber("mean")
          .means("of those; null when nothing was measured", "that of column unit")
          .optionalNumber("min")
          .means("the least that was measured", "that of column unit")
          .optionalNumber("max")
          .means("the largest that was measured", "that of column unit")
          .int64("estimated_count")
          .means("how many values nobody measured: carried over, estimated or filled in")
          .number("estimated_sum")
          .means("of those", "that of column unit")
          .number("measured_share")
          .means("which part of all values was measured", "0 to 1")
          .geometry()
          .card(
              DATASET,
              1,
              "what a district saw of a property in an hour, without what corrections took back",
              "hour_start",
              "the file of a day is replaced when it is summarised again");

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
    var footer = CARD.footer();
    footer.put(CityCard.KEY, CityCard.json(districts.city()));
    footer.put(DatasetCard.TIME_ZONE, timeZone.getId());
    return footer;
  }

  @Override
  public String dataset() {
    return DATASET;
  }

  @Override
  public MessageType schema() {
    return CARD.schema();
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
