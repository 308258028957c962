package citybrain.jobs.runtime;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Hand-made observations of the test town; hours count from Monday 2024-01-01, 00:00 UTC. */
public final class Story {

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  private final List<Observation> told = new ArrayList<>();

  public static Instant hour(double hours) {
    return MONDAY.plusMillis(Math.round(hours * 3_600_000));
  }

  /** Between -1 and 1 and the same in every run, for readings are never quite even. */
  public static double noise(double hours) {
    return Math.sin(hours * 12_345.678);
  }

  public static Observation observation(
      String feature,
      ObservedProperty property,
      String zone,
      double hours,
      double result,
      @Nullable Position position) {
    return new Observation(
        JobRun.TOWN,
        "feed-" + property.domain().word(),
        feature,
        property,
        hour(hours),
        hour(hours),
        result,
        position,
        zone,
        "",
        Quality.GOOD);
  }

  /** Readings at these intervals; none where the value is not a number. */
  public Story series(
      String feature,
      ObservedProperty property,
      String zone,
      Duration interval,
      double from,
      double to,
      DoubleUnaryOperator value) {
    double step = interval.toSeconds() / 3600.0;
    long count = Math.round((to - from) / step);
    for (long i = 0; i < count; i++) {
      double at = from + i * step;
      double result = value.applyAsDouble(at);
      if (!Double.isNaN(result)) {
        told.add(observation(feature, property, zone, at, result, null));
      }
    }
    return this;
  }

  /** All of it as it would come in: by time. */
  public List<Observation> inOrder() {
    var sorted = new ArrayList<>(told);
    sorted.sort(Comparator.comparing(Observation::phenomenonTime));
    return sorted;
  }
}
