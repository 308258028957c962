package citybrain.feed.declared;

import citybrain.feed.Declaration;
import citybrain.feed.RegisterRange;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the numbers of a column or word mean: property, unit, and whether they count up. */
final class DeclaredUnits {

  static final String PROPERTY = "property";
  static final String UNIT = "unit";
  static final String GAS = "gas";

  /** The keys of a column or word. */
  static final List<String> KEYS = List.of(PROPERTY, UNIT, "register", "rollover", "most");

  private final GasState gas;

  /** Reads the state of gases of this feed. */
  DeclaredUnits(Declaration feed) {
    gas = feed.findBlock(GAS).map(DeclaredUnits::gas).orElse(GasState.EU);
  }

  private static GasState gas(Declaration block) {
    block.allow(List.of("temperature", "pressure"));
    return new GasState(
        number(block, "temperature", -100, 100, "Cel of the air, such as 25"),
        number(block, "pressure", 300, 1_100, "hPa of the air, such as 1013.25"));
  }

  private static double number(
      Declaration block, String key, double min, double max, String expected) {
    return block
        .find(key, text -> within(Double.parseDouble(text), min, max), expected)
        .orElseThrow(() -> block.missing(key, expected));
  }

  private static double within(double number, double min, double max) {
    if (!(number >= min && number <= max)) {
      throw new IllegalArgumentException(Double.toString(number));
    }
    return number;
  }

  /** A column or word, whose unit must be said. */
  Measured measured(Declaration column) {
    var property = property(column);
    var conversion =
        unit(column, property).orElseThrow(() -> column.missing(UNIT, units(property)));
    return new Measured(property, conversion, register(column, property, conversion));
  }

  /** A word of a table whose rows may say the unit. */
  LongValues.Word word(String word, Declaration meaning, @Nullable Declaration spellings) {
    var property = property(meaning);
    var unit = unit(meaning, property);
    if (unit.isEmpty() && spellings == null) {
      throw meaning.missing(UNIT, units(property));
    }
    var conversion = unit.orElse(Conversion.NONE);
    var measured = new Measured(property, conversion, register(meaning, property, conversion));
    var possible = Units.into(property, gas);
    return new LongValues.Word(
        word, measured, unit.isPresent(), new RowUnits(possible, codes(spellings)));
  }

  /** What the feed calls its units: spelling and code. */
  private static Map<String, String> codes(@Nullable Declaration spellings) {
    var codes = new LinkedHashMap<String, String>();
    if (spellings != null) {
      spellings
          .findBlock("units")
          .ifPresent(
              units -> {
                for (var spelling : units.keys()) {
                  var code = units.text(spelling, "the UCUM code of a unit");
                  if (Units.dimension(code).isEmpty() || UnitSpellings.code(code).isPresent()) {
                    throw units.wrong(spelling, code, "the UCUM code of a unit" + meant(code));
                  }
                  codes.put(spelling, code);
                }
              });
    }
    return codes;
  }

  private static String meant(String code) {
    return UnitSpellings.code(code).map(right -> "; did you mean '" + right + "'?").orElse("");
  }

  static ObservedProperty property(Declaration column) {
    var known = column.vocabulary();
    return column
        .findOneOf(PROPERTY, known.names())
        .map(known::require)
        .orElseThrow(() -> column.missing(PROPERTY, "one of " + String.join(", ", known.names())));
  }

  /** Never assumed: a wrong unit is the one mistake that no later check can find. */
  private Optional<Conversion> unit(Declaration column, ObservedProperty property) {
    var possible = Units.into(property, gas);
    return column
        .findText(UNIT)
        .map(
            unit -> {
              var conversion = possible.get(unit);
              if (conversion == null) {
                throw wrong(column, unit, possible);
              }
              return conversion;
            });
  }

  private static SettingException wrong(
      Declaration column, String unit, Map<String, Conversion> possible) {
    var meant = Units.meant(unit, possible.keySet());
    var other = Units.dimension(unit);
    var hint =
        meant.isPresent()
            ? "; did you mean '" + meant.get() + "'?"
            : other.isPresent()
                ? "; '" + unit + "' is a unit of " + other.get()
                : column.meant(unit, possible.keySet());
    return column.wrong(UNIT, unit, "one of " + String.join(", ", possible.keySet()) + hint);
  }

  private String units(ObservedProperty property) {
    return "that of the column, for "
        + property
        + " one of "
        + String.join(", ", Units.into(property, gas).keySet());
  }

  /** Of a column that counts up; its bounds are in the unit of the column. */
  private static @Nullable RegisterRange register(
      Declaration column, ObservedProperty property, Conversion unit) {
    if (column
        .findOneOf("register", List.of("cumulative", "interval"))
        .orElse("interval")
        .equals("interval")) {
      for (var key : List.of("rollover", "most")) {
        if (column.has(key)) {
          throw column.wrong(
              key, column.text(key, ""), "no such key where 'register: cumulative' is not said");
        }
      }
      return null;
    }
    double rollover =
        column
            .find(
                "rollover", text -> unit.factor() * positive(text), "where it begins again from 0")
            .orElse(Double.POSITIVE_INFINITY);
    double most =
        column
            .find("most", text -> unit.factor() * positive(text), "the most between two readings")
            .orElse(RegisterRange.usualMost(property, rollover));
    if (most >= rollover || most > property.max()) {
      throw column.wrong(
          "most",
          column.text("most", ""),
          "less than 'rollover', and no more than "
              + property.max() / unit.factor()
              + ", beyond which nothing is "
              + property);
    }
    return new RegisterRange(property, rollover, most);
  }

  private static double positive(String text) {
    double number = Double.parseDouble(text);
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }
}
