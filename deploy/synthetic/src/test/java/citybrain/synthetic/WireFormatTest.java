package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.contract.SyntheticSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireFormatTest {

  private static final Map<String, String> SOUND =
      Map.ofEntries(
          Map.entry(
              "traffic",
              "OK,\\d+,\\d+,\\d+,\\d+,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00,\\d+,\\d+,3\\d{5}"),
          Map.entry(
              "parking",
              "\\d+,\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3},\\d+,\\d+,[A-Z]+,\\d{4}-.*:45"),
          Map.entry(
              "weather", "\\d+,-?\\d+\\.\\d,\\d+\\.\\d,\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00"),
          Map.entry("meters", "M\\d{7},\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00,\\d+\\.\\d{3}"),
          Map.entry(
              "transformers",
              "T\\d{5},\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00,\\d+\\.\\d{3},\\d+\\.\\d"),
          Map.entry(
              "air",
              "\\d+,\\d{4},\\d+,\\d+,\\d+(,(\\d+|NA)){6}(,-?\\d+\\.\\d){4},[NESW]+,[\\d.]+,[A-Za-z]+"),
          Map.entry(
              "water-pressures", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00(;(-?\\d+,\\d\\d)?){90}"),
          Map.entry("water-flows", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00(;(-?\\d+,\\d\\d)?){31}"),
          Map.entry("water-levels", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:00(;(-?\\d+,\\d\\d)?){3}"),
          Map.entry("water-demands", "\\d{4}-\\d\\d-\\d\\d \\d\\d:55:00(;(-?\\d+,\\d\\d)?){90}"),
          Map.entry(
              "water-flows-hourly", "\\d{4}-\\d\\d-\\d\\d \\d\\d:55:00(;(-?\\d+,\\d\\d)?){5}"));

  private static SyntheticCity city(Instant start) {
    return SyntheticCity.of(new SyntheticSettings(42, 1, start, ZoneId.of("Europe/Berlin")));
  }

  @Test
  void nearlyAllLinesAreSoundButNotAll() {
    var start = SyntheticSettings.defaults().start();
    var recording = Recording.of(city(start), start, start.plus(Duration.ofHours(12)));
    SOUND.forEach(
        (feed, pattern) -> {
          var lines = recording.lines(feed);
          long sound = lines.stream().filter(line -> line.text().matches(pattern)).count();
          assertThat(lines.size() - sound).as(feed).isLessThan(4 + lines.size() / 1000);
          if (lines.size() > 10_000) {
            assertThat(sound).as(feed).isLessThan(lines.size());
            long twice = lines.size() - lines.stream().distinct().count();
            assertThat(twice / (double) lines.size()).as(feed).isBetween(0.0004, 0.002);
          }
        });
  }

  @Test
  void aFewMetersComeHoursLateOrWithAWrongClock() {
    var start = SyntheticSettings.defaults().start();
    Set<String> days = new HashSet<>();
    long[] late = {0, 0};
    city(start)
        .play(
            start,
            start.plus(Duration.ofDays(1)),
            message -> {
              if (!message.feed().equals("meters")) {
                return;
              }
              var lines =
                  new String(message.body(), StandardCharsets.US_ASCII)
                      .lines()
                      .filter(line -> line.length() == 34 && line.charAt(8) == ',')
                      .toList();
              lines.forEach(line -> days.add(line.substring(9, 19)));
              if (lines.size() > 100) {
                var stamp = lines.get(lines.size() / 2).substring(9, 28).replace(' ', 'T');
                var begins = LocalDateTime.parse(stamp).toInstant(ZoneOffset.ofHours(1));
                late[Duration.between(begins, message.arrival()).toHours() < 2 ? 0 : 1]++;
              }
            });

    assertThat(late[1]).isBetween(2L, 30L);
    assertThat(late[0]).isGreaterThan(50 * late[1]);
    assertThat(days).contains("2025-03-10", "2025-03-11", "2025-01-29");
  }

  @Test
  void theHourThatIsSkippedInSpringIsAbsent() {
    var midnight = Instant.parse("2025-03-29T23:00:00Z");
    var recording = Recording.of(city(midnight), midnight, midnight.plus(Duration.ofHours(4)));

    assertThat(count(recording, "transformers", "2025-03-30 01:15:00")).isPositive();
    assertThat(count(recording, "transformers", "2025-03-30 02:15:00")).isZero();
    assertThat(count(recording, "transformers", "2025-03-30 03:15:00")).isPositive();
  }

  @Test
  void theHourThatComesTwiceInAutumnIsRepeated() {
    var midnight = Instant.parse("2025-10-25T22:00:00Z");
    var recording = Recording.of(city(midnight), midnight, midnight.plus(Duration.ofHours(5)));

    long once = count(recording, "transformers", "2025-10-26 01:15:00");
    assertThat(count(recording, "transformers", "2025-10-26 02:15:00"))
        .isBetween(2 * once - 12, 2 * once + 12);
  }

  private static long count(Recording recording, String feed, String stamp) {
    return recording.lines(feed).stream().filter(line -> line.text().contains(stamp)).count();
  }
}
