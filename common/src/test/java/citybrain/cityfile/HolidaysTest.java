package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HolidaysTest {

  private static CityFile town(String line) {
    var text =
        """
        city: tiny-town
        name: Tiny Town
        time-zone: Europe/Berlin
        bounding-box: [9.9, 55.8, 10.4, 56.3]
        %s
        feeds: {}
        """;
    return CityFile.parse("tiny.yaml", text.formatted(line), List.of());
  }

  @Test
  void daysOffAreDaysOff() {
    var calendar = town("holidays: [2025-04-18, 12-25]").calendar();
    assertThat(calendar.slot(Instant.parse("2025-04-18T08:00:00Z")).weekend()).isTrue();
    assertThat(calendar.slot(Instant.parse("2030-12-25T08:00:00Z")).weekend()).isTrue();
    assertThat(town("note: none").calendar().slot(Instant.parse("2025-04-18T08:00:00Z")).weekend())
        .isFalse();
  }

  @Test
  void whatIsNoDayIsNamedWithItsLine() {
    assertThatThrownBy(() -> town("holidays: [12-25, 2025-02-30]"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "tiny.yaml:5: holidays is '2025-02-30'; expected a day such as 2025-04-18, or 12-25 for"
                + " one of each year");
    assertThatThrownBy(() -> town("holidays: Christmas"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("tiny.yaml:5: holidays is not a list; expected");
  }

  @Test
  void thereAreNotMoreThanAnybodyHas() {
    var many =
        IntStream.range(0, 3001)
            .mapToObj(i -> "2025-04-18")
            .collect(Collectors.joining(", ", "holidays: [", "]"));
    assertThatThrownBy(() -> town(many)).hasMessageContaining("at most 3000");
  }
}
