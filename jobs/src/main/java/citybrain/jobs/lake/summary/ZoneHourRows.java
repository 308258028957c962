package citybrain.jobs.lake.summary;

import citybrain.geo.HexGrid;
import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import citybrain.jobs.lake.rows.SummaryColumns;
import citybrain.observation.Vocabulary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Summaries of a zone and window as rows, with the shape of the zone. Made for one file. */
final class ZoneHourRows implements RowFormat<SummaryRow> {

  private record Shape(String name, @Nullable Area area) {}

  private final transient Districts city;
  private final transient ZoneLayers layers;
  private final ZoneId timeZone;
  private final Vocabulary vocabulary;
  private final transient Map<String, Map<String, Shape>> shapes = new HashMap<>();

  ZoneHourRows(Districts city, ZoneLayers layers) {
    this.city = city;
    this.layers = layers;
    this.timeZone = city.timeZone();
    this.vocabulary = city.city().vocabulary();
  }

  @Override
  public Map<String, String> footer() {
    var footer = SummaryColumns.CARD.footer();
    footer.put(CityCard.KEY, CityCard.json(city.city()));
    footer.put(DatasetCard.TIME_ZONE, timeZone.getId());
    return footer;
  }

  @Override
  public String dataset() {
    return SummaryColumns.DATASET;
  }

  @Override
  public MessageType schema() {
    return SummaryColumns.CARD.schema();
  }

  @Override
  public void write(SummaryRow value, Row row) {
    var property = vocabulary.require(value.property());
    var shape =
        shapes
            .computeIfAbsent(value.layer(), layer -> new HashMap<>())
            .computeIfAbsent(value.zone(), zone -> shape(value.layer(), zone));
    var start = Instant.ofEpochMilli(value.start());
    var figures = value.figures();
    var measured = figures.measured();
    boolean isMeasured = figures.isMeasured();
    row.string(value.zone())
        .string(shape.name)
        .string(property.domain().word())
        .string(value.property())
        .string(property.unit())
        .time(start)
        .int32(start.atZone(timeZone).getHour())
        .int64(measured.count())
        .optionalNumber(isMeasured ? measured.sum() / measured.count() : null)
        .optionalNumber(isMeasured ? measured.min() : null)
        .optionalNumber(isMeasured ? measured.max() : null)
        .int64(figures.estimated())
        .number(figures.estimatedSum())
        .number((double) measured.count() / (measured.count() + figures.estimated()))
        .geometry(shape.area)
        .string(value.layer())
        .string(value.isDay() ? SummaryColumns.DAY : SummaryColumns.HOUR)
        .int64(figures.suspect())
        .int64(figures.late())
        .number(measured.sum())
        .optionalNumber(measured.count() > 1 ? measured.deviation() : null);
    for (int i = 0; i < ZoneFigures.PERCENTS.length; i++) {
      row.optionalNumber(isMeasured ? figures.quantiles()[i] : null);
    }
    row.int64(figures.featureCount())
        .optionalBytes(figures.values())
        .optionalBytes(figures.features());
  }

  private Shape shape(String layer, String zone) {
    var name = layer.equals(HexGrid.LAYER) ? "" : layers.name(layer, zone);
    return new Shape(name, layers.area(layer, zone));
  }

  @Override
  public String city(SummaryRow value) {
    return city.city().city();
  }

  @Override
  public String domain(SummaryRow value) {
    return vocabulary.require(value.property()).domain().word();
  }

  @Override
  public Instant time(SummaryRow value) {
    return Instant.ofEpochMilli(value.start());
  }
}
