package citybrain.cityfile;

import citybrain.feed.SettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
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
 * @param allowHosts other hosts to which the origin may send the poller, in small letters: names or
 *     literal addresses, or {@code *.example.org} for all below a name
 */
public record PollSpec(
    URI address,
    Duration every,
    Duration timeout,
    int limit,
    Optional<String> header,
    List<String> allowHosts) {

  private static final String ALLOW_HOSTS = "poll-allow-hosts";

  static final List<String> KEYS =
      List.of("poll", "poll-every", "poll-timeout", "poll-limit", "poll-header", ALLOW_HOSTS);

  static final String ADDRESS_FORM =
      "an address: https://…, http://… or file:///…, without user or password (see poll-header)";
  static final String HOSTS_FORM =
      "a list of hosts such as [files.example.org, '*.cdn.example.org', 10.0.0.7]";
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
  private static final Pattern HEADER =
      Pattern.compile("([!#-'*+.^_`|~0-9A-Za-z-]+):[^\\x00-\\x08\\x0a-\\x1f\\x7f]+");

  /** What a header may hold (RFC 9110, section 5.5). */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  /** Those the client writes itself. */
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_])?|\\[[0-9a-f:.]{2,45}]");
  private static final int LAST_PORT = 65_535;

  public PollSpec {
    allowHosts = List.copyOf(allowHosts);
  }

  /** Reads the keys that begin with {@code poll}; empty when there is no {@code poll}. */
  static Optional<PollSpec> read(YamlBlock block) {
    var address = block.find("poll", PollSpec::address, PollSpec::withoutKeys, ADDRESS_FORM);
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
            block.find("poll-header", PollSpec::header, text -> "…", HEADER_FORM),
            allowHosts(block)));
  }

  private static List<String> allowHosts(YamlBlock block) {
    if (!block.has(ALLOW_HOSTS)) {
      return List.of();
    }
    return block.list(ALLOW_HOSTS, HOSTS_FORM).stream()
        .map(
            host -> {
              var small = host.toLowerCase(Locale.ROOT);
              if (!HOST.matcher(small).matches()) {
                throw block.wrong(ALLOW_HOSTS, host, HOSTS_FORM);
              }
              return small;
            })
        .toList();
  }

  /** An address without what may be a secret in it: user info, query and fragment. */
  private static String withoutKeys(String address) {
    return address.replaceAll("//[^/]*@", "//…@").replaceAll("[?#].*", "?…");
  }

  private static URI address(String text) {
    var uri = URI.create(text);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a password; that belongs into poll-header");
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      throw new IllegalArgumentException("no port");
    }
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
    var header = HEADER.matcher(text);
    if (!header.matches() || OURS.contains(header.group(1).toLowerCase(Locale.ROOT))) {
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
            .replaceAll(found -> Matcher.quoteReplacement(variable(found.group(1), environment)));
    return Map.of(parts[0], value);
  }

  private String variable(String name, Map<String, String> environment) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new SettingException(
          "the header for %s needs the environment variable %s, which is not set"
              .formatted(address.getHost(), name));
    }
    if (!HEADER_VALUE.matcher(value.strip()).matches()) {
      throw new SettingException(
          "the header for %s cannot hold what is in the environment variable %s: a line break or a"
                  .formatted(address.getHost(), name)
              + " letter beyond Latin-1");
    }
    return value.strip();
  }

  /** Without what may be a secret: it goes into messages. */
  @Override
  public String toString() {
    return "PollSpec[" + withoutKeys(address.toString()) + " every " + every + "]";
  }
}
