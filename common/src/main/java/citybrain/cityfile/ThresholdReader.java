package citybrain.cityfile;

import citybrain.detection.Threshold;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the thresholds that a city sets on properties. */
final class ThresholdReader {

  /** Under the rules of a city. */
  static final String KEY = "threshold";

  /** Of one city: each is a rule of its own. */
  private static final int MOST = 32;

  private static final int LONGEST_NAME = 64;

  private static final String PROPERTY = "property";
  private static final String ABOVE = "above";
  private static final String BELOW = "below";
  private static final String FOR = "for";
  private static final String CLEAR = "clear";
  private static final String SEVERITY = "severity";
  private static final String SILENCE = "silence";
  private static final List<String> KEYS =
      List.of(PROPERTY, ABOVE, BELOW, FOR, CLEAR, SEVERITY, SILENCE);

  private static final Duration USUAL_SILENCE = Duration.ofHours(6);

  private ThresholdReader() {}

  static List<Threshold> read(YamlBlock all) {
    all.requireNames("the name of a threshold");
    var thresholds = new ArrayList<Threshold>();
    all.blocks()
        .forEach(
            (name, block) -> {
              if (name.length() > LONGEST_NAME) {
                throw all.wrongKey(name, "a name of at most " + LONGEST_NAME + " characters");
              }
              thresholds.add(read(name, block));
            });
    if (thresholds.size() > MOST) {
      throw all.wrongBlock("has " + thresholds.size() + " thresholds", "at most " + MOST);
    }
    return List.copyOf(thresholds);
  }

  private static Threshold read(String name, YamlBlock block) {
    block.allow(KEYS);
    var known = block.vocabulary();
    var property =
        block
            .findOneOf(PROPERTY, known.names())
            .map(known::require)
            .orElseThrow(
                () ->
                    block.missing(
                        PROPERTY,
                        "one that is built in or declared under "
                            + PropertySpecReader.KEY
                            + ", such as TRAFFIC_SPEED"));
    var above = limit(block, ABOVE, property);
    var below = limit(block, BELOW, property);
    if (above == null && below == null) {
      throw block.missing(ABOVE, "a number " + in(property) + "; or 'below', or both");
    }
    if (above != null && below != null && !(below < above)) {
      throw block.wrong(
          BELOW, block.text(BELOW, ""), "less than 'above', between which all is well");
    }
    double clear = clear(block, property, above, below);
    var threshold =
        new Threshold(
            name,
            property,
            above,
            below,
            CityFileReader.duration(block, FOR).orElse(Duration.ZERO),
            clear,
            silence(block),
            block.place());
    return block.findOneOf(SEVERITY, Threshold.SEVERITIES).map(threshold::graded).orElse(threshold);
  }

  private static String in(ObservedProperty property) {
    return "of " + property.unit();
  }

  private static @Nullable Double limit(YamlBlock block, String key, ObservedProperty property) {
    var expected =
        "a number %s, from %s to %s, which %s can have"
            .formatted(in(property), property.min(), property.max(), property);
    return block
        .find(
            key,
            text -> {
              double limit = Double.parseDouble(text);
              if (!property.canBe(limit)) {
                throw new IllegalArgumentException(text);
              }
              return limit;
            },
            expected)
        .orElse(null);
  }

  private static double clear(
      YamlBlock block, ObservedProperty property, @Nullable Double above, @Nullable Double below) {
    double least = below == null ? property.min() : below;
    double largest = above == null ? property.max() : above;
    // Within both limits there must be a value that is far enough from each.
    double room = above == null || below == null ? largest - least : (largest - least) / 2;
    return block
        .find(
            CLEAR,
            text -> {
              double clear = Double.parseDouble(text);
              if (!(clear >= 0 && clear <= room)) {
                throw new IllegalArgumentException(text);
              }
              return clear;
            },
            "a number %s, from 0 to %s: how far within the limits it must come back"
                .formatted(in(property), room))
        .orElse(0.0);
  }

  private static Duration silence(YamlBlock block) {
    var silence = CityFileReader.duration(block, SILENCE).orElse(USUAL_SILENCE);
    if (silence.isZero()) {
      throw block.wrong(SILENCE, "PT0S", CityFileReader.DURATION + ", longer than none");
    }
    return silence;
  }
}
