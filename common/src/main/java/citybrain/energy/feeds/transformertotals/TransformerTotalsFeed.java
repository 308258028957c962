package citybrain.energy.feeds.transformertotals;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.declared.RowParts;
import citybrain.feed.declared.WideValues;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Energy per interval measured at transformers: what the meters behind one should add up to, plus
 * losses.
 */
public final class TransformerTotalsFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("ts_local"), SeriesColumns.of("transformer_id"));

  private static final String TRANSFORMER = "transformer_id";

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
            ReferenceData.FEATURES,
            "placement: GeoJSON points with id, or CSV of transformer_id, longitude, latitude;"
                + " other transformers are refused"));
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return Set.of(ObservedProperty.TRANSFORMER_ENERGY);
  }

  @Override
  public Feed open(FeedSetup setup) {
    var parts =
        List.of(
            RowParts.feature(TRANSFORMER, ReferenceData.placedById(setup, TRANSFORMER)),
            RowParts.zone("transformer", TRANSFORMER),
            RowParts.time(),
            WideValues.required("kwh", ObservedProperty.TRANSFORMER_ENERGY));
    return LAYOUT.feed(setup, "transformer-meter", header -> RowParts.bind(parts, header));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
