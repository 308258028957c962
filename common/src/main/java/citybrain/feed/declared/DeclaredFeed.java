package citybrain.feed.declared;

import citybrain.feed.Declaration;
import citybrain.feed.FeedSetup;
import citybrain.feed.RegisterRange;
import citybrain.feed.SettingException;
import citybrain.feed.TextEncoding;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TimeColumns;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a city file says about a feed that needs no code: where feature, time, place, quality and
 * values stand. Reading it refuses every mistake with file and line.
 */
public final class DeclaredFeed {

  private static final String FEATURE = "feature";
  private static final String TIME = "time";
  private static final String POSITION = "position";
  private static final String ZONE = "zone";
  private static final String QUALITY = "quality";
  private static final String MISSING = "missing";
  private static final String PROCEDURE = "procedure";
  private static final String FEATURES_ID = "features-id";

  private static final String COLUMN = "column";
  private static final String A_COLUMN = "the name of a column, or the path of a JSON value";

  /** The blocks a declared feed understands, with help text. */
  public static final Map<String, String> BLOCKS =
      Map.of(
          FEATURE,
          "column with the id of the feature; or id and position of the only one",
          TIME,
          "column (or columns, joined by spaces) and format: iso, epoch-seconds,"
              + " epoch-milliseconds or a pattern such as dd.MM.yyyy HH:mm; of-interval: begin or end",
          POSITION,
          "longitude and latitude: columns with the coordinates, in the CRS of the feed",
          ZONE,
          "column with the id of a zone, and the layer it belongs to",
          QUALITY,
          "column, good: its words for good values, estimated: for estimated ones",
          MISSING,
          "list of words that stand for no value",
          DeclaredUnits.GAS,
          "temperature (Cel) and pressure (hPa) at which [ppb] and [ppm] are counted as mass",
          DeclaredValues.VALUES,
          "by column: property, unit, required, feature, register (wide table)",
          DeclaredValues.LONG_VALUES,
          "column, property-column, properties: by word property and unit, unit-column, units,"
              + " ignore (long table)",
          DeclaredValues.FEATURE_COLUMNS,
          "property, unit, columns or ignore: every other column is a feature");

  /** The options it understands, with help text. */
  public static final Map<String, String> OPTIONS =
      Map.of(
          PROCEDURE,
          "the sensor or method; the name of the feed unless said otherwise",
          ReferenceData.FEATURES,
          "placement: GeoJSON points, or CSV with longitude and latitude",
          FEATURES_ID,
          "property or column of the placement with the id of a feature");

  private final TimeColumns time;
  private final Optional<String> featureColumn;
  private final List<RowPart> fixedPlace;
  private final Optional<List<String>> coordinates;
  private final List<RowPart> rest = new ArrayList<>();
  private final ValuesPart values;

  private DeclaredFeed(Declaration feed) {
    TextEncoding.check(feed);
    time = DeclaredTime.read(block(feed, TIME));
    coordinates = feed.findBlock(POSITION).map(DeclaredFeed::coordinates);
    feed.findBlock(ZONE).map(DeclaredFeed::zone).ifPresent(rest::add);
    feed.findBlock(QUALITY).map(DeclaredFeed::quality).ifPresent(rest::add);
    var missing = feed.has(MISSING) ? feed.list(MISSING, "a list of words") : List.<String>of();
    values = DeclaredValues.read(feed, time.names(), new MissingWords(missing));
    if (values instanceof FeatureColumns) {
      featureColumn = Optional.empty();
      fixedPlace = List.of(RowParts.manyFeatures());
      return;
    }
    var feature = block(feed, FEATURE);
    feature.allow(List.of(COLUMN, "id", POSITION));
    featureColumn = feature.findText(COLUMN);
    fixedPlace = featureColumn.isPresent() ? List.of() : List.of(onlyFeature(feature));
    if (featureColumn.isPresent() && (feature.has("id") || feature.has(POSITION))) {
      throw feature.wrong(
          COLUMN, featureColumn.get(), "either a column, or id and position of the only feature");
    }
  }

  /**
   * Reads it.
   *
   * @throws SettingException naming file, line, value and what is allowed
   */
  public static DeclaredFeed read(Declaration feed) {
    return new DeclaredFeed(feed);
  }

  /** The same for a feed that is being opened. */
  public static DeclaredFeed of(FeedSetup setup) {
    return read(
        setup
            .declaration()
            .orElseThrow(
                () ->
                    new SettingException(
                        "feed '%s' of city '%s' needs its declaration in a city file"
                            .formatted(setup.feed(), setup.city()))));
  }

  /** These options and those of every declared feed. */
  public static Map<String, String> options(Map<String, String> own) {
    var all = new HashMap<>(OPTIONS);
    all.putAll(own);
    return all;
  }

  public TimeColumns time() {
    return time;
  }

  /** What its rows can hold. */
  public Set<ObservedProperty> properties() {
    return values.properties();
  }

  /** The properties that are read from registers. */
  public List<RegisterRange> registers() {
    return values.registers();
  }

  /** Which columns tell series apart. */
  public SeriesColumns series() {
    return values.series(featureColumn.orElse(""));
  }

  /** True when every column may be a feature, so that only a header says what there is. */
  public boolean readsWhatHeaderNames() {
    return values instanceof FeatureColumns columns && columns.others() != null;
  }

  public String procedure(FeedSetup setup) {
    return setup.option(PROCEDURE).orElse(setup.feed());
  }

  /** The decoder of its rows; reads the placement of its features. */
  public RowDecoder.Binding binding(FeedSetup setup) {
    var parts = new ArrayList<RowPart>(fixedPlace);
    featureColumn.ifPresent(
        column -> {
          var id = setup.option(FEATURES_ID).orElse(lastKey(column));
          parts.add(RowParts.feature(column, ReferenceData.placed(setup, id)));
        });
    parts.add(RowParts.time());
    coordinates.ifPresent(xy -> parts.add(RowParts.position(xy.get(0), xy.get(1), setup.crs())));
    parts.addAll(rest);
    parts.add(
        values instanceof FeatureColumns columns
            ? columns.placed(ReferenceData.placed(setup, setup.option(FEATURES_ID).orElse("id")))
            : values);
    var all = List.copyOf(parts);
    return header -> RowParts.bind(all, header);
  }

  /** The key at the end of a JSON path; of a column its name. */
  private static String lastKey(String column) {
    return column.substring(Math.max(column.lastIndexOf('.'), column.lastIndexOf('/')) + 1);
  }

  private static Declaration block(Declaration feed, String key) {
    return feed.findBlock(key)
        .map(Declaration.class::cast)
        .orElseThrow(() -> feed.missing(key, BLOCKS.get(key) + ""));
  }

  private static RowPart onlyFeature(Declaration feature) {
    @Nullable Position where =
        feature.find(POSITION, FixedPosition::parse, FixedPosition.FORM).orElse(null);
    return RowParts.feature(feature.text("id", "a column, or the id of the only feature"), where);
  }

  private static List<String> coordinates(Declaration position) {
    position.allow(List.of("longitude", "latitude"));
    return List.of(position.text("longitude", A_COLUMN), position.text("latitude", A_COLUMN));
  }

  private static RowPart zone(Declaration zone) {
    zone.allow(List.of(COLUMN, "layer"));
    return RowParts.zone(
        zone.text("layer", "the name of a zone layer"), zone.text(COLUMN, A_COLUMN));
  }

  private static RowPart quality(Declaration quality) {
    quality.allow(List.of(COLUMN, "good", "estimated"));
    return RowParts.quality(
        quality.text(COLUMN, A_COLUMN),
        quality.list("good", "a list of the words for good values"),
        quality.has("estimated") ? quality.list("estimated", "a list of words") : List.of());
  }
}
