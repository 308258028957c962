package citybrain.cityfile;

import citybrain.feed.SettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a live feed is fetched from, and how.
 *
 * @param address {@code http://}, {@code https://}, or {@code file:} of a file or folder
 * @param every how often
 * @param timeout for one answer from the first to the last byte
 * @param limit the largest answer that is taken, in bytes
 * @param header one request header, {@code Name: value}; {@code ${VARIABLE}} in it is taken from
 *     the environment, so that no secret stands in a file
 */
public record PollSpec(
    URI address, Duration every, Duration timeout, int limit, Optional<String> header) {

  static final List<String> KEYS =
      List.of("poll", "poll-every", "poll-timeout", "poll-limit", "poll-header");

  static final String ADDRESS_FORM = "an address: https://…, http://… or file:///…";
  static final String HEADER_FORM = "a request header such as 'x-api-key: ${MY_KEY}'";
  static final String LIMIT_FORM = "a size of at most 16 MiB such as 8 MiB or 500 KiB";

  private static final Duration USUAL_PACE = Duration.ofSeconds(30);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration FASTEST = Duration.ofSeconds(1);

  /** What a raw message may hold, with room for its headers. */
  public static final int LARGEST = 16 << 20;

  private static final int USUAL_LIMIT = 8 << 20;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,8}) ?(B|KiB|MiB)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern HEADER = Pattern.compile("[!#-'*+.^_`|~0-9A-Za-z-]+:[^\\r\\n]+");

  /** Reads the keys that begin with {@code poll}; empty when there is no {@code poll}. */
  static Optional<PollSpec> read(YamlBlock block) {
    var address = block.find("poll", PollSpec::address, ADDRESS_FORM);
    if (address.isEmpty()) {
      KEYS.stream()
          .filter(block::has)
          .findFirst()
          .ifPresent(
              key -> {
                throw block.missing("poll", ADDRESS_FORM + ", because '" + key + "' is there");
              });
      return Optional.empty();
    }
    return Optional.of(
        new PollSpec(
            address.get(),
            block
                .find("poll-every", PollSpec::pace, "a duration of at least PT1S such as PT30S")
                .orElse(USUAL_PACE),
            CityFileReader.duration(block, "poll-timeout").orElse(USUAL_TIMEOUT),
            block.find("poll-limit", PollSpec::size, LIMIT_FORM).orElse(USUAL_LIMIT),
            block.find("poll-header", PollSpec::header, HEADER_FORM)));
  }

  private static URI address(String text) {
    var uri = URI.create(text);
    boolean web =
        ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
            && uri.getHost() != null;
    if (!web && !("file".equals(uri.getScheme()) && uri.getPath() != null)) {
      throw new IllegalArgumentException("not " + ADDRESS_FORM);
    }
    return uri;
  }

  private static Duration pace(String text) {
    var every = Duration.parse(text);
    if (every.compareTo(FASTEST) < 0) {
      throw new IllegalArgumentException("faster than " + FASTEST);
    }
    return every;
  }

  private static int size(String text) {
    var size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException("no size");
    }
    long unit =
        switch (size.group(2)) {
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1L;
        };
    long bytes = Long.parseLong(size.group(1)) * unit;
    if (bytes < 1 || bytes > LARGEST) {
      throw new IllegalArgumentException("outside of what is allowed");
    }
    return (int) bytes;
  }

  private static String header(String text) {
    if (!HEADER.matcher(text).matches()) {
      throw new IllegalArgumentException("no header");
    }
    return text;
  }

  /**
   * The headers to send, secrets filled in.
   *
   * @throws SettingException naming a variable that is not set; never its value
   */
  public Map<String, String> headers(Map<String, String> environment) {
    if (header.isEmpty()) {
      return Map.of();
    }
    var parts = header.get().split(":", 2);
    var value =
        VARIABLE
            .matcher(parts[1].strip())
            .replaceAll(
                found ->
                    java.util.regex.Matcher.quoteReplacement(
                        variable(found.group(1), environment)));
    return Map.of(parts[0], value);
  }

  private String variable(String name, Map<String, String> environment) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new SettingException(
          "the header for %s needs the environment variable %s, which is not set"
              .formatted(address.getHost(), name));
    }
    return value.strip();
  }
}
