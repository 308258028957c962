package citybrain.environment;

import citybrain.observation.ObservedProperty;
import citybrain.reports.DayClock;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The air of one station or of several: hours become days, and days years. */
final class AirFold implements Fold {

  /** More than the longest day of any clock has. */
  private static final int MOST_HOURS = 30;

  private static final int POLLUTANTS = AirHours.POLLUTANTS.size();

  private final Period period;
  private final DayClock clock;
  private final ReportRows rows;
  private final AirYears years;

  /** By pollutant and station, sum and count of the hour that runs. */
  private final List<Map<String, double[]>> running = new ArrayList<>();

  private final double[][] hours = new double[POLLUTANTS][MOST_HOURS];
  private final double[][] before = new double[POLLUTANTS][AirDay.BEFORE];
  private final long[] estimated = new long[POLLUTANTS];
  private int hour;
  private boolean hasBegun;

  AirFold(String group, Period period) {
    this.period = period;
    this.clock = new DayClock(period);
    this.rows = new ReportRows(group, period);
    this.years = new AirYears(period);
    for (int i = 0; i < POLLUTANTS; i++) {
      running.add(new TreeMap<>());
    }
    blank(hours);
    blank(before);
  }

  private static void blank(double[][] all) {
    for (var one : all) {
      Arrays.fill(one, Double.NaN);
    }
  }

  @Override
  public void add(LakeReading reading) {
    var last = clock.day();
    if (clock.turnsTo(reading.time())) {
      if (hasBegun) {
        hourEnded();
        dayEnded(last);
        if (!last.plusDays(1).equals(clock.day())) {
          blank(before);
        }
      }
      hasBegun = true;
      hour = clock.hour(reading.time());
    }
    int at = AirHours.POLLUTANTS.indexOf(ObservedProperty.of(reading.property()));
    if (!reading.isMeasured()) {
      estimated[at]++;
      return;
    }
    if (clock.hour(reading.time()) != hour) {
      hourEnded();
      hour = clock.hour(reading.time());
    }
    var sum = running.get(at).computeIfAbsent(reading.series(), series -> new double[2]);
    sum[0] += reading.result();
    sum[1]++;
  }

  /** Each station counts alike, however often it told. */
  private void hourEnded() {
    for (int i = 0; i < POLLUTANTS; i++) {
      double sum = 0;
      for (var station : running.get(i).values()) {
        sum += station[0] / station[1];
      }
      if (!running.get(i).isEmpty()) {
        hours[i][hour] = sum / running.get(i).size();
      }
      running.get(i).clear();
    }
  }

  private void dayEnded(LocalDate day) {
    int length = period.hours(day);
    var means = new double[POLLUTANTS][AirDay.BEFORE + length];
    for (int i = 0; i < POLLUTANTS; i++) {
      System.arraycopy(before[i], 0, means[i], 0, AirDay.BEFORE);
      System.arraycopy(hours[i], 0, means[i], AirDay.BEFORE, length);
      System.arraycopy(means[i], length, before[i], 0, AirDay.BEFORE);
    }
    if (period.contains(day)) {
      new AirDayRows(new AirDay(day, means), estimated, rows, years).add();
    }
    blank(hours);
    Arrays.fill(estimated, 0);
  }

  @Override
  public List<ReportRow> rows() {
    if (hasBegun) {
      hourEnded();
      dayEnded(clock.day());
      years.rows(rows);
    }
    return rows.all();
  }
}
