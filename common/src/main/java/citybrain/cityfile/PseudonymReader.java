package citybrain.cityfile;

import citybrain.feed.FeedKind;
import citybrain.feed.PseudonymTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads by which names the features of a feed are told. */
final class PseudonymReader {

  /** Of a feed. */
  static final String KEY = "pseudonyms";

  private static final String SECRET = "key";
  private static final String BEFORE = "key-before";
  private static final String SINCE = "key-since";
  private static final String ROTATE = "rotate";

  private static final String SECRET_FORM =
      "the name of an environment variable that holds it, such as \"${METER_KEY}\"; no secret"
          + " stands in a city file";
  private static final String SINCE_FORM = "an instant such as 2027-01-01T00:00:00Z";
  private static final String ROTATE_FORM = "whole hours or days, such as PT24H or P30D";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,127})}");

  private PseudonymReader() {}

  static Optional<PseudonymTerms> read(YamlBlock feed, FeedKind kind) {
    var block = feed.findBlock(KEY);
    block.ifPresent(
        one -> {
          one.allow(List.of(SECRET, BEFORE, SINCE, ROTATE));
          refuseWhereNamesAreRead(feed, kind, one);
        });
    return block.map(PseudonymReader::terms);
  }

  /** Rules would look for the names of a timetable or of a network, and find none. */
  private static void refuseWhereNamesAreRead(YamlBlock feed, FeedKind kind, YamlBlock block) {
    if (!kind.mayHavePseudonyms()) {
      throw block.wrongBlock(
          "stands at a feed of kind " + kind.name(),
          "none there: its features are places of a timetable, which rules read, and not people's");
    }
    if (feed.has("network")) {
      throw block.wrongBlock(
          "stands beside 'network'",
          "one of both: features of the network are found by their own names");
    }
  }

  private static PseudonymTerms terms(YamlBlock block) {
    var key = secret(block, SECRET).orElseThrow(() -> block.missing(SECRET, SECRET_FORM));
    var rotate = block.find(ROTATE, PseudonymReader::hours, ROTATE_FORM).orElse(Duration.ZERO);
    var since = block.find(SINCE, Instant::parse, SINCE_FORM);
    var before = secret(block, BEFORE);
    if (since.isPresent() != before.isPresent()) {
      throw since.isEmpty()
          ? block.missing(SINCE, SINCE_FORM + ", because '" + BEFORE + "' is there")
          : block.missing(BEFORE, SECRET_FORM + ", because '" + SINCE + "' is there");
    }
    if (since.isEmpty()) {
      return new PseudonymTerms(key, key, PseudonymTerms.EVER, rotate);
    }
    long from = since.get().toEpochMilli();
    long period = rotate.toMillis();
    if (period > 0 && Math.floorMod(from, period) != 0) {
      long next = (Math.floorDiv(from, period) + 1) * period;
      throw block.wrong(
          SINCE,
          since.get().toString(),
          "an instant at which names end by '"
              + ROTATE
              + "', such as "
              + Instant.ofEpochMilli(next));
    }
    return new PseudonymTerms(key, before.get(), from, rotate);
  }

  /** What is no variable may be the secret itself: it is not repeated. */
  private static Optional<PseudonymTerms.Secret> secret(YamlBlock block, String key) {
    if (!block.has(key)) {
      return Optional.empty();
    }
    var variable = VARIABLE.matcher(block.text(key, SECRET_FORM));
    if (!variable.matches()) {
      throw block.wrong(key, "…", SECRET_FORM);
    }
    return Optional.of(new PseudonymTerms.Secret(variable.group(1), block.placeOf(key)));
  }

  private static Duration hours(String text) {
    var duration = Duration.parse(text);
    if (duration.compareTo(Duration.ofHours(1)) < 0
        || !duration.equals(Duration.ofHours(duration.toHours()))) {
      throw new IllegalArgumentException("no " + ROTATE_FORM);
    }
    return duration;
  }
}
