package citybrain.bench.detectors;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Readings of a city as it usually is: a habit of day and week, and noise. The same every time,
 * from Monday, 2024-01-01 on. What a rule reads is made for it as its feeds would bring it: zones
 * and feeds have several sensors, lines have stops.
 *
 * @param days they go on for
 * @param step time from one reading of a series to the next; empty for what is usual for a property
 * @param keys of which the rule remembers something apart
 */
public record UsualReadings(int days, Optional<Duration> step, int keys) {

  public static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static final int SENSORS_OF_ZONE = 6;
  private static final int STOPS_OF_LINE = 12;
  private static final int HEADWAY_MINUTES = 10;
  private static final int MINUTES_TO_NEXT_STOP = 2;
  private static final int FIRST_HOUR = 6;
  private static final int LAST_HOUR = 22;

  /** What a property is like at night and how much more by day; how strong its noise is. */
  private record Habit(double level, double swing, double noise, int minutes) {}

  private static final Map<ObservedProperty, Habit> HABITS =
      Map.ofEntries(
          Map.entry(ObservedProperty.TRAFFIC_SPEED, new Habit(55, -12, 2, 5)),
          Map.entry(ObservedProperty.TRAFFIC_VEHICLE_COUNT, new Habit(3, 25, 2, 5)),
          Map.entry(ObservedProperty.PARKING_OCCUPIED, new Habit(60, 200, 6, 15)),
          Map.entry(ObservedProperty.WATER_PRESSURE, new Habit(52, -4, 0.2, 5)),
          Map.entry(ObservedProperty.WATER_FLOW, new Habit(12, 20, 1, 5)),
          Map.entry(ObservedProperty.WATER_LEVEL, new Habit(4, -1, 0.05, 5)),
          Map.entry(ObservedProperty.ELECTRIC_ENERGY, new Habit(0.3, 0.3, 0.03, 30)),
          Map.entry(ObservedProperty.TRANSFORMER_ENERGY, new Habit(14, 10, 0.6, 30)),
          Map.entry(ObservedProperty.VOLTAGE, new Habit(234, -5, 0.8, 10)),
          Map.entry(ObservedProperty.PM2_5, new Habit(6, 2, 0.4, 60)),
          Map.entry(ObservedProperty.PM10, new Habit(12, 4, 0.8, 60)),
          Map.entry(ObservedProperty.SULFUR_DIOXIDE, new Habit(4, 2, 0.4, 60)),
          Map.entry(ObservedProperty.NITROGEN_DIOXIDE, new Habit(15, 10, 1, 60)),
          Map.entry(ObservedProperty.CARBON_MONOXIDE, new Habit(300, 100, 10, 60)),
          Map.entry(ObservedProperty.OZONE, new Habit(40, 20, 2, 60)),
          Map.entry(ObservedProperty.AIR_TEMPERATURE, new Habit(9, 6, 0.3, 10)),
          Map.entry(ObservedProperty.RELATIVE_HUMIDITY, new Habit(80, -20, 1, 10)));

  /**
   * All that a rule reads, in the order of event time.
   *
   * @throws IllegalStateException when it reads what nobody said the usual look of
   */
  public List<Observation> of(CityRule<?, ?> rule) {
    var all = new ArrayList<Observation>();
    for (int key = 0; key < keys; key++) {
      if (rule.by() == Key.LINE) {
        trips(key, all);
      } else {
        for (var property : rule.inputs()) {
          series(rule.by(), property, key, all);
        }
      }
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  private void series(Key by, ObservedProperty property, int key, List<Observation> all) {
    var habit = HABITS.get(property);
    if (habit == null) {
      throw new IllegalStateException("how " + property + " usually looks was not said");
    }
    boolean isShared = by == Key.ZONE || by == Key.FEED;
    boolean isAlone = !isShared || property == ObservedProperty.TRANSFORMER_ENERGY;
    long seconds = step.orElse(Duration.ofMinutes(habit.minutes)).toSeconds();
    for (int sensor = 0; sensor < (isAlone ? 1 : SENSORS_OF_ZONE); sensor++) {
      var feature = isAlone ? "thing-" + key : property.name() + "-" + key + "-" + sensor;
      int seed = 100 * key + sensor;
      for (long s = 0; s < 86_400L * days; s += seconds) {
        double value =
            property == ObservedProperty.TRANSFORMER_ENERGY && by == Key.ZONE
                ? carried(key, s)
                : value(habit, seed, s);
        all.add(reading("usual", feature, property, s, value, "district/" + key, ""));
      }
    }
  }

  private static double value(Habit habit, int seed, long second) {
    double noise = noise((double) second + 1e9 * seed) * habit.noise;
    return habit.level + habit.swing * busy(second) * (1 + 0.05 * (seed % 7)) + noise;
  }

  /** What a transformer carries for the meters behind it, and three per cent more in its lines. */
  private static double carried(int key, long second) {
    var habit = Objects.requireNonNull(HABITS.get(ObservedProperty.ELECTRIC_ENERGY));
    double sum = 0;
    for (int sensor = 0; sensor < SENSORS_OF_ZONE; sensor++) {
      sum += value(habit, 100 * key + sensor, second);
    }
    return 1.03 * sum * (1 + 0.01 * noise(-(double) second - 1e9 * key));
  }

  private void trips(int key, List<Observation> all) {
    for (int day = 0; day < days; day++) {
      for (int at = FIRST_HOUR * 60; at < LAST_HOUR * 60; at += HEADWAY_MINUTES) {
        var trip = day + "/" + at;
        for (int stop = 0; stop < STOPS_OF_LINE; stop++) {
          long due = 86_400L * day + 60L * (at + MINUTES_TO_NEXT_STOP * stop);
          long late = Math.round(30 + 20 * noise((double) due + 1e9 * key));
          var feature = "line-" + key + "/0/" + (char) ('A' + stop);
          all.add(
              reading(
                  "trips",
                  feature,
                  ObservedProperty.STOP_DEPARTURE_DELAY,
                  due + late,
                  (double) late,
                  "",
                  trip));
          all.add(
              reading(
                  "trips",
                  feature,
                  ObservedProperty.SCHEDULED_HEADWAY,
                  due + late,
                  60.0 * HEADWAY_MINUTES,
                  "",
                  trip));
        }
      }
    }
  }

  private static Observation reading(
      String feed,
      String feature,
      ObservedProperty property,
      long second,
      double value,
      String zone,
      String procedure) {
    var time = START.plusSeconds(second);
    return new Observation(
        "demo", feed, feature, property, time, time, value, null, zone, procedure, Quality.GOOD);
  }

  /** From 0 by night to 1 at the height of the day, a third less at weekends. */
  private static double busy(long second) {
    double hour = second % 86_400 / 3600.0;
    double day = 0.5 - 0.5 * Math.cos((hour - 3) * Math.PI / 12);
    return second / 86_400 % 7 >= 5 ? 0.67 * day : day;
  }

  /** Repeatable, between -1 and 1. */
  private static double noise(double seed) {
    long bits = Double.doubleToLongBits(seed) * 0x9E3779B97F4A7C15L;
    bits ^= bits >>> 32;
    bits *= 0xD6E8FEB86659FD93L;
    return (bits >>> 11) * 0x1.0p-52 - 1;
  }
}
