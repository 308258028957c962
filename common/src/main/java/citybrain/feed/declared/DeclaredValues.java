package citybrain.feed.declared;

import citybrain.feed.Declaration;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads which columns hold which properties in which units. */
final class DeclaredValues {

  static final String VALUES = "values";
  static final String LONG_VALUES = "long-values";

  private static final String PROPERTY = "property";
  private static final String UNIT = "unit";
  private static final String REQUIRED = "required";
  private static final String PROPERTIES = "properties";
  private static final String IGNORE = "ignore";

  private static final List<String> PROPERTY_NAMES =
      Arrays.stream(ObservedProperty.values()).map(Enum::name).toList();

  private DeclaredValues() {}

  static RowPart read(Declaration feed, List<String> missing) {
    var wide = feed.findBlock(VALUES);
    var narrow = feed.findBlock(LONG_VALUES);
    if (wide.isPresent() == narrow.isPresent()) {
      throw feed.missing(
          VALUES, "either values (by column) or long-values (one column, properties by word)");
    }
    return wide.isPresent()
        ? wide(feed, wide.get(), missing)
        : narrow(narrow.orElseThrow(), missing);
  }

  private static RowPart wide(Declaration feed, Declaration values, List<String> missing) {
    var columns = new ArrayList<WideValues.Column>();
    values
        .blocks()
        .forEach(
            (name, column) -> {
              column.allow(List.of(PROPERTY, UNIT, REQUIRED));
              var property = property(column);
              columns.add(
                  new WideValues.Column(
                      name, property, unit(column, property), column.flag(REQUIRED)));
            });
    if (columns.isEmpty()) {
      throw feed.wrong(VALUES, "{}", "at least one column");
    }
    return new WideValues(List.copyOf(columns), missing);
  }

  private static RowPart narrow(Declaration values, List<String> missing) {
    values.allow(List.of("column", "property-column", PROPERTIES, IGNORE));
    var words = new ArrayList<LongValues.Word>();
    values
        .findBlock(PROPERTIES)
        .orElseThrow(() -> values.missing(PROPERTIES, "by word: property and unit"))
        .blocks()
        .forEach(
            (word, meaning) -> {
              meaning.allow(List.of(PROPERTY, UNIT));
              var property = property(meaning);
              words.add(new LongValues.Word(word, property, unit(meaning, property)));
            });
    if (words.isEmpty()) {
      throw values.wrong(PROPERTIES, "{}", "at least one word");
    }
    return new LongValues(
        values.text("column", "the column with the values"),
        values.text("property-column", "the column that names the property of each value"),
        List.copyOf(words),
        values.has(IGNORE) ? values.list(IGNORE, "a list of words") : List.of(),
        missing);
  }

  private static ObservedProperty property(Declaration column) {
    return column
        .findOneOf(PROPERTY, PROPERTY_NAMES)
        .map(ObservedProperty::valueOf)
        .orElseThrow(() -> column.missing(PROPERTY, "one of " + String.join(", ", PROPERTY_NAMES)));
  }

  /** Never assumed: a wrong unit is the one mistake that no later check can find. */
  private static Conversion unit(Declaration column, ObservedProperty property) {
    var possible = Units.into(property);
    return column
        .findOneOf(UNIT, possible.keySet())
        .map(possible::get)
        .orElseThrow(
            () ->
                column.missing(
                    UNIT,
                    "that of the column, for "
                        + property
                        + " one of "
                        + String.join(", ", possible.keySet())));
  }
}
