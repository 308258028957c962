package citybrain.local.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import citybrain.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityChoicesTest {

  private static CityChoices of(String names) {
    return CityChoices.of(names, Optional.empty(), Optional.empty());
  }

  @Test
  void oneCityIsAsItsFileSays() {
    var one = of("beijing");
    assertThat(one.areSeveral()).isFalse();
    assertThat(one.goLive()).isEmpty();
    assertThat(one.name()).isEqualTo("beijing");
    assertThat(one.shifts()).isEmpty();
    assertThat(one.feedName("beijing", "air")).isEqualTo("air");
  }

  @Test
  void recordingsMoveByWholeWeeksToTheClockOfTheFirst() {
    var several = of("aarhus,demo,beijing");
    var live = several.goLive().orElseThrow();
    assertThat(live).isEqualTo(Instant.parse("2014-08-24T22:00:00Z"));
    assertThat(several.name()).isEqualTo("aarhus,demo,beijing");
    assertThat(several.folderName()).isEqualTo("aarhus+demo+beijing");
    assertThat(several.shifts())
        .containsEntry("beijing/air", -66)
        .containsEntry("aarhus/meters", -493)
        .doesNotContainKey("aarhus/traffic");

    var own = CityChoice.of("beijing").city().replayStart().orElseThrow();
    var moved = several.cities().get(2).replayStart().orElseThrow();
    assertThat(ChronoUnit.DAYS.between(moved, own)).isEqualTo(66 * 7);
    assertThat(moved.getDayOfWeek()).isEqualTo(own.getDayOfWeek());
    assertThat(moved.toLocalTime()).isEqualTo(own.toLocalTime());
    var atLive = live.atZone(several.cities().get(2).timeZone()).toLocalDateTime();
    assertThat(Duration.between(moved, atLive).abs()).isLessThanOrEqualTo(Duration.ofHours(84));
  }

  @Test
  void aShortRecordingIsHeardBeforeAllGoLive() {
    var several = of("aarhus,kingston");
    var kingston = several.cities().get(1);
    var live = several.goLive().orElseThrow();
    var starts = kingston.replayStart().orElseThrow().atZone(kingston.timeZone()).toInstant();
    assertThat(Duration.between(starts, live)).isBetween(Duration.ZERO, Duration.ofDays(7));
    assertThat(CommonClock.pastBegins(kingston, live, Optional.empty())).isEqualTo(starts);
    var aarhus = several.cities().get(0);
    assertThat(CommonClock.pastBegins(aarhus, live, Optional.empty()))
        .isEqualTo(live.minus(Duration.ofDays(14)));
  }

  @Test
  void theFirstMayBeSynthetic() {
    var several = CityChoices.of("demo,aarhus", Optional.empty(), Optional.of(Duration.ofHours(6)));
    assertThat(several.goLive()).contains(Instant.parse("2025-03-10T05:00:00Z"));
    assertThat(several.hasSynthetic()).isTrue();
    assertThat(several.all().get(1).weeks()).isEqualTo(550);
    assertThat(several.shifts()).containsEntry("aarhus/meters", 550 - 493);
  }

  @Test
  void whatIsKeptInTheHomeIsNotMovedAgain(@TempDir Path folder) {
    var home = new Home(folder);
    var several = of("aarhus,beijing");
    several.keepIn(home);
    var kept = CityChoices.kept(home, several.name());
    assertThat(kept.shifts()).isEqualTo(several.shifts());
    assertThat(kept.all().get(1).weeks()).isEqualTo(-66);
  }

  @Test
  void aFileThatIsMovedAlreadyIsMovedOn(@TempDir Path folder) throws IOException {
    var file = folder.resolve("b.yaml");
    Files.writeString(file, ShippedCities.text("beijing") + "shift-weeks: 10\n");
    assertThat(of("aarhus," + file).all().get(1).weeks()).isEqualTo(-66);
    assertThat(of("aarhus," + file).shifts()).containsEntry("beijing/air", -66);
  }

  @Test
  void aCityNamedTwiceAndATypoAreRefused() {
    assertThatThrownBy(() -> of("demo,demo"))
        .isInstanceOf(SettingException.class)
        .hasMessage("--city names city 'demo' twice");
    assertThatThrownBy(() -> of("demo,bejing"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("did you mean 'beijing'?");
  }
}
