package citybrain.energy.feeds.transformertotals;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.table.FeatureTable;
import citybrain.feed.table.ReferenceData;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.observation.ObservedProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Energy per interval measured at transformers: what the meters behind one should add up to, plus
 * losses.
 */
public final class TransformerTotalsFeed implements FeedKind {

  private static final TableLayout LAYOUT = TableLayout.commaSeparated(TimeColumns.of("ts_local"));

  private static final String FEATURES = "features";

  @Override
  public String name() {
    return "transformer-totals";
  }

  @Override
  public String describe() {
    return "Energy per interval measured at transformers";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        Map.of(
            FEATURES,
            "placement: GeoJSON points with id, or CSV of transformer_id, longitude, latitude;"
                + " other transformers are refused"));
  }

  @Override
  public Feed open(FeedSetup setup) {
    var transformers = setup.option(FEATURES).map(path -> transformers(setup, path)).orElse(null);
    return LAYOUT.feed(setup, "transformer-meter", header -> bind(header, transformers));
  }

  private static RowDecoder bind(TableHeader header, @Nullable FeatureTable transformers) {
    int transformer = header.column("transformer_id");
    int energy = header.column("kwh");
    return row -> {
      if (row.feature(transformer, transformers)) {
        row.zone("transformer/" + row.feature());
        if (row.time()) {
          row.value(ObservedProperty.TRANSFORMER_ENERGY, energy, 1);
        }
      }
    };
  }

  private static FeatureTable transformers(FeedSetup setup, String path) {
    var transformers = new FeatureTable();
    ReferenceData.placements(
        setup,
        path,
        "transformer_id",
        (id, position) -> transformers.place(transformers.add(id), position));
    return transformers;
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
