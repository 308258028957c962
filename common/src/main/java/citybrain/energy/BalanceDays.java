package citybrain.energy;

import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The balance of one transformer over the last days: hours that are known, the day that runs, and
 * what is usually lost.
 *
 * @param hours that run
 * @param known hours of the last days, the oldest first
 * @param day local that runs, days since 1970
 */
public record BalanceDays(MeterHours hours, List<MeteredHour> known, int day, LineLoss loss) {

  /** A day of which fewer hours are known says nothing. */
  private static final int FEWEST_HOURS = 12;

  private static final BalanceDays BLANK =
      new BalanceDays(MeterHours.blank(), List.of(), 0, LineLoss.blank());

  static BalanceDays blank() {
    return BLANK;
  }

  /** Whether a reading tells of the balance of a transformer: it is measured, and of one. */
  static boolean isMeasured(Observation energy) {
    return energy.quality() != Quality.ESTIMATED
        && Double.isFinite(energy.result())
        && !energy.zone().isEmpty();
  }

  /** Whether a reading is of an hour behind that which runs. */
  boolean endsHour(Observation energy) {
    return !hours.isBlank() && MeteredHour.hourOf(energy.phenomenonTime()) > hours.hour();
  }

  /** Whether a reading is of a day behind that which runs. */
  boolean endsDay(Observation energy, String timeZone) {
    long hour = MeteredHour.hourOf(energy.phenomenonTime());
    return !hours.isBlank() && MeteredHour.slotOf(hour, timeZone).day() > day;
  }

  /**
   * The hour that ran is over.
   *
   * @param days of hours to keep
   * @param isWatched by meter, whether its habits stay as they are
   */
  BalanceDays hourEnded(Observation energy, String timeZone, int days, boolean[] isWatched) {
    long then = MeteredHour.hourOf(energy.phenomenonTime());
    var hour = hours.known(timeZone);
    var kept = new ArrayList<MeteredHour>(known.size() + 1);
    long oldest = then - (long) days * MeteredHour.HOURS_OF_A_DAY;
    for (var one : known) {
      if (one.hour() >= oldest) {
        kept.add(one);
      }
    }
    if (hour != null) {
      kept.add(hour);
    }
    return new BalanceDays(hours.next(then, timeZone, isWatched), List.copyOf(kept), day, loss);
  }

  /** With one more reading, of the hour that runs. */
  BalanceDays plus(Observation energy, String timeZone) {
    long hour = MeteredHour.hourOf(energy.phenomenonTime());
    var from = hours.isBlank() ? MeterHours.from(hour) : hours;
    if (hour < from.hour()) {
      return this;
    }
    int now = hours.isBlank() ? MeteredHour.slotOf(hour, timeZone).day() : day;
    return new BalanceDays(from.plus(energy), known, now, loss);
  }

  /** The hours of the day that runs, if they are enough to tell of it; else none. */
  List<MeteredHour> ofDay(String timeZone) {
    var of =
        known.stream()
            .filter(one -> MeteredHour.slotOf(one.hour(), timeZone).day() == day)
            .toList();
    return of.size() < FEWEST_HOURS ? List.of() : of;
  }

  /** What these hours come to. */
  LineLoss.Day day(List<MeteredHour> of) {
    return loss.day(of, meters(), hours.habits());
  }

  int meters() {
    return hours.meters().size();
  }

  /** The next day runs. */
  BalanceDays dayEnded(String timeZone, LineLoss next) {
    return new BalanceDays(hours, known, MeteredHour.slotOf(hours.hour(), timeZone).day(), next);
  }

  /** Without the meters that were taken away. What they counted may be lost now, or not. */
  BalanceDays only(int[] kept) {
    return new BalanceDays(
        hours.only(kept),
        known.stream().map(one -> one.only(kept)).toList(),
        day,
        LineLoss.blank());
  }

  /** With what is lost to be learned anew: a meter is wired otherwise than it was. */
  BalanceDays rewired() {
    return new BalanceDays(hours, known, day, LineLoss.blank());
  }

  /** When the last hour that is known was over; of none the epoch. */
  Instant knownUntil() {
    return known.isEmpty()
        ? Instant.EPOCH
        : Instant.ofEpochSecond(3600 * (known.get(known.size() - 1).hour() + 1));
  }
}
