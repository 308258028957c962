package citybrain.environment;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Interval;
import citybrain.reports.Measure;
import citybrain.reports.Period;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What the days of a period come to, by month and by year. */
final class AirYears {

  private static final double KNOWN_SHARE = 0.75;
  private static final int MONTHS = 12;

  /** Of so many pairs at least there is a change. */
  private static final int FEWEST_PAIRS = 3;

  /** Days, and what was said of them: a sum, or on how many it was so. */
  private static final class Tally {
    int days;
    double sum;

    double mean() {
      return sum / days;
    }
  }

  private record Key(LocalDate from, String about) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = from.compareTo(other.from);
      return byTime != 0 ? byTime : about.compareTo(other.about);
    }
  }

  private final Period period;
  private final Map<Key, Tally> months = new TreeMap<>();
  private final Map<Key, Tally> means = new TreeMap<>();
  private final Map<Key, Tally> limits = new TreeMap<>();
  private final Map<Key, Tally> indices = new TreeMap<>();

  AirYears(Period period) {
    this.period = period;
  }

  void mean(LocalDate day, ObservedProperty pollutant, double mean) {
    count(months, day.withDayOfMonth(1), pollutant.name(), mean);
    count(means, day.withDayOfYear(1), pollutant.name(), mean);
  }

  void index(LocalDate day, String index, boolean isBad) {
    count(indices, day.withDayOfYear(1), index, isBad ? 1 : 0);
  }

  void limit(LocalDate day, String limit, boolean isPassed) {
    count(limits, day.withDayOfYear(1), limit, isPassed ? 1 : 0);
  }

  private static void count(Map<Key, Tally> all, LocalDate from, String about, double value) {
    var tally = all.computeIfAbsent(new Key(from, about), key -> new Tally());
    tally.days++;
    tally.sum += value;
  }

  void rows(ReportRows rows) {
    months.forEach(
        (key, tally) -> {
          var end = key.from.plusMonths(1);
          rows.add(
              Span.MONTH,
              key.from,
              AirReport.MEAN,
              key.about,
              figure(tally.mean(), tally, key, end));
        });
    means.forEach(
        (key, tally) -> {
          var end = key.from.plusYears(1);
          rows.add(
              Span.YEAR,
              key.from,
              AirReport.MEAN,
              key.about,
              figure(tally.mean(), tally, key, end));
          change(key, rows);
        });
    days(limits, AirReport.DAYS_ABOVE, rows);
    days(indices, AirReport.DAYS_BAD, rows);
  }

  private void days(Map<Key, Tally> all, Measure measure, ReportRows rows) {
    all.forEach(
        (key, tally) -> {
          var figure = figure(tally.sum, tally, key, key.from.plusYears(1));
          rows.add(Span.YEAR, key.from, measure, key.about, figure);
        });
  }

  private ReportFigure figure(double value, Tally tally, Key key, LocalDate end) {
    return ReportFigure.of(value, tally.days, (double) tally.days / period.days(key.from, end));
  }

  /** Months are held against the same months, so that seasons and gaps cancel out. */
  private void change(Key year, ReportRows rows) {
    var differences = new ArrayList<Double>();
    for (int month = 0; month < MONTHS; month++) {
      var now = year.from.plusMonths(month);
      double difference = monthly(now, year.about) - monthly(now.minusYears(1), year.about);
      if (Double.isFinite(difference)) {
        differences.add(difference);
      }
    }
    if (differences.size() >= FEWEST_PAIRS) {
      var interval = Interval.of(differences.stream().mapToDouble(Double::doubleValue).toArray());
      rows.add(
          Span.YEAR,
          year.from,
          AirReport.CHANGE,
          year.about,
          ReportFigure.of(interval.mean(), differences.size(), (double) differences.size() / MONTHS)
              .between(interval.low(), interval.high()));
    }
  }

  /** NaN where too few of its days are known. */
  private double monthly(LocalDate month, String pollutant) {
    var tally = months.get(new Key(month, pollutant));
    return tally == null || tally.days < KNOWN_SHARE * month.lengthOfMonth()
        ? Double.NaN
        : tally.mean();
  }
}
