package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.feed.SettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollSpecTest {

  private static final String CITY =
      """
      city: tiny
      name: Tiny
      time-zone: UTC
      bounding-box: [9.9, 55.8, 10.4, 56.3]
      zones:
        h3:
          resolution: 8
      feeds:
        counts:
          kind: citypulse-traffic
      """;

  private static Optional<PollSpec> poll(String keys) {
    var text = CITY + keys.indent(4);
    return CityFile.parse("tiny.yaml", text, Feeds.ALL).feeds().get(0).poll();
  }

  @Test
  void readsAllKeys() {
    assertThat(
            poll(
                """
                poll: https://example.org/counts?city=7
                poll-every: PT1M
                poll-timeout: PT5S
                poll-limit: 500 KiB
                poll-header: "x-api-key: ${TINY_KEY}"
                poll-allow-hosts: [CDN.example.org, "*.files.example.org", "[::1]"]
                """))
        .contains(
            new PollSpec(
                URI.create("https://example.org/counts?city=7"),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                512_000,
                Optional.of("x-api-key: ${TINY_KEY}"),
                List.of("cdn.example.org", "*.files.example.org", "[::1]")));
  }

  @Test
  void knowsWhatToAssume() {
    assertThat(poll("poll: file:///var/feeds/counts"))
        .contains(
            new PollSpec(
                URI.create("file:///var/feeds/counts"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                8 << 20,
                Optional.empty(),
                List.of()));
    assertThat(poll("clock: TIMESTAMP")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poll: ftp://example.org/x | tiny.yaml:11: feeds.counts.poll is 'ftp://example.org/x'",
        "poll: counts.csv | expected an address: https://…",
        "poll: http://b ad | expected an address: https://…",
        "poll: http://example.org:99999/ | expected an address: https://…",
        "poll: http://example.org:0/ | expected an address: https://…",
        "poll-allow-hosts: [a.org] | because 'poll-allow-hosts' is there",
        "poll-every: PT9S | because 'poll-every' is there",
      })
  void refusesAddresses(String key, String message) {
    assertThatThrownBy(() -> poll(key))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poll-every: PT0.5S | a duration of at least PT1S",
        "poll-every: 30 | a duration of at least PT1S",
        "poll-limit: 8 MB | a size of at most 16 MiB",
        "poll-limit: 17 MiB | a size of at most 16 MiB",
        "poll-limit: 0 B | a size of at most 16 MiB",
        "poll-header: key | a request header such as",
        "'poll-header: \"Host: other\"' | a request header such as",
        "poll-allow-hosts: a.org | a list of hosts such as",
        "poll-allow-hosts: [http://a.org] | a list of hosts such as",
        "poll-allow-hosts: ['*'] | a list of hosts such as",
        "poll-evry: PT9S | did you mean 'poll-every'?",
      })
  void refusesWhatItCannotUse(String key, String message) {
    assertThatThrownBy(() -> poll("poll: https://example.org/\n" + key))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesSecretsFromTheEnvironmentOnly() {
    var poll =
        poll("poll: https://example.org/\npoll-header: \"x-api-key: Bearer ${TINY_KEY}\"")
            .orElseThrow();

    assertThat(poll.headers(Map.of("TINY_KEY", "a$1\n")))
        .isEqualTo(Map.of("x-api-key", "Bearer a$1"));
    assertThatThrownBy(() -> poll.headers(Map.of()))
        .hasMessage(
            "the header for example.org needs the environment variable TINY_KEY, which is not set");
    assertThat(poll("poll: https://example.org/").orElseThrow().headers(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "poll: https://user:s3cr3t@example.org/",
        "poll: ftp://user:s3cr3t@example.org/x?key=s3cr3t",
        "poll: https://b ad.org/?key=s3cr3t",
        "poll: https://example.org/\npoll-header: s3cr3t",
        "poll: https://example.org/\npoll-header: \"Host: s3cr3t\"",
      })
  void showsNoSecretInAComplaint(String keys) {
    assertThatThrownBy(() -> poll(keys))
        .isInstanceOf(SettingException.class)
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void showsNoSecretWhenPrinted() {
    assertThat(
            poll("poll: https://example.org/?key=s3cr3t\npoll-header: \"x-key: s3cr3t\"")
                .orElseThrow())
        .hasToString("PollSpec[https://example.org/?… every PT30S]");
    var poll = poll("poll: https://example.org/\npoll-header: \"x-key: ${K}\"").orElseThrow();
    assertThatThrownBy(() -> poll.headers(Map.of("K", "s3cr3t\nx: y")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("environment variable K")
        .hasMessageNotContaining("s3cr3t");
  }
}
