package citybrain.detection;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaughtProfileTest {

  private static final SeriesKey SERIES =
      new SeriesKey("demo", "test", "link-1", ObservedProperty.TRAFFIC_SPEED);

  private static LocalSlot at(double hours) {
    return LocalSlot.of(hour(hours), "UTC");
  }

  private static double value(double hours, Random random) {
    return (at(hours).weekend() ? 70 : 20) + hours % 24 + 2 * random.nextGaussian();
  }

  private static Baseline baseline(int days) {
    var random = new Random(1);
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    for (int i = 0; i < days * 288; i++) {
      fold.add(hour(i / 12.0), value(i / 12.0, random));
    }
    return fold.learned(SERIES, "", "v", hour(24.0 * days)).orElseThrow();
  }

  private static DayProfile live(int from, int days) {
    var random = new Random(2);
    var profile = DayProfile.blank();
    for (int i = from * 288; i < (from + days) * 288; i++) {
      profile = profile.learned(at(i / 12.0), value(i / 12.0, random), 0.05);
    }
    return profile;
  }

  private static DayProfile taught(DayProfile profile, int days) {
    return profile.taught(baseline(days), at(24.0 * days).day(), x -> x);
  }

  /** A median, a MAD: what the rule itself would have learned from the same days. */
  @Test
  void knowsWhatItWouldHaveLearned() {
    var taught = taught(DayProfile.blank(), 14);
    var lived = live(0, 14);
    for (int i = 0; i < 7 * 48; i++) {
      var time = at(14 * 24 + i / 2.0 + 0.1);
      var own = taught.usual(time);
      var other = lived.usual(time);
      assertThat(own.isKnown()).isTrue();
      assertThat(own.mean()).isCloseTo(other.mean(), within(2.5));
      assertThat(own.sigma()).isBetween(1.3, 3.0);
      assertThat(own.days()).isEqualTo(other.days());
    }
    assertThat(taught.pooledDeviation()).isCloseTo(lived.pooledDeviation(), within(0.4f));
  }

  @Test
  void unknownStaysUnknown() {
    var taught = taught(DayProfile.blank(), 4);
    assertThat(taught.usual(at(4 * 24 + 12)).isKnown()).isTrue();
    assertThat(taught.usual(at(5 * 24 + 12)).isKnown()).as("no weekend was seen").isFalse();
    var one = new ArrayList<>(baseline(4).slots());
    one.replaceAll(
        slot ->
            new Baseline.Slot(
                slot.halfHour(),
                slot.median(),
                slot.mad(),
                slot.p05(),
                slot.p95(),
                1,
                slot.readings(),
                slot.firstDay()));
    var young = new Baseline(SERIES, "", "v", 0, 0, hour(96), one);
    var blank = DayProfile.blank();
    assertThat(blank.taught(young, at(96).day(), x -> x)).isSameAs(blank);
  }

  @Test
  void aWeekendIsKnownAWeekAfterTheFirst() {
    var taught = taught(DayProfile.blank(), 14);
    assertThat(taught.usual(at(19 * 24 + 12)).mean()).isCloseTo(82, within(2.0));
  }

  @Test
  void whatWasLivedThroughLongerStays() {
    var lived = live(0, 28);
    var short14 = baseline(14);
    assertThat(lived.taught(short14, at(28 * 24).day(), x -> x)).isSameAs(lived);
  }

  @Test
  void whatWasLivedThroughLessIsReplacedAndTheRestIsFilled() {
    var lived = live(12, 2); // a weekend
    var both = lived.taught(baseline(14), at(14 * 24).day(), x -> x);
    assertThat(both.usual(at(14 * 24 + 12)).isKnown()).isTrue();
    assertThat(both.usual(at(14 * 24 + 12)).mean()).isCloseTo(32, within(2.0));
    assertThat(both.usual(at(19 * 24 + 12)).isKnown()).isTrue();
    assertThat(both.kind()).isEqualTo(lived.kind());
  }

  @Test
  void valuesAreHeldByTheScaleOfTheRule() {
    var taught = DayProfile.blank().taught(baseline(14), at(14 * 24).day(), Math::log);
    var noon = taught.usual(at(14 * 24 + 12.25));
    assertThat(noon.mean()).isCloseTo(Math.log(32.25), within(0.05));
    assertThat(noon.sigma()).isBetween(0.04, 0.09);
  }

  @Test
  void theProfileThatIsTaughtIsLeftAsItWas() {
    var blank = DayProfile.blank();
    taught(blank, 14);
    assertThat(blank.readings()).isZero();
    assertThat(blank.seen()).containsOnly((byte) 0);
  }
}
