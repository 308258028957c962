package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.alerting.AlertChange;
import citybrain.detection.Replay;
import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * In-sample: the settings were looked at on this very year. The leaks' windows cover most of it, so
 * a find by chance is likely; the count of other alerts says more than that of leaks found.
 */
class WaterRulesOnLTownTest {

  @Test
  void findsLeaksOfAYear() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no leaks of L-Town");
    var town = new LTownLeaks(Path.of(data));
    // m3/h on file
    var inlet =
        town.read("2018_SCADA_Flows.csv.gz", ObservedProperty.WATER_FLOW, 1 / 3.6).stream()
            .filter(flow -> flow.feature().equals("p235"))
            .toList();

    var burst =
        town.score(LTownLeaks.alerts(new BurstOrLeak(BurstOrLeak.Settings.of("UTC")), inlet));
    var night =
        town.score(
            LTownLeaks.alerts(new NightLeak(NightLeak.Settings.usual()), LTownLeaks.nights(inlet)));
    System.out.println("BurstOrLeak, L-Town p235: " + burst);
    System.out.println("NightLeak, L-Town p235: " + night);

    assertThat(burst.found()).isGreaterThanOrEqualTo(12);
    assertThat(burst.falseAlerts()).isLessThan(150);
    assertThat(night.found()).isGreaterThanOrEqualTo(10);
    assertThat(night.falseAlerts()).isLessThan(20);
  }

  /**
   * Three of the fourteen leak less than 0.1 cubic metres an hour after a week and three about one:
   * nobody finds those. In-sample: the settings were looked at on this year. One in three readings
   * of all areas as one: it tells seven; each area by itself with all readings, as evaluate has it,
   * eight.
   */
  @Test
  void thePatternOfPressuresTellsWhatLeaksWithinAWeek() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no leaks of L-Town");
    var town = new LTownLeaks(Path.of(data));
    var rule = new PressurePattern(PressurePattern.Settings.usual());
    var replay = new Replay<>(rule);
    town.read(
        "2018_SCADA_Pressures.csv.gz", ObservedProperty.WATER_PRESSURE, 1, 3, replay::observe);
    var opened = replay.opened().stream().map(AlertChange::onset).toList();

    var early = town.early(opened, Duration.ofDays(7));
    replay
        .changes()
        .forEach(one -> System.out.println(one.status() + " " + one.time() + " " + one.reason()));
    System.out.println("PressurePattern, L-Town: " + early);

    assertThat(early.pipes()).contains("p183", "p158", "p369").hasSizeGreaterThanOrEqualTo(7);
    assertThat(early.falseAlerts()).isLessThanOrEqualTo(1);
  }
}
