package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.alerting.AlertChange;
import citybrain.detection.CityCalendar;
import citybrain.detection.Replay;
import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * In-sample: the settings were looked at on this very year. The leaks' windows cover most of it, so
 * a find by chance is likely; the count of other alerts says more than that of leaks found.
 */
class WaterRulesOnLTownTest {

  /** Of the seven told with one in three readings; see decision 28. */
  private static final int FLOOR_PLACES = 6;

  /**
   * Flows alone, all meters of the town as one area. In-sample. What an inlet does within hours
   * says nothing of leaks that grow over days: it must cost next to nothing, and the balance of
   * nights must find what is large.
   */
  @Test
  void theBalanceOfNightsTellsLargeLeaksAndPumpsAreNone() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no leaks of L-Town");
    var town = new LTownLeaks(Path.of(data));
    var night = new Replay<>(new NightFlowWatch("UTC", NightLeak.Settings.usual()));
    var inlets = new TreeMap<String, Replay<BurstOrLeak.Memory>>();
    town.read(
        "2018_SCADA_Flows.csv.gz",
        ObservedProperty.WATER_FLOW,
        1 / 3.6, // m3/h on file
        1,
        flow -> {
          night.observe(flow);
          inlets
              .computeIfAbsent(
                  flow.feature(),
                  inlet ->
                      new Replay<>(
                          new BurstOrLeak(BurstOrLeak.Settings.of(CityCalendar.of("UTC")))))
              .observe(flow);
        });
    var opened = night.opened().stream().map(AlertChange::onset).toList();

    var early = town.early(opened, Duration.ofDays(7));
    System.out.println("NightLeak, L-Town: " + early);

    assertThat(night.memory().pumps().share()).as("the pump fills its tank").isGreaterThan(0.8);
    assertThat(early.pipes()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(early.falseAlerts()).isLessThanOrEqualTo(2);
    assertThat(inlets.values().stream().mapToInt(one -> one.opened().size()).sum())
        .as("of three inlets in a year")
        .isLessThanOrEqualTo(6);
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
    var rule =
        new PressurePattern(PressurePattern.Settings.usual(), LeakPlaces.of(town.surroundings()));
    var replay = new Replay<>(rule);
    town.read(
        "2018_SCADA_Pressures.csv.gz", ObservedProperty.WATER_PRESSURE, 1, 3, replay::observe);
    var opened = replay.opened().stream().map(AlertChange::onset).toList();

    var early = town.early(opened, Duration.ofDays(7));
    replay
        .changes()
        .forEach(one -> System.out.println(one.status() + " " + one.time() + " " + one.reason()));
    System.out.println("PressurePattern, L-Town: " + early);
    var metres = town.metres(replay.opened(), Duration.ofDays(7));
    System.out.println("PressurePattern, L-Town, metres to the first pipe named: " + metres);

    assertThat(metres.values().stream().filter(one -> one <= 300).count())
        .as("leaks whose pipe is within 300 m of the first that is named")
        .isGreaterThanOrEqualTo(FLOOR_PLACES);
    assertThat(early.pipes()).contains("p183", "p158", "p369").hasSizeGreaterThanOrEqualTo(7);
    assertThat(early.falseAlerts()).isLessThanOrEqualTo(1);
  }
}
