package citybrain;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.CityCalendar;
import citybrain.detection.Detector;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.energy.TransformerOverload;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.transport.RoadCongestion;
import citybrain.water.BurstOrLeak;
import citybrain.water.PressureDrop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every rule with a profile of the day owes a control room: a habit, a holiday, a season and a
 * new normal raise one alert at most in eight weeks, and an incident is found for all that. Day 0
 * is a Monday.
 */
class HabitLawTest {

  private static final int DAYS = 56;

  /** A rule, and how a series of it looks while something goes on as strongly as this, 0 to 1. */
  private enum Rule {
    ROAD_CONGESTION {
      @Override
      Detector<Observation, ?> detector() {
        return new RoadCongestion(RoadCongestion.Settings.of(CityCalendar.of("UTC")));
      }

      @Override
      List<Observation> series(DoubleUnaryOperator strength) {
        return series(
            "link",
            ObservedProperty.TRAFFIC_SPEED,
            h ->
                50
                    * (1 - 0.3 * Math.exp(-Math.pow(h % 24 - 8, 2)))
                    * (1 + 0.05 * noise(h))
                    * (1 - 0.65 * strength.applyAsDouble(h)));
      }
    },
    BURST_OR_LEAK {
      @Override
      Detector<Observation, ?> detector() {
        return new BurstOrLeak(BurstOrLeak.Settings.of(CityCalendar.of("UTC")));
      }

      @Override
      List<Observation> series(DoubleUnaryOperator strength) {
        return series(
            "inlet",
            ObservedProperty.WATER_FLOW,
            h ->
                (30 - 10 * Math.cos((h - 4) * Math.PI / 12))
                    * (1 + 0.03 * noise(h))
                    * (1 + 0.6 * strength.applyAsDouble(h)));
      }
    },
    TRANSFORMER_OVERLOAD {
      @Override
      Detector<Observation, ?> detector() {
        return new TransformerOverload(TransformerOverload.Settings.of(CityCalendar.of("UTC")));
      }

      @Override
      List<Observation> series(DoubleUnaryOperator strength) {
        return series(
            "T7",
            ObservedProperty.TRANSFORMER_ENERGY,
            h ->
                (20 - 8 * Math.cos(h * Math.PI / 12))
                    * (1 + 0.05 * noise(h))
                    * (1 + 1.3 * strength.applyAsDouble(h)));
      }
    },
    PRESSURE_DROP {
      @Override
      Detector<Observation, ?> detector() {
        return new PressureDrop(PressureDrop.Settings.of(CityCalendar.of("UTC")));
      }

      @Override
      List<Observation> series(DoubleUnaryOperator strength) {
        var all = new ArrayList<Observation>();
        for (int sensor = 0; sensor < 4; sensor++) {
          double deep = sensor < 2 ? 8 : 0;
          int seed = 1000 * sensor;
          all.addAll(
              series(
                  "n" + sensor,
                  ObservedProperty.WATER_PRESSURE,
                  h ->
                      50
                          - 3 * Math.sin(h * Math.PI / 12)
                          + 0.1 * noise(h + seed)
                          - deep * strength.applyAsDouble(h)));
        }
        all.sort(Comparator.comparing(Observation::phenomenonTime));
        return all;
      }
    };

    abstract Detector<Observation, ?> detector();

    abstract List<Observation> series(DoubleUnaryOperator strength);

    List<Observation> series(String feature, ObservedProperty property, DoubleUnaryOperator value) {
      return Readings.series(
          feature,
          property,
          "dma/A",
          Duration.ofMinutes(5),
          0,
          24 * DAYS,
          h -> value.applyAsDouble(h));
    }

    List<AlertChange> opened(DoubleUnaryOperator strength) {
      return Replay.of(detector(), series(strength)).opened();
    }
  }

  private static boolean isWeekend(double hours) {
    return hours / 24 % 7 >= 5;
  }

  private static boolean isBetween(double hours, double from, double to) {
    return hours % 24 >= from && hours % 24 < to;
  }

  private static double market(double hours) {
    return isWeekend(hours) && isBetween(hours, 10, 16) ? 1 : 0;
  }

  private static List<AlertChange> since(int day, List<AlertChange> alerts) {
    return alerts.stream().filter(alert -> !alert.onset().isBefore(hour(24.0 * day))).toList();
  }

  @ParameterizedTest
  @EnumSource
  void ordinaryWeeksAreQuiet(Rule rule) {
    assertThat(rule.opened(h -> 0)).isEmpty();
  }

  /** The first time it is sudden it is told, for nobody knows that it is a habit. */
  @ParameterizedTest
  @EnumSource
  void aHabitOfWeekendsIsToldOnceAtMost(Rule rule) {
    assertThat(rule.opened(HabitLawTest::market))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(alert -> alert.onset().isBefore(hour(24 * 6)));
    assertThat(rule.opened(h -> isWeekend(h) ? 0.5 : 0)).hasSizeLessThanOrEqualTo(1);
    assertThat(rule.opened(h -> isWeekend(h) ? 0.5 + 0.5 * Math.sin(h / 24 * Math.PI) : 0))
        .as("gradually")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saturdaysAreNoSundays(Rule rule) {
    assertThat(rule.opened(h -> h / 24 % 7 >= 6 ? 0 : market(h))).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aHabitOfWeekendsThatBeginsLateIsToldOnce(Rule rule) {
    assertThat(rule.opened(h -> h < 24 * 28 ? 0 : market(h))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatComesBackEachWorkingDayIsToldOnce(Rule rule) {
    assertThat(rule.opened(h -> h >= 24 * 22 && !isWeekend(h) && isBetween(h, 15, 16.5) ? 1 : 0))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aHolidayIsToldOnceAtMost(Rule rule) {
    assertThat(since(21, rule.opened(h -> (int) (h / 24) == 23 ? market(h + 72) : market(h))))
        .hasSizeLessThanOrEqualTo(1);
    assertThat(
            since(
                21,
                rule.opened(
                    h -> {
                      double work = isBetween(h, 6, 20) ? 0.5 : 0;
                      return isWeekend(h) || (int) (h / 24) == 23 ? 0 : work;
                    })))
        .as("when working days have a habit and the holiday has none")
        .hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aSeasonIsNotTold(Rule rule) {
    assertThat(rule.opened(h -> 0.5 * h / (24 * DAYS))).hasSizeLessThanOrEqualTo(1);
    assertThat(rule.opened(h -> 0.5 * (1 - h / (24 * DAYS)))).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aNewNormalIsToldOnceAndLearned(Rule rule) {
    assertThat(rule.opened(h -> h < 24 * 25 + 10 ? 0 : 0.8)).hasSize(1);
    assertThat(rule.opened(h -> h < 24 * 25 || !isBetween(h, 6, 20) ? 0 : 0.8))
        .as("by day alone: once on a working day, once on a weekend")
        .hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentOnTheThirdWeekendIsFound(Rule rule) {
    DoubleUnaryOperator incident = h -> h >= 24 * 19 + 11 && h < 24 * 19 + 13 ? 1 : 0;

    assertThat(rule.opened(incident))
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.onset()).isBetween(hour(24 * 19 + 11), hour(24 * 19 + 12.1)));
    assertThat(
            since(
                14,
                rule.opened(
                    h ->
                        incident.applyAsDouble(h)
                            + (isWeekend(h) && isBetween(h, 17, 20) ? 1 : 0))))
        .as("where weekends have a habit at another hour")
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anIncidentAfterAHabitWasToldIsFound(Rule rule) {
    var opened =
        rule.opened(
            h -> {
              boolean habit = h >= 24 * 22 && !isWeekend(h) && isBetween(h, 15, 16.5);
              boolean incident = h >= 24 * 44 + 11 && h < 24 * 44 + 13;
              return habit || incident ? 1 : 0;
            });

    assertThat(opened).hasSize(2);
    assertThat(opened.get(1).onset()).isBetween(hour(24 * 44 + 11), hour(24 * 44 + 12.1));
  }
}
