package citybrain.water.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.DayClock;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The water of one area: hours of meters become days, and at the end it is known who is a pump. */
final class WaterFold implements Fold {

  private static final String FLOW = ObservedProperty.WATER_FLOW.name();
  private static final String DEMAND = ObservedProperty.WATER_DEMAND.name();

  /** A meter that was not heard of for so many days was taken away. */
  private static final int GONE_DAYS = 30;

  /** Share of the customers' meters that must be known. */
  private static final double ENOUGH = 0.95;

  private final String group;
  private final Period period;
  private final DayClock clock;
  private final Map<String, HourMeans> flows = new TreeMap<>();
  private final Map<String, HourMeans> demands = new TreeMap<>();
  private final Map<String, HourMeans> pressures = new TreeMap<>();
  private final List<WaterDay> days = new ArrayList<>();
  private long estimated;
  private boolean hasBegun;

  WaterFold(String group, Period period) {
    this.group = group;
    this.period = period;
    this.clock = new DayClock(period);
  }

  @Override
  public void add(LakeReading reading) {
    var last = clock.day();
    if (clock.turnsTo(reading.time())) {
      if (hasBegun) {
        dayEnded(last);
      }
      hasBegun = true;
    }
    if (!reading.isMeasured()) {
      estimated++;
      return;
    }
    var meters =
        reading.property().equals(FLOW)
            ? flows
            : reading.property().equals(DEMAND) ? demands : pressures;
    meters
        .computeIfAbsent(reading.series(), series -> new HourMeans())
        .add(reading, clock.day(), clock.hour(reading.time()));
  }

  private void dayEnded(LocalDate day) {
    int hours = period.hours(day);
    var byInlet = new TreeMap<String, double[]>();
    flows.forEach((meter, means) -> byInlet.put(meter, means.ended(hours)));
    int meters = demands.size();
    var demand = means(demands, hours, ENOUGH);
    for (int hour = 0; hour < hours; hour++) {
      demand[hour] *= meters;
    }
    days.add(new WaterDay(day, byInlet, demand, meters, means(pressures, hours, 0), estimated));
    estimated = 0;
    var gone = day.minusDays(GONE_DAYS);
    for (var all : List.of(flows, demands, pressures)) {
      all.values().removeIf(means -> means.isSilentSince(gone));
    }
  }

  /** The mean over meters of each hour in which so large a share of them is known. */
  private static double[] means(Map<String, HourMeans> meters, int hours, double share) {
    var sums = new double[hours];
    var counts = new int[hours];
    for (var meter : meters.values()) {
      var own = meter.ended(hours);
      for (int hour = 0; hour < hours; hour++) {
        boolean isKnown = !Double.isNaN(own[hour]);
        sums[hour] += isKnown ? own[hour] : 0;
        counts[hour] += isKnown ? 1 : 0;
      }
    }
    for (int hour = 0; hour < hours; hour++) {
      boolean isEnough = counts[hour] > 0 && counts[hour] >= share * meters.size();
      sums[hour] = isEnough ? sums[hour] / counts[hour] : Double.NaN;
    }
    return sums;
  }

  /**
   * Who stood still for hours on more than half of the days on which it was there, and its largest
   * hour, L/s.
   */
  private Map<String, Double> pumps() {
    var there = new TreeMap<String, Integer>();
    var still = new TreeMap<String, Integer>();
    for (var day : days) {
      day.flows()
          .forEach(
              (meter, own) -> {
                if (Arrays.stream(own).anyMatch(Double::isFinite)) {
                  there.merge(meter, 1, Integer::sum);
                  still.merge(meter, day.isPump(meter) ? 1 : 0, Integer::sum);
                }
              });
    }
    var pumps = new TreeMap<String, Double>();
    there.forEach(
        (meter, all) -> {
          if (2 * still.getOrDefault(meter, 0) > all) {
            pumps.put(meter, days.stream().mapToDouble(day -> day.largest(meter)).max().orElse(0));
          }
        });
    return pumps;
  }

  @Override
  public List<ReportRow> rows() {
    if (!hasBegun) {
      return List.of();
    }
    dayEnded(clock.day());
    var pumps = pumps();
    var rows = new ReportRows(group, period);
    var months = new TreeMap<LocalDate, BalanceSpan>();
    for (var day : days) {
      var one = new BalanceSpan();
      one.add(new DayBalance(day, pumps, period));
      one.rows(rows, Span.DAY, day.day(), day.hours());
      months
          .computeIfAbsent(day.day().withDayOfMonth(1), month -> new BalanceSpan())
          .add(new DayBalance(day, pumps, period));
    }
    months.forEach(
        (month, span) -> {
          long hours = 0;
          for (var day = month; day.isBefore(month.plusMonths(1)); day = day.plusDays(1)) {
            hours += period.contains(day) ? period.hours(day) : 0;
          }
          span.rows(rows, Span.MONTH, month, hours);
        });
    return rows.all();
  }
}
