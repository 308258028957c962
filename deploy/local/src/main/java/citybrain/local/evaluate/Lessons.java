package citybrain.local.evaluate;

import citybrain.detection.Baseline;
import citybrain.detection.BaselineFold;
import citybrain.detection.CityCalendar;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import citybrain.observation.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings of the days before, as the lake would have them: by series and time, without what nobody
 * measured and what was taken back. The fold is that of the batch job.
 */
final class Lessons {

  private final CityCalendar calendar;
  private final Instant until;
  private final Map<SeriesKey, Heard> heard = new HashMap<>();

  Lessons(CityCalendar calendar, Instant until) {
    this.calendar = calendar;
    this.until = until;
  }

  /** One series, in the order in which it was told. */
  private static final class Heard {
    private long[] times = new long[64];
    private double[] values = new double[64];
    private int size;
    private String zone = "";

    void add(Observation one) {
      long time = one.phenomenonTime().toEpochMilli();
      zone = one.zone();
      if (one.replaces() != null) {
        for (int i = size - 1; i >= 0; i--) {
          if (times[i] == time) {
            values[i] = one.result();
            return;
          }
        }
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      times[size] = time;
      values[size++] = one.result();
    }

    void fold(BaselineFold fold) {
      var order = new Integer[size];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (one, other) -> Long.compare(times[one], times[other]));
      for (int i : order) {
        fold.add(Instant.ofEpochMilli(times[i]), values[i]);
      }
    }
  }

  void hear(Observation one) {
    if (Baseline.PROPERTIES.contains(one.property())
        && one.quality() == Quality.GOOD
        && one.phenomenonTime().isBefore(until)) {
      heard.computeIfAbsent(one.series(), series -> new Heard()).add(one);
    }
  }

  /** What they teach, from the end of these days on. */
  List<Baseline> baselines() {
    var all = new ArrayList<Baseline>();
    heard.forEach(
        (series, told) -> {
          var fold = new BaselineFold(calendar);
          told.fold(fold);
          fold.learned(series, told.zone, "lesson", until).ifPresent(all::add);
        });
    return all;
  }
}
