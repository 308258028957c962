package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Corridor;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The travel times of a corridor, quarter by quarter of an hour, which then are judged as those of
 * a link: the sum of the means of its links. A quarter in which one of them is not known says
 * nothing, for what is left out would make the way shorter.
 */
final class CorridorFold implements Fold {

  static final String LAYER = "corridor";

  /** As the US have travel times for reliability (23 CFR part 490). */
  private static final long QUARTER_MILLIS = 15 * 60_000L;

  private static final String SPEED = ObservedProperty.TRAFFIC_SPEED.name();
  private static final String TIME = ObservedProperty.TRAVEL_TIME.name();
  private static final double SECONDS_AN_HOUR = 3600;

  private final Corridor corridor;
  private final TrafficFold whole;
  private final @Nullable Bottlenecks bottlenecks;
  private final Map<String, Integer> links = new HashMap<>();
  private long quarter = Long.MIN_VALUE;

  /** Of each link in this quarter: travel times that it tells, and those that its speeds make. */
  private final Sums told;

  private final Sums made;

  /** Sums of seconds by link. */
  private static final class Sums {
    private final double[] seconds;
    private final int[] counts;
    private final long[] last;

    Sums(int links) {
      seconds = new double[links];
      counts = new int[links];
      last = new long[links];
      clear();
    }

    void clear() {
      Arrays.fill(seconds, 0);
      Arrays.fill(counts, 0);
      Arrays.fill(last, Long.MIN_VALUE);
    }

    /** What is told twice counts once. */
    void add(int link, long time, double value) {
      if (last[link] != time) {
        last[link] = time;
        seconds[link] += value;
        counts[link]++;
      }
    }

    /** NaN where there is none. */
    double mean(int link) {
      return seconds[link] / counts[link];
    }
  }

  CorridorFold(Corridor corridor, String group, Period period) {
    this.corridor = corridor;
    this.whole = new TrafficFold(group, period, QUARTER_MILLIS);
    this.bottlenecks = corridor.freeway() ? new Bottlenecks(corridor, period) : null;
    for (var link : corridor.links()) {
      links.put(link, links.size());
    }
    this.told = new Sums(links.size());
    this.made = new Sums(links.size());
  }

  @Override
  public void add(LakeReading reading) {
    long now = Math.floorDiv(reading.time(), QUARTER_MILLIS);
    if (now != quarter) {
      quarterEnded();
      quarter = now;
    }
    var link = links.get(reading.feature());
    if (link == null) {
      return;
    }
    boolean isTime = reading.property().equals(TIME);
    boolean isSpeed = reading.property().equals(SPEED) && !corridor.kilometres().isEmpty();
    if (!reading.isMeasured()) {
      if (isTime || isSpeed) {
        whole.add(reading);
      }
    } else if (isTime && reading.result() > 0) {
      told.add(link, reading.time(), reading.result());
    } else if (isSpeed && reading.result() > 0) {
      double seconds = SECONDS_AN_HOUR * corridor.kilometres().get(link) / reading.result();
      made.add(link, reading.time(), seconds);
      if (bottlenecks != null) {
        bottlenecks.add(link, reading.time(), reading.result());
      }
    }
  }

  private void quarterEnded() {
    double seconds = 0;
    for (int link = 0; link < links.size(); link++) {
      double time = told.mean(link);
      seconds += Double.isNaN(time) ? made.mean(link) : time;
    }
    if (!Double.isNaN(seconds)) {
      long start = quarter * QUARTER_MILLIS;
      whole.add(
          new LakeReading(
              corridor.feed(), corridor.name(), TIME, "", "", start, seconds, true, "", null));
    }
    told.clear();
    made.clear();
  }

  @Override
  public List<ReportRow> rows() {
    quarterEnded();
    var all = new ArrayList<>(whole.rows());
    if (bottlenecks != null) {
      all.addAll(bottlenecks.rows());
    }
    return all;
  }
}
