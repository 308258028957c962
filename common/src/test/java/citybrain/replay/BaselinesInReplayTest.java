package citybrain.replay;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Baseline;
import citybrain.detection.Key;
import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A baseline is one more input: before the first reading of its series from its time on. */
class BaselinesInReplayTest {

  private static Baseline of(String road, String version, String from) {
    return of("roads", road, ObservedProperty.TRAFFIC_SPEED, version, from);
  }

  private static Baseline of(
      String feed, String road, ObservedProperty property, String version, String from) {
    var series = new SeriesKey("town", feed, road, property);
    return new Baseline(series, "", version, 0, 1, Town.at(from), List.of());
  }

  private static List<String> said(Town town, Key by, Baseline... baselines) {
    return Town.said(Town.replay(Town.rule(by), town.log(), "1", List.of(baselines)));
  }

  private static Town threeReadings() {
    return new Town()
        .say("roads", "00:01:10", "00:01:00 a 1")
        .say("roads", "00:02:10", "00:02:00 a 2", "00:02:00 b 7")
        .say("roads", "00:03:10", "00:03:00 a 3")
        .say("roads", "00:20:10", "00:20:00 a 4");
  }

  @Example
  void isTaughtBeforeTheFirstReadingOfItsSeriesFromItsTimeOn() {
    assertThat(said(threeReadings(), Key.FEATURE, of("a", "v1", "00:01:30")))
        .containsExactly(
            "00:01:00 1 nothing", "00:02:00 2 1 taught v1", "00:02:00 7 nothing", "00:03:00 3 2");
    assertThat(said(threeReadings(), Key.FEATURE, of("a", "v1", "00:02:00")))
        .contains("00:02:00 2 1 taught v1");
    assertThat(said(threeReadings(), Key.FEATURE, of("a", "v1", "00:02:01")))
        .contains("00:02:00 2 1", "00:03:00 3 2 taught v1");
  }

  @Example
  void ofSeveralThatAreDueTheNewestHolds() {
    assertThat(
            said(
                threeReadings(),
                Key.FEATURE,
                of("a", "v2", "00:01:40"),
                of("a", "v3", "00:02:30"),
                of("a", "v1", "00:01:30")))
        .containsExactly(
            "00:01:00 1 nothing",
            "00:02:00 2 1 taught v2",
            "00:02:00 7 nothing",
            "00:03:00 3 2 taught v3");
  }

  @Example
  void otherSeriesAndOtherFeedsAreNotMeant() {
    assertThat(
            said(
                threeReadings(),
                Key.FEATURE,
                of("cars", "a", ObservedProperty.TRAFFIC_SPEED, "v1", "00:00:00"),
                of("roads", "a", ObservedProperty.TRAFFIC_VEHICLE_COUNT, "v1", "00:00:00"),
                of("c", "v1", "00:00:00")))
        .noneMatch(line -> line.contains("taught"));
  }

  /** As of a whole feed, or of a zone. */
  @Example
  void aMemoryOfManySeriesIsTaughtEachWithItsOwnReading() {
    assertThat(
            said(threeReadings(), Key.FEED, of("a", "va", "00:02:00"), of("b", "vb", "00:00:00")))
        .contains("00:02:00 2 1 taught va", "00:02:00 7 2 taught vb");
  }

  /** However often the clocks are looked at, and in whatever order versions are handed over. */
  @Property(tries = 200)
  void itDoesNotDependOnWhenTheClocksAreLookedAt(
      @ForAll long seed, @ForAll Key by, @ForAll @IntRange(min = 1, max = 20) int mostWaiting) {
    var random = new Random(seed);
    var log = InterleavingTest.log(random);
    var baselines = new ArrayList<Baseline>();
    for (int i = 0; i < 12; i++) {
      var at = Town.MIDNIGHT.plusSeconds(random.nextInt(2_400)).toString().substring(11, 19);
      var feed = random.nextBoolean() ? "roads" : "cars";
      var property =
          feed.equals("roads")
              ? ObservedProperty.TRAFFIC_SPEED
              : ObservedProperty.TRAFFIC_VEHICLE_COUNT;
      baselines.add(of(feed, "abc".charAt(random.nextInt(3)) + "", property, "v" + i, at));
    }
    var whole = Town.replay(Town.rule(by), log, "1", baselines);
    Collections.shuffle(baselines, random);
    var one = Town.ruleReplay(Town.rule(by), log, mostWaiting, baselines);

    assertThat(one.alerts()).containsExactlyInAnyOrderElementsOf(whole.alerts());
  }
}
