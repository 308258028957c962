package citybrain.transport.report;

import citybrain.reports.Corridor;
import citybrain.reports.DayClock;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Where traffic on a freeway is slow and flows freely beyond: pairs of neighbouring links whose
 * speeds are far apart, the upstream one slow, in most of half an hour. Speeds that nobody measured
 * make no bottleneck.
 *
 * <p>Source: C. Chen, A. Skabardonis, P. Varaiya, Systematic identification of freeway bottlenecks,
 * Transportation Research Record 1867 (2004), with its limits: 20 mph apart, below 40 mph upstream,
 * less than 3 miles between them, five of seven points of five minutes.
 */
final class Bottlenecks {

  static final String LAYER = "bottleneck";

  private static final double KILOMETRES_A_MILE = 1.609344;
  private static final double APART_KMH = 20 * KILOMETRES_A_MILE;
  private static final double SLOW_KMH = 40 * KILOMETRES_A_MILE;
  private static final double FARTHEST_KILOMETRES = 3 * KILOMETRES_A_MILE;
  private static final long POINT_MILLIS = 5 * 60_000L;
  private static final int POINTS = 7;
  private static final int POINTS_ACTIVE = 5;
  private static final int POINTS_AN_HOUR = 12;

  private final Corridor corridor;
  private final Period period;
  private final DayClock clock;
  private final boolean[] isNear;
  private final double[] speeds;
  private final int[] counts;
  private final long[] last;
  private long point = Long.MIN_VALUE;

  /** Of the last points, the newest last: what day it was, and of each pair what is known of it. */
  private final LocalDate[] days = new LocalDate[POINTS];

  private final boolean[][] isSharp;
  private final boolean[][] isCounted;
  private final TreeMap<LocalDate, Day> all = new TreeMap<>();

  /** Points of a day, by pair. */
  private static final class Day {
    final int[] active;
    final int[] known;

    Day(int pairs) {
      active = new int[pairs];
      known = new int[pairs];
    }
  }

  Bottlenecks(Corridor corridor, Period period) {
    this.corridor = corridor;
    this.period = period;
    this.clock = new DayClock(period);
    int links = corridor.links().size();
    speeds = new double[links];
    counts = new int[links];
    last = new long[links];
    Arrays.fill(last, Long.MIN_VALUE);
    Arrays.fill(days, LocalDate.EPOCH);
    isNear = new boolean[links - 1];
    isSharp = new boolean[POINTS][links - 1];
    isCounted = new boolean[POINTS][links - 1];
    for (int i = 0; i < isNear.length; i++) {
      // From the middle of a link to that of the next.
      double between = (corridor.kilometres().get(i) + corridor.kilometres().get(i + 1)) / 2;
      isNear[i] = between < FARTHEST_KILOMETRES;
    }
  }

  /** A measured speed of a link, no earlier than those before it. */
  void add(int link, long time, double kmh) {
    long now = Math.floorDiv(time, POINT_MILLIS);
    if (now != point) {
      end();
      // Points of which nobody told are no drops.
      for (long missing = point + 1; point >= 0 && missing < now; missing++) {
        if (missing > point + POINTS) {
          break;
        }
        shift();
      }
      point = now;
    }
    if (time != last[link]) { // what is told twice counts once
      last[link] = time;
      speeds[link] += kmh;
      counts[link]++;
    }
  }

  /** Ends the point that runs. */
  private void end() {
    if (point == Long.MIN_VALUE) {
      return;
    }
    shift();
    int newest = POINTS - 1;
    clock.turnsTo(point * POINT_MILLIS);
    days[newest] = clock.day();
    var today = all.computeIfAbsent(clock.day(), day -> new Day(isNear.length));
    for (int i = 0; i < isNear.length; i++) {
      double upstream = speeds[i] / counts[i];
      double downstream = speeds[i + 1] / counts[i + 1];
      today.known[i] += counts[i] > 0 && counts[i + 1] > 0 ? 1 : 0;
      isSharp[newest][i] = isNear[i] && upstream < SLOW_KMH && downstream - upstream > APART_KMH;
      count(i);
    }
    Arrays.fill(speeds, 0);
    Arrays.fill(counts, 0);
  }

  private void count(int pair) {
    int sharp = 0;
    for (var one : isSharp) {
      sharp += one[pair] ? 1 : 0;
    }
    for (int i = 0; sharp >= POINTS_ACTIVE && i < POINTS; i++) {
      if (isSharp[i][pair] && !isCounted[i][pair]) {
        isCounted[i][pair] = true;
        all.computeIfAbsent(days[i], day -> new Day(isNear.length)).active[pair]++;
      }
    }
  }

  private void shift() {
    shift(isSharp);
    shift(isCounted);
    System.arraycopy(days, 1, days, 0, POINTS - 1);
  }

  private static void shift(boolean[][] points) {
    var oldest = points[0];
    System.arraycopy(points, 1, points, 0, POINTS - 1);
    Arrays.fill(oldest, false);
    points[POINTS - 1] = oldest;
  }

  /** Each pair that was a bottleneck, by month; nothing is added any more. */
  List<ReportRow> rows() {
    var rows = new ArrayList<ReportRow>();
    end();
    point = Long.MIN_VALUE;
    while (!all.isEmpty()) {
      var from = all.firstKey().withDayOfMonth(1);
      var month = all.headMap(from.plusMonths(1));
      long possible = 0;
      for (var day = from; day.isBefore(from.plusMonths(1)); day = day.plusDays(1)) {
        possible += period.contains(day) ? POINTS_AN_HOUR * period.hours(day) : 0;
      }
      for (int i = 0; i < isNear.length; i++) {
        int active = 0;
        int known = 0;
        int days = 0;
        for (var day : month.values()) {
          active += day.active[i];
          known += day.known[i];
          days += day.active[i] > 0 ? 1 : 0;
        }
        if (active > 0) {
          double share = Math.min(1, (double) known / possible);
          var hours = ReportFigure.of((double) active / POINTS_AN_HOUR, days, share);
          var ofPair = new ReportRows(group(i), period);
          ofPair.add(Span.MONTH, from, TrafficReport.BOTTLENECK, "", hours);
          rows.addAll(ofPair.all());
        }
      }
      month.clear();
    }
    return rows;
  }

  private String group(int pair) {
    var links = corridor.links();
    return String.join("/", LAYER, corridor.name(), links.get(pair), links.get(pair + 1));
  }
}
