package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BaselineFoldTest {

  private static final SeriesKey SERIES =
      new SeriesKey("demo", "test", "link-1", ObservedProperty.TRAFFIC_SPEED);

  /** A Monday. */
  private static final Instant START = Readings.START;

  private static final int FIRST = (int) LocalDate.of(2024, 1, 1).toEpochDay();
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private static Optional<Baseline> learned(BaselineFold fold) {
    return fold.learned(SERIES, "", "v", START.plus(Duration.ofDays(100)));
  }

  private static Baseline of(double days, Duration step, ToDoubleFunction<Double> value) {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    add(fold, 0, days, step, value);
    return learned(fold).orElseThrow();
  }

  private static void add(
      BaselineFold fold, double from, double to, Duration step, ToDoubleFunction<Double> value) {
    for (long s = (long) (from * 86_400); s < to * 86_400; s += step.toSeconds()) {
      fold.add(START.plusSeconds(s), value.applyAsDouble(s / 3600.0));
    }
  }

  private static Baseline.Slot slot(Baseline of, int halfHour) {
    return of.slots().stream().filter(one -> one.halfHour() == halfHour).findFirst().orElseThrow();
  }

  /** The hour of the day, at weekends a hundred more; a little noise. */
  private static double daily(double hours) {
    boolean weekend = (int) (hours / 24) % 7 >= 5;
    return hours % 24 + (weekend ? 100 : 0) + Readings.noise(hours) / 10;
  }

  @Test
  void tellsHalfHoursAndKindsOfDaysApart() {
    var baseline = of(14, MINUTES, BaselineFoldTest::daily);

    assertThat(baseline.slots()).hasSize(96);
    assertThat(baseline.from()).isEqualTo(FIRST);
    assertThat(baseline.to()).isEqualTo(FIRST + 13);
    var noon = slot(baseline, 24);
    assertThat(noon.median()).isCloseTo(12.2, within(0.1));
    assertThat(noon.mad()).isBetween(0.02, 0.2);
    assertThat(noon.p05()).isBetween(11.85, 12.1);
    assertThat(noon.p95()).isBetween(12.35, 12.6);
    assertThat(noon.days()).isEqualTo(10);
    assertThat(noon.readings()).isEqualTo(60);
    assertThat(noon.firstDay()).isEqualTo(FIRST);
    var weekend = slot(baseline, LocalSlot.HALF_HOURS + 24);
    assertThat(weekend.median()).isCloseTo(112.2, within(0.1));
    assertThat(weekend.days()).isEqualTo(4);
    assertThat(weekend.firstDay()).isEqualTo(FIRST + 5);
    assertThat(weekend.weekend()).isTrue();
  }

  /** By hand: three days of two readings. */
  @Test
  void isWhatItsFormulaSays() {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    double[][] days = {{1, 3}, {10, 20}, {4, 5}};
    for (int i = 0; i < days.length; i++) {
      for (int j = 0; j < 2; j++) {
        fold.add(START.plusSeconds(86_400L * i + 600L * j), days[i][j]);
      }
    }
    var slot = slot(learned(fold).orElseThrow(), 0);

    // Medians of days 2, 15, 4.5; distances from 4.5: 0.5, 0.5, 1.5, 3.5, 5.5, 15.5.
    assertThat(slot).isEqualTo(new Baseline.Slot(0, 4.5, 1.5, 1, 20, 3, 6, FIRST));
  }

  @Test
  void anIncidentOfSomeDaysMovesNothing() {
    var calm = of(14, MINUTES, BaselineFoldTest::daily);
    var shut = of(14, MINUTES, h -> h >= 24 * 7 && h < 24 * 11 ? 5 : daily(h));
    for (var slot : calm.slots()) {
      var other = slot(shut, slot.halfHour());
      assertThat(other.median()).isCloseTo(slot.median(), within(0.1));
      assertThat(other.mad()).isCloseTo(slot.mad(), within(0.5));
    }
    // The last days of it as well: it may end any time.
    var lasting = of(14, MINUTES, h -> h >= 24 * 10 && h < 24 * 12 ? 5 : daily(h));
    assertThat(slot(lasting, 24).median()).isCloseTo(12.2, within(0.1));
  }

  @Test
  void whatIsNoNumberAndWhatIsMissingLeavesTheRest() {
    var whole = of(14, MINUTES, BaselineFoldTest::daily);
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    add(fold, 0, 4, MINUTES, BaselineFoldTest::daily);
    add(fold, 4, 5, MINUTES, h -> Double.NaN);
    add(fold, 5, 5.5, MINUTES, h -> Double.POSITIVE_INFINITY);
    add(fold, 8, 14, MINUTES, BaselineFoldTest::daily);
    var gapped = learned(fold).orElseThrow();

    assertThat(gapped.slots()).hasSize(96);
    assertThat(slot(gapped, 24).days()).isEqualTo(8);
    assertThat(slot(gapped, 24).median()).isCloseTo(slot(whole, 24).median(), within(0.05));
  }

  @Test
  void whatWasSeenOnOneDayIsNotThere() {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    assertThat(learned(fold)).isEmpty();
    add(fold, 0, 1, MINUTES, h -> 1);
    assertThat(learned(fold)).isEmpty();
    add(fold, 1, 1.5, MINUTES, h -> 1);
    assertThat(learned(fold).orElseThrow().slots()).hasSize(24);
    // Saturday alone is not a weekend.
    add(fold, 1.5, 6, MINUTES, h -> 1);
    assertThat(learned(fold).orElseThrow().slots()).noneMatch(Baseline.Slot::weekend);
  }

  /** In the middle of a day, from kPa to bar: the day of the change is of neither. */
  @Test
  void anotherUnitHalfWayIsASeriesOfItsOwn() {
    var baseline =
        of(21, MINUTES, h -> (400 + 10 * Math.sin(h) + daily(h) % 50) * (h < 253 ? 1 : 0.01));

    assertThat(baseline.from()).isEqualTo(FIRST + 11);
    assertThat(slot(baseline, 24).median()).isBetween(3.9, 4.4);
    assertThat(slot(baseline, 24).p05()).isBetween(3.9, 4.4);
  }

  @Test
  void ofAYoungChangeTheMajorityOfDaysDecides() {
    var baseline = of(14, MINUTES, h -> h < 24 * 9 ? 400 + h % 24 : 4);
    assertThat(slot(baseline, 24).median()).isBetween(411.0, 413.0);
  }

  @Test
  void hoursFollowTheClockOnTheWallAndCountOnceWhenItIsSetBack() {
    var fold = new BaselineFold(CityCalendar.of("Europe/Berlin"));
    // 2024-10-27, 2:00 to 3:00 twice.
    var first = Instant.parse("2024-10-26T22:00:00Z");
    for (int day = -7; day <= 0; day++) {
      for (int i = 0; i < 25 * 12; i++) {
        fold.add(first.plus(Duration.ofDays(day)).plusSeconds(300L * i), Math.floorDiv(i, 12));
        if (day < 0 && i == 287) {
          break;
        }
      }
    }
    var two = slot(learned(fold).orElseThrow(), LocalSlot.HALF_HOURS + 4);
    assertThat(two.days()).isEqualTo(3);
    assertThat(two.median()).isEqualTo(2);
  }

  @Test
  void aHolidayIsLikeAWeekend() {
    var fold = new BaselineFold(CityCalendar.of("UTC", List.of("2024-01-03")));
    add(fold, 0, 7, MINUTES, h -> (h >= 48 && h < 72) || h >= 120 ? 50 : 10);
    var baseline = learned(fold).orElseThrow();
    assertThat(slot(baseline, 24).p95()).isEqualTo(10);
    assertThat(slot(baseline, LocalSlot.HALF_HOURS + 24).days()).isEqualTo(3);
  }

  /** What is kept of a half hour is bounded, however often is read. */
  @Property(tries = 20)
  void manyReadingsAHalfHourAreAsGoodAsAll(@ForAll @IntRange(min = 1, max = 12_000) int readings) {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i < readings; i++) {
        var time = START.plusSeconds(86_400L * day).plusMillis(1_800_000L * i / readings);
        fold.add(time, (double) (i * 7_919L % readings));
      }
    }
    var slot = slot(learned(fold).orElseThrow(), 0);
    assertThat(slot.readings()).isEqualTo(3L * readings);
    assertThat(slot.median()).isCloseTo((readings - 1) / 2.0, within(0.05 * readings));
    assertThat(slot.mad()).isCloseTo(readings / 4.0, within(0.15 * readings + 1));
  }

  @Test
  void olderDaysAreForgotten() {
    var fold = new BaselineFold(CityCalendar.of("UTC"));
    for (int day = 0; day < 2 * BaselineFold.MOST_DAYS; day++) {
      fold.add(START.plus(Duration.ofDays(day)), day % 3);
    }
    var baseline = learned(fold).orElseThrow();
    assertThat(slot(baseline, 0).days()).isEqualTo(BaselineFold.MOST_DAYS);
  }
}
