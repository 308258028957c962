package citybrain.detection;

import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What history says is usual for one series, by half hour of local time and kind of day, as {@link
 * LocalSlot} tells them; learned by {@link BaselineFold}, taught to rules by {@link
 * Detector#taught}.
 *
 * @param zone that its readings named last, empty when none
 * @param version names it among those of the series; later ones come later in the order of letters
 * @param from the first local day learned from, days since 1970
 * @param to the last
 * @param appliesFrom city time from which on rules know it: it changes nothing before
 * @param slots in their order; those of too few days are not there
 */
public record Baseline(
    SeriesKey series,
    String zone,
    String version,
    int from,
    int to,
    Instant appliesFrom,
    List<Slot> slots) {

  /** What rules hold against their hour, and so learn from history. */
  public static final Set<ObservedProperty> PROPERTIES =
      Set.of(
          ObservedProperty.TRAFFIC_SPEED,
          ObservedProperty.TRANSFORMER_ENERGY,
          ObservedProperty.WATER_FLOW,
          ObservedProperty.WATER_PRESSURE);

  /** What was seen on a single day may be anything. */
  public static final int FEWEST_DAYS = 2;

  public Baseline {
    slots = List.copyOf(slots);
  }

  /**
   * One half hour of one kind of day; values in the unit of the property.
   *
   * @param halfHour see {@link LocalSlot#halfHour}
   * @param median over days of the median of each day
   * @param mad median distance of readings from that, each day counting alike
   * @param p05 what a twentieth of readings does not pass, each day counting alike
   * @param p95 what all but a twentieth does not pass
   * @param days on which it was seen
   * @param readings on these
   * @param firstDay of them, days since 1970
   */
  public record Slot(
      int halfHour,
      double median,
      double mad,
      double p05,
      double p95,
      int days,
      long readings,
      int firstDay) {

    public boolean weekend() {
      return halfHour >= LocalSlot.HALF_HOURS;
    }
  }
}
