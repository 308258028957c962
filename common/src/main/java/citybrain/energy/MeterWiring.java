package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Which meters of a transformer do not hang at it, or count backwards, day by day.
 *
 * @param days by meter: above zero those in a row on which it did not fit, more than it takes while
 *     an alert of it is open; below zero those on which it was seen to fit
 * @param changes of alerts about that
 * @param open alerts of any kind, one of a meter at most
 */
record MeterWiring(int[] days, List<AlertChange> changes, List<AlertChange> open) {

  /** A meter that fitted on so many days hangs here, and what is odd later is something else. */
  private static final int SOUND_DAYS = 3;

  /** Whether the alert of a meter is about its wiring, by its days. */
  static boolean isTold(int days, int toTell) {
    return days > toTell;
  }

  /** By meter, whether it is told or may soon be; that such a meter steals nobody can say. */
  static boolean[] suspects(int[] days) {
    var suspects = new boolean[days.length];
    for (int i = 0; i < days.length; i++) {
      suspects[i] = days[i] > 0;
    }
    return suspects;
  }

  /**
   * One more day.
   *
   * @param before by meter, as {@link #days}; those that joined since are blank
   * @param toTell days in a row that open an alert, and close one
   * @param energy with which it ended
   */
  static MeterWiring judged(
      int[] before,
      List<AlertChange> open,
      MeterFit fit,
      int toTell,
      BalanceDays balance,
      Observation energy) {
    var meters = balance.hours().meters();
    var days = Arrays.copyOf(before, meters.size());
    var changes = new ArrayList<AlertChange>();
    var still = new TreeMap<String, AlertChange>();
    open.forEach(one -> still.put(one.feature(), one));
    for (int i = 0; i < days.length; i++) {
      var meter = meters.get(i);
      var of = still.get(meter);
      boolean isTold = isTold(days[i], toTell);
      days[i] = next(days[i], fit.wirings()[i], toTell);
      if (isTold && of != null) {
        var change = follow(of, fit, i, days[i] == toTell, energy);
        if (!change.equals(of)) {
          changes.add(change);
        }
        if (change.status() == AlertStatus.CLOSED) {
          still.remove(meter);
          days[i] = 0;
        } else {
          still.put(meter, change);
        }
      } else if (days[i] >= toTell && of == null) {
        var opened = opened(meter, fit, i, days[i], balance, energy);
        changes.add(opened);
        still.put(meter, opened);
        days[i] = 2 * toTell;
      } else {
        // One that is told as something else is not told twice.
        days[i] = Math.min(days[i], toTell - 1);
      }
    }
    return new MeterWiring(days, changes, List.copyOf(still.values()));
  }

  private static int next(int days, MeterFit.Wiring today, int toTell) {
    if (isTold(days, toTell)) {
      return today.isMisfit() ? 2 * toTell : today == MeterFit.Wiring.SOUND ? days - 1 : days;
    }
    return switch (today) {
      case REVERSED -> Math.max(0, days) + 1;
      case ELSEWHERE -> days <= -SOUND_DAYS ? days : Math.max(0, days) + 1;
      case SOUND -> Math.max(-SOUND_DAYS, Math.min(0, days) - 1);
      case UNKNOWN -> Math.min(0, days);
    };
  }

  private static AlertChange follow(
      AlertChange open, MeterFit fit, int meter, boolean isOver, Observation energy) {
    var now = energy.phenomenonTime();
    double counted = fit.counted()[meter];
    double load = fit.loads()[meter] * counted;
    var figures =
        String.format(
            Locale.ROOT,
            "counts %.2f kWh a day, %.2f kWh of it are in the load of transformer %s",
            counted,
            load,
            transformer(energy));
    if (isOver) {
      long days = Duration.between(open.onset(), now).toDays();
      return open.closed(now, counted, load, figures + ": it fits again after " + days + " days");
    }
    return open.heard(now, counted, load, figures);
  }

  private static AlertChange opened(
      String meter, MeterFit fit, int at, int days, BalanceDays balance, Observation energy) {
    var now = energy.phenomenonTime();
    double counted = fit.counted()[at];
    double load = fit.loads()[at] * counted;
    var transformer = transformer(energy);
    boolean isReversed = fit.wirings()[at] == MeterFit.Wiring.REVERSED;
    var what =
        isReversed
            ? String.format(
                Locale.ROOT,
                "meter counts backwards: %.2f kWh a day, where the load of transformer %s has %.2f"
                    + " kWh",
                counted,
                transformer,
                load)
            : String.format(
                Locale.ROOT,
                "meter does not hang at transformer %s: of the %.2f kWh a day it counts %.2f kWh"
                    + " are in its load",
                transformer,
                counted,
                load);
    var why =
        String.format(
            Locale.ROOT,
            "%s (t %.1f, %.0f %% of what varies unexplained, %d days in a row, %d h, %d meters)",
            what,
            fit.deviations()[at],
            100 * fit.shares()[at],
            days,
            balance.known().size(),
            balance.meters());
    return new AlertChange(
        AlertStatus.OPEN,
        energy.city(),
        meter,
        ObservedProperty.ELECTRIC_ENERGY.name(),
        now,
        now,
        Severity.MINOR,
        counted,
        load,
        ObservedProperty.ELECTRIC_ENERGY.unit(),
        why,
        null,
        energy.zone());
  }

  private static String transformer(Observation energy) {
    return energy.zone().substring(energy.zone().indexOf('/') + 1);
  }
}
