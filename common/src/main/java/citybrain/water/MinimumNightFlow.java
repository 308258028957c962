package citybrain.water;

import citybrain.aggregation.WindowedSummary;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lowest hourly mean of an inflow between 02:00 and 04:00 local time: nearly nobody uses water
 * then, so most of it is leakage. Finishes as an observation of a derived property, or as nothing
 * when too little of the night was measured. One memory holds one night of one inlet; {@link
 * #nightOf} tells which.
 *
 * @param timeZone whose clock people sleep by
 */
public record MinimumNightFlow(String timeZone)
    implements WindowedSummary<Observation, MinimumNightFlow.Night, Optional<Observation>> {

  private static final int FROM_HOUR = 2;
  private static final int BINS = 24;
  private static final int BIN_SECONDS = 300;
  private static final int BINS_PER_HOUR = 12;

  /**
   * @param sum of the flows by five minutes since 02:00, L/s
   * @param count readings by five minutes
   * @param first the earliest reading, for city, feature and place; null before any
   */
  public record Night(double[] sum, int[] count, @Nullable Observation first) {}

  /** True for what the night is made of: measured flows between 02:00 and 04:00. */
  @Override
  public boolean contains(Observation flow) {
    var time = local(flow.phenomenonTime());
    return flow.property() == ObservedProperty.WATER_FLOW
        && flow.quality() != Quality.ESTIMATED
        && Double.isFinite(flow.result())
        && time.getHour() >= FROM_HOUR
        && time.getHour() < FROM_HOUR + BINS / BINS_PER_HOUR;
  }

  @Override
  public Instant windowEnd(Observation flow) {
    return nightOf(flow.phenomenonTime());
  }

  /** When the night that this time belongs to is over: 04:00 of its local day. */
  public Instant nightOf(Instant time) {
    return time.atZone(ZoneId.of(timeZone)).with(LocalTime.of(4, 0)).toInstant();
  }

  private LocalTime local(Instant time) {
    return time.atZone(ZoneId.of(timeZone)).toLocalTime();
  }

  @Override
  public Night blank() {
    return new Night(new double[BINS], new int[BINS], null);
  }

  @Override
  public Night add(Night night, Observation flow) {
    if (!contains(flow)) {
      return night;
    }
    var time = local(flow.phenomenonTime());
    int bin = (time.toSecondOfDay() - FROM_HOUR * 3600) / BIN_SECONDS;
    var sum = night.sum().clone();
    var count = night.count().clone();
    sum[bin] += flow.result();
    count[bin]++;
    return new Night(sum, count, earlier(night.first(), flow));
  }

  @Override
  public Night merge(Night left, Night right) {
    var sum = left.sum().clone();
    var count = left.count().clone();
    for (int i = 0; i < BINS; i++) {
      sum[i] += right.sum()[i];
      count[i] += right.count()[i];
    }
    var other = right.first();
    return new Night(sum, count, other == null ? left.first() : earlier(left.first(), other));
  }

  private static Observation earlier(@Nullable Observation a, Observation b) {
    return a == null || b.phenomenonTime().isBefore(a.phenomenonTime()) ? b : a;
  }

  @Override
  public Optional<Observation> finish(Night night) {
    var first = night.first();
    double lowest = Double.POSITIVE_INFINITY;
    int fewest = fewestBins(night);
    for (int from = 0; from + BINS_PER_HOUR <= BINS; from++) {
      lowest = Math.min(lowest, hourlyMean(night, from, fewest));
    }
    if (first == null || lowest == Double.POSITIVE_INFINITY) {
      return Optional.empty();
    }
    var end = nightOf(first.phenomenonTime());
    return Optional.of(
        new Observation(
            first.city(),
            first.feed(),
            first.feature(),
            ObservedProperty.WATER_MINIMUM_NIGHT_FLOW,
            end,
            end,
            lowest,
            first.position(),
            first.zone(),
            "minimum-night-flow",
            Quality.GOOD));
  }

  /** The mean of all that was measured in a night, each five minutes alike, L/s. */
  static double mean(Night night) {
    double sum = 0;
    int bins = 0;
    for (int i = 0; i < BINS; i++) {
      if (night.count()[i] > 0) {
        sum += night.sum()[i] / night.count()[i];
        bins++;
      }
    }
    return sum / Math.max(1, bins);
  }

  private static double hourlyMean(Night night, int from, int fewest) {
    double sum = 0;
    int bins = 0;
    for (int i = from; i < from + BINS_PER_HOUR; i++) {
      if (night.count()[i] > 0) {
        sum += night.sum()[i] / night.count()[i];
        bins++;
      }
    }
    return bins < fewest ? Double.POSITIVE_INFINITY : sum / bins;
  }

  /** Half of what an hour has, by the shortest time between two readings; a lone one is too few. */
  private static int fewestBins(Night night) {
    int apart = BINS;
    int last = -BINS;
    for (int i = 0; i < BINS; i++) {
      if (night.count()[i] > 0) {
        apart = Math.min(apart, i - last);
        last = i;
      }
    }
    return apart == BINS
        ? BINS_PER_HOUR
        : Math.max(1, Math.min(BINS_PER_HOUR / 2, (BINS_PER_HOUR / apart + 1) / 2));
  }
}
