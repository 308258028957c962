package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.Area;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.Row;
import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * The zones of a city as rows, with their shapes: one file a city, as its file has them now. Not
 * the cells of H3, which tell their shapes by themselves.
 */
public final class ZoneRows implements RowFormat<ZoneRows.MappedZone> {

  public static final String DATASET = "zones";

  /** By what a file tells whether it is of these zones. */
  public static final String DIGEST = "citybrain.zones";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("layer")
          .means("the zone layer, as the city file names it, such as district")
          .string("zone")
          .means("the id of the zone in its layer, as in aggregates")
          .string("name")
          .means("what people call it")
          .geometry()
          .card(
              DATASET,
              1,
              "a zone of a city, as its city file has it now",
              "",
              "the file is replaced when the city file changes");

  private static final long serialVersionUID = 1L;

  /** A zone and its shape. */
  public record MappedZone(String city, String layer, String zone, String name, Area area) {}

  private final String digest;

  /**
   * @param digest of all that is written, which the footer repeats
   */
  public ZoneRows(String digest) {
    this.digest = digest;
  }

  @Override
  public Map<String, String> footer() {
    var footer = CARD.footer();
    footer.put(DIGEST, digest);
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
  public void write(MappedZone value, Row row) {
    row.string(value.layer()).string(value.zone()).string(value.name()).geometry(value.area());
  }

  @Override
  public String city(MappedZone value) {
    return value.city();
  }

  @Override
  public String domain(MappedZone value) {
    return NO_DOMAIN;
  }

  /** They are of no time. */
  @Override
  public Instant time(MappedZone value) {
    return Instant.EPOCH;
  }
}
