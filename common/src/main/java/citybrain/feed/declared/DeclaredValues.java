package citybrain.feed.declared;

import citybrain.feed.Declaration;
import citybrain.feed.RegisterRange;
import citybrain.feed.table.MissingWords;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads which columns hold which properties in which units. */
final class DeclaredValues {

  static final String VALUES = "values";
  static final String LONG_VALUES = "long-values";
  static final String FEATURE_COLUMNS = "feature-columns";

  private static final String FEATURE = "feature";
  private static final String REQUIRED = "required";
  private static final String PROPERTIES = "properties";
  private static final String IGNORE = "ignore";
  private static final String COLUMNS = "columns";
  private static final String UNIT_COLUMN = "unit-column";
  private static final String UNITS = "units";

  private final Declaration feed;
  private final DeclaredUnits units;
  private final MissingWords missing;

  private DeclaredValues(Declaration feed, MissingWords missing) {
    this.feed = feed;
    this.units = new DeclaredUnits(feed);
    this.missing = missing;
  }

  /**
   * Reads the one block of values that a feed has.
   *
   * @param time the columns of its time, which hold no values
   */
  static ValuesPart read(Declaration feed, List<String> time, MissingWords missing) {
    var wide = feed.findBlock(VALUES);
    var narrow = feed.findBlock(LONG_VALUES);
    var features = feed.findBlock(FEATURE_COLUMNS);
    long given = Stream.of(wide, narrow, features).filter(Optional::isPresent).count();
    if (given != 1) {
      throw feed.missing(
          VALUES,
          "either values (by column) or long-values (one column, properties by word)"
              + " or feature-columns (a column for each feature)");
    }
    var reader = new DeclaredValues(feed, missing);
    var values =
        wide.isPresent()
            ? reader.wide(wide.get())
            : narrow.isPresent()
                ? reader.narrow(narrow.get())
                : reader.features(features.orElseThrow(), time);
    reader.requireOneWay(values);
    return values;
  }

  /** All values of a property are readings of such registers, or none is. */
  private void requireOneWay(ValuesPart values) {
    var ways = new TreeMap<ObservedProperty, Optional<RegisterRange>>();
    for (var one : values.measured()) {
      var other = ways.putIfAbsent(one.property(), one.range());
      if (other != null && !other.equals(one.range())) {
        throw feed.missing(
            "register",
            "the same register, rollover and most for all values of "
                + one.property()
                + "; other registers are another feed");
      }
    }
  }

  private ValuesPart wide(Declaration values) {
    var blocks = values.blocks();
    if (blocks.isEmpty()) {
      throw feed.wrong(VALUES, "{}", "at least one column");
    }
    boolean ofFeatures = blocks.values().stream().anyMatch(column -> column.has(FEATURE));
    if (ofFeatures && feed.has(FEATURE)) {
      throw feed.wrong(
          FEATURE, "{…}", "no such key, because columns under 'values' say their feature");
    }
    var keys = new ArrayList<>(DeclaredUnits.KEYS);
    keys.addAll(List.of(REQUIRED, FEATURE));
    var columns = new ArrayList<FeatureColumns.Column>();
    var series = new HashMap<String, Map<ObservedProperty, String>>();
    blocks.forEach(
        (name, column) -> {
          column.allow(keys);
          var measured = units.measured(column);
          var feature = ofFeatures ? column.text(FEATURE, "the id of the feature") : "";
          var other =
              series
                  .computeIfAbsent(feature, any -> new TreeMap<>())
                  .put(measured.property(), name);
          if (other != null) {
            throw column.wrong(
                DeclaredUnits.PROPERTY,
                measured.property().name(),
                "another than that of the column '"
                    + other
                    + "': a feature has one series of a property; where the columns are features"
                    + " of their own, say 'feature' for each");
          }
          columns.add(new FeatureColumns.Column(name, feature, measured, column.flag(REQUIRED)));
        });
    if (ofFeatures) {
      return new FeatureColumns(List.copyOf(columns), null, List.of(), missing, null);
    }
    return new WideValues(
        columns.stream()
            .map(one -> new WideValues.Column(one.name(), one.measured(), one.required()))
            .toList(),
        missing);
  }

  private ValuesPart features(Declaration block, List<String> time) {
    if (feed.has(FEATURE)) {
      throw feed.wrong(FEATURE, "{…}", "no such key, because each column is a feature");
    }
    var keys = new ArrayList<>(DeclaredUnits.KEYS);
    keys.addAll(List.of(COLUMNS, IGNORE));
    block.allow(keys);
    var measured = units.measured(block);
    if (block.has(COLUMNS)) {
      var columns =
          block.list(COLUMNS, "a list of columns, each named like its feature").stream()
              .map(name -> new FeatureColumns.Column(name, name, measured, false))
              .toList();
      var names = new HashSet<String>();
      for (var column : columns) {
        if (!names.add(column.name())) {
          throw block.wrong(COLUMNS, column.name(), "each column once");
        }
      }
      if (columns.isEmpty() || block.has(IGNORE)) {
        throw block.missing(COLUMNS, "some columns, and no 'ignore' beside them");
      }
      return new FeatureColumns(columns, null, List.of(), missing, null);
    }
    var ignored = new ArrayList<>(time);
    if (block.has(IGNORE)) {
      ignored.addAll(block.list(IGNORE, "a list of columns that are no features"));
    }
    return new FeatureColumns(List.of(), measured, List.copyOf(ignored), missing, null);
  }

  private ValuesPart narrow(Declaration values) {
    values.allow(List.of("column", "property-column", UNIT_COLUMN, UNITS, PROPERTIES, IGNORE));
    boolean unitInRow = values.has(UNIT_COLUMN);
    if (values.has(UNITS) && !unitInRow) {
      throw values.missing(UNIT_COLUMN, "the column in which 'units' stand");
    }
    var words = new ArrayList<LongValues.Word>();
    values
        .findBlock(PROPERTIES)
        .orElseThrow(() -> values.missing(PROPERTIES, "by word: property and unit"))
        .blocks()
        .forEach(
            (word, meaning) -> {
              meaning.allow(DeclaredUnits.KEYS);
              words.add(units.word(word, meaning, unitInRow ? values : null));
            });
    if (words.isEmpty()) {
      throw values.wrong(PROPERTIES, "{}", "at least one word");
    }
    return new LongValues(
        values.text("column", "the column with the values"),
        values.text("property-column", "the column that names the property of each value"),
        values.findText(UNIT_COLUMN).orElse(""),
        List.copyOf(words),
        values.has(IGNORE) ? values.list(IGNORE, "a list of words") : List.of(),
        missing);
  }
}
