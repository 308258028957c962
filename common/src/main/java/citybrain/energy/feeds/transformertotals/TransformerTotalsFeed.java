package citybrain.energy.feeds.transformertotals;

import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.declared.Conversion;
import citybrain.feed.declared.Measured;
import citybrain.feed.declared.RowParts;
import citybrain.feed.declared.WideValues;
import citybrain.feed.register.ReferenceData;
import citybrain.feed.table.MissingWords;
import citybrain.feed.table.SeriesColumns;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Energy per interval measured at transformers: what the meters behind one should add up to, plus
 * losses; and the mean voltage meanwhile where the table has it.
 */
public final class TransformerTotalsFeed implements FeedKind {

  private static final TableLayout LAYOUT =
      TableLayout.commaSeparated(TimeColumns.of("ts_local"), SeriesColumns.of("transformer_id"));

  private static final String TRANSFORMER = "transformer_id";

  private static final WideValues.Column ENERGY =
      new WideValues.Column(
          "kwh", Measured.of(ObservedProperty.TRANSFORMER_ENERGY, Conversion.NONE), true);
  private static final WideValues.Column VOLTAGE =
      WideValues.Column.of("volts", ObservedProperty.VOLTAGE);

  @Override
  public String name() {
    return "transformer-totals";
  }

  @Override
  public String describe() {
    return "Energy per interval measured at transformers, and voltage where it is told";
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
    return Set.of(ObservedProperty.TRANSFORMER_ENERGY, ObservedProperty.VOLTAGE);
  }

  @Override
  public Feed open(FeedSetup setup) {
    var known = ReferenceData.placedById(setup, TRANSFORMER);
    return LAYOUT.feed(
        setup,
        "transformer-meter",
        header -> {
          boolean hasVoltage = header.names().contains(VOLTAGE.name());
          var values = hasVoltage ? List.of(ENERGY, VOLTAGE) : List.of(ENERGY);
          return RowParts.bind(
              List.of(
                  RowParts.feature(TRANSFORMER, known),
                  RowParts.zone("transformer", TRANSFORMER),
                  RowParts.time(),
                  new WideValues(values, MissingWords.NONE)),
              header);
        });
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return LAYOUT.clock(setup);
  }
}
