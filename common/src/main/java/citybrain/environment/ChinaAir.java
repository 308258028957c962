package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The Chinese air quality index (AQI), hour by hour and of a day: the largest of the indices of the
 * pollutants (IAQI), each on the line between two breakpoints, rounded up, and 500 at most. Of an
 * hour, gases have breakpoints of their own; dust is held against those of the day, as the national
 * platform does in its hourly report. From 2026-03-01 on the standard of 2026 holds: other
 * breakpoints of dust; concentrations are rounded first (whole ug/m3, CO to 0.1 mg/m3, halves to
 * the even); and what is beyond a column that ends early has the last index of that column, where
 * before SO2 was told by its 24 hours and O3 by its hour.
 *
 * <p>Source: HJ 633-2012, sections 4.1 (table 1), 4.2 (equations 1 and 2) and 4.4 (the primary
 * pollutant); HJ 633-2026, table 3 and section 4.2. Tables are in ug/m3, of CO in mg/m3.
 */
final class ChinaAir {

  /** Up to this value no pollutant is named as the primary one. */
  static final int NONE_TO_BLAME = 50;

  private static final LocalDate STANDARD_2026 = LocalDate.of(2026, 3, 1);
  private static final double[] INDEX = {0, 50, 100, 150, 200, 300, 400, 500};

  /** Of an index, against what a line between breakpoints rounds. */
  private static final double ROUNDING = 1e-9;

  private static final double MILLIGRAM = 1000;

  /**
   * One column of the table.
   *
   * @param unit in which it is written, ug/m3
   * @param parts of its unit to which concentrations are rounded; 0 for not at all
   * @param isOpen whether what is beyond its end has the last index
   * @param breakpoints for as many of {@link #INDEX}
   */
  private record Column(double unit, int parts, boolean isOpen, double... breakpoints)
      implements AirScale {

    @Override
    public OptionalInt value(double concentration) {
      double inUnit = Math.max(0, concentration) / unit;
      double value = parts == 0 ? inUnit : Math.rint(inUnit * parts) / parts;
      for (int i = 1; i < breakpoints.length; i++) {
        if (value <= breakpoints[i]) {
          double share = (value - breakpoints[i - 1]) / (breakpoints[i] - breakpoints[i - 1]);
          double index = INDEX[i - 1] + share * (INDEX[i] - INDEX[i - 1]);
          return OptionalInt.of((int) Math.ceil(index - ROUNDING));
        }
      }
      return isOpen ? OptionalInt.of((int) INDEX[breakpoints.length - 1]) : OptionalInt.empty();
    }

    @Override
    public double border(int level) {
      return level < breakpoints.length ? unit * breakpoints[level - 1] : Double.NaN;
    }

    private Column of2026(int to) {
      return new Column(unit, to, true, breakpoints);
    }
  }

  private static Column gas(double... breakpoints) {
    return new Column(1, 0, breakpoints.length == INDEX.length, breakpoints);
  }

  private static Column carbonMonoxide(double... breakpoints) {
    return new Column(MILLIGRAM, 0, true, breakpoints);
  }

  private static final Column SO2_DAY = gas(0, 50, 150, 475, 800, 1600, 2100, 2620);

  /** By pollutant, of means of an hour and, of dust, of 24. */
  private static final Map<ObservedProperty, Column> HOUR_2012 =
      Map.of(
          ObservedProperty.SULFUR_DIOXIDE, gas(0, 150, 500, 650, 800),
          ObservedProperty.NITROGEN_DIOXIDE, gas(0, 100, 200, 700, 1200, 2340, 3090, 3840),
          ObservedProperty.CARBON_MONOXIDE, carbonMonoxide(0, 5, 10, 35, 60, 90, 120, 150),
          ObservedProperty.OZONE, gas(0, 160, 200, 300, 400, 800, 1000, 1200),
          ObservedProperty.PM10, gas(0, 50, 150, 250, 350, 420, 500, 600),
          ObservedProperty.PM2_5, gas(0, 35, 75, 115, 150, 250, 350, 500));

  /** By pollutant, of means of 24 hours and, of O3, of the highest eight of the day. */
  private static final Map<ObservedProperty, Column> DAY_2012 =
      Map.of(
          ObservedProperty.SULFUR_DIOXIDE, SO2_DAY,
          ObservedProperty.NITROGEN_DIOXIDE, gas(0, 40, 80, 180, 280, 565, 750, 940),
          ObservedProperty.CARBON_MONOXIDE, carbonMonoxide(0, 2, 4, 14, 24, 36, 48, 60),
          ObservedProperty.OZONE, gas(0, 100, 160, 215, 265, 800),
          ObservedProperty.PM10, gas(0, 50, 150, 250, 350, 420, 500, 600),
          ObservedProperty.PM2_5, gas(0, 35, 75, 115, 150, 250, 350, 500));

  private static final Map<ObservedProperty, Column> DUST_2026 =
      Map.of(
          ObservedProperty.PM10, gas(0, 50, 120, 250, 350, 420, 500, 600),
          ObservedProperty.PM2_5, gas(0, 35, 60, 115, 150, 250, 350, 500));

  private static final int FEWEST_OF_A_DAY = 20;

  private ChinaAir() {}

  /** Of the newest hour. */
  static Optional<AirQualityIndex> of(AirHours air, LocalDate day) {
    var subs = new ArrayList<SubIndex>();
    for (var pollutant : AirHours.POLLUTANTS) {
      double hour = air.hour(pollutant);
      sub(pollutant, hour, SubIndex.HOUR, column(HOUR_2012, pollutant, day))
          .or(() -> sulfurDioxide(pollutant, hour, air))
          .ifPresent(subs::add);
    }
    return AirQualityIndex.of(AirIndex.CHINA, subs);
  }

  /** An hour above 800 ug/m3 has no index by the standard of 2012: its 24 hours do. */
  private static Optional<SubIndex> sulfurDioxide(
      ObservedProperty pollutant, double hour, AirHours air) {
    return pollutant != ObservedProperty.SULFUR_DIOXIDE || Double.isNaN(hour)
        ? Optional.empty()
        : sub(pollutant, air.mean(pollutant, 24, FEWEST_OF_A_DAY), "as the mean of 24 h", SO2_DAY);
  }

  /**
   * Of a day.
   *
   * @param means ug/m3 of the 24 hours; of O3 the highest mean of eight hours that ends on that day
   */
  static Optional<AirQualityIndex> ofDay(Map<ObservedProperty, Double> means, LocalDate day) {
    var subs = new ArrayList<SubIndex>();
    for (var pollutant : AirHours.POLLUTANTS) {
      double mean = means.getOrDefault(pollutant, Double.NaN);
      sub(pollutant, mean, "of the day", column(DAY_2012, pollutant, day)).ifPresent(subs::add);
    }
    return AirQualityIndex.of(AirIndex.CHINA, subs);
  }

  private static Optional<SubIndex> sub(
      ObservedProperty pollutant, double concentration, String over, Column column) {
    return SubIndex.of(AirIndex.CHINA, pollutant, concentration, over, column);
  }

  private static Column column(
      Map<ObservedProperty, Column> table, ObservedProperty pollutant, LocalDate day) {
    var of2012 = Objects.requireNonNull(table.get(pollutant));
    if (day.isBefore(STANDARD_2026)) {
      return of2012;
    }
    int parts = pollutant == ObservedProperty.CARBON_MONOXIDE ? 10 : 1;
    return DUST_2026.getOrDefault(pollutant, of2012).of2026(parts);
  }
}
