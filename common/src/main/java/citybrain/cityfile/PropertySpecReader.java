package citybrain.cityfile;

import citybrain.feed.declared.Units;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the observed properties that a city file declares. */
final class PropertySpecReader {

  static final String KEY = "observed-properties";

  /** Of one city: each is a topic's worth of windows and a column's worth of files. */
  private static final int MOST = 64;

  private static final String UNIT = "unit";
  private static final String DOMAIN = "domain";
  private static final String RANGE = "range";
  private static final String INTERVAL = "interval";
  private static final String DESCRIPTION = "description";
  private static final List<String> KEYS = List.of(UNIT, DOMAIN, RANGE, INTERVAL, DESCRIPTION);

  private static final Map<String, Domain> DOMAINS =
      Arrays.stream(Domain.values())
          .collect(
              Collectors.toMap(
                  Domain::word, Function.identity(), (one, other) -> one, LinkedHashMap::new));

  private static final String NAME_FORM =
      "a name of capital letters, digits and single underscores, such as SOUND_PRESSURE_LEVEL,"
          + " of at most "
          + ObservedProperty.LONGEST_NAME
          + " characters";
  private static final String RANGE_FORM =
      "[least, largest] that is no mistake of a device, two numbers in the unit of the property,"
          + " such as [0, 150]";

  private PropertySpecReader() {}

  static List<PropertySpec> read(Optional<YamlBlock> declared) {
    if (declared.isEmpty()) {
      return List.of();
    }
    var all = declared.get();
    var specs = new ArrayList<PropertySpec>();
    all.blocks()
        .forEach(
            (name, block) -> {
              requireName(all, name);
              specs.add(read(name, block));
            });
    if (specs.size() > MOST) {
      throw all.wrongBlock("has " + specs.size() + " properties", "at most " + MOST);
    }
    return List.copyOf(specs);
  }

  private static void requireName(YamlBlock all, String name) {
    if (!ObservedProperty.isName(name)) {
      throw all.wrongKey(name, NAME_FORM);
    }
    if (all.vocabulary().find(name).isPresent()) {
      throw all.wrongKey(
          name, "the name of no property that is built in; feeds may use it without declaring it");
    }
  }

  private static PropertySpec read(String name, YamlBlock block) {
    block.allow(KEYS);
    var unit = block.text(UNIT, "its UCUM code, one of " + String.join(", ", Units.codes()));
    if (!Units.codes().contains(unit)) {
      throw block.wrong(
          UNIT,
          unit,
          "one of "
              + String.join(", ", Units.codes())
              + Units.meant(unit, Units.codes())
                  .map(code -> "; did you mean '" + code + "'?")
                  .orElseGet(() -> block.meant(unit, Units.codes())));
    }
    var domain =
        block
            .findOneOf(DOMAIN, DOMAINS.keySet())
            .map(DOMAINS::get)
            .orElseThrow(
                () -> block.missing(DOMAIN, "one of " + String.join(", ", DOMAINS.keySet())));
    var range = range(block);
    var interval = CityFileReader.duration(block, INTERVAL).orElse(Duration.ZERO);
    return new PropertySpec(
        ObservedProperty.declared(name, domain, unit, range[0], range[1], interval),
        block.findText(DESCRIPTION),
        block.place());
  }

  private static double[] range(YamlBlock block) {
    var texts = block.list(RANGE, RANGE_FORM);
    var range = texts.stream().mapToDouble(CityFileReader::number).toArray();
    if (range.length != 2
        || !(range[0] < range[1])
        || Math.abs(range[0]) > ObservedProperty.LARGEST
        || Math.abs(range[1]) > ObservedProperty.LARGEST) {
      throw block.wrong(RANGE, "[" + String.join(", ", texts) + "]", RANGE_FORM);
    }
    return range;
  }
}
