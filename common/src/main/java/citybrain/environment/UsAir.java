package citybrain.environment;

import citybrain.feed.declared.GasState;
import citybrain.feed.declared.Units;
import citybrain.observation.ObservedProperty;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The US air quality index (AQI) with the breakpoints of 2024: the NowCast of dust, the mean of
 * eight hours of O3 and CO, the hour of NO2 and SO2. Of O3 the hour counts as well where it is
 * worse, from 125 ppb on; eight hours of it say nothing above 300, nor an hour of SO2 above 200:
 * that says the mean of its 24 hours, from 305 ppb on. The official NowCast of O3 is a regression
 * on two weeks of the station; the eight hours behind us stand for it here, so that O3 that rises
 * fast is told later, and 1-hour O3 at its time.
 *
 * <p>Concentrations are cut, not rounded, to what the table is written in: 1 ppb of O3, NO2 and
 * SO2, 0.1 ppm of CO, 0.1 ug/m3 of PM2.5 and 1 ug/m3 of PM10. Gases are taken to be counted at 25
 * Cel and 1013.25 hPa, as US law does (40 CFR 50.3): the feed of a US city that brings ppb must say
 * so under {@code gas}, or they are 1.7 % too high. A mean needs three quarters of its hours.
 * Beyond 500 the index goes on along its last line.
 *
 * <p>Source: 40 CFR Part 58, Appendix G, table 2 and equation 1, as of 2024-05-06; EPA-454/B-24-002
 * (Technical Assistance Document for the Reporting of Daily Air Quality), section IV, table 6.
 */
final class UsAir {

  private static final GasState LAW = new GasState(25, 1013.25);

  /** Of a step, against what a mean loses in binary. */
  private static final double ROUNDING = 1e-6;

  /** More than any air has. */
  private static final double MOST_STEPS = 1e9;

  private static final int[] LOWEST = {0, 51, 101, 151, 201, 301};
  private static final int[] HIGHEST = {50, 100, 150, 200, 300, 500};

  /**
   * One column of the table.
   *
   * @param step ug/m3 in which it is written
   * @param level of its first line
   * @param from the least concentration of its first line, in steps
   * @param to the largest of each line, in steps; that of the sixth level is where it reaches 500
   */
  private record Column(double step, int level, int from, int... to) implements AirScale {

    @Override
    public OptionalInt value(double concentration) {
      double most = Math.min(MOST_STEPS, Math.max(0, concentration) / step);
      long steps = (long) Math.floor(most + ROUNDING);
      if (steps < from) {
        return OptionalInt.empty();
      }
      int line = 0;
      while (line < to.length && steps > to[line]) {
        line++;
      }
      boolean isBeyond = line == to.length;
      if (isBeyond && level + line <= AirIndex.LEVELS) {
        return OptionalInt.of(HIGHEST[level + line - 2]); // another column says more
      }
      line -= isBeyond ? 1 : 0;
      return OptionalInt.of(value(line, steps));
    }

    /** Equation 1, in whole numbers, so that halves are rounded up and nothing else is. */
    private int value(int line, long steps) {
      int of = level + line - 1;
      long low = line == 0 ? from : to[line - 1] + 1L;
      long wide = to[line] - low;
      long high = (long) HIGHEST[of] - LOWEST[of];
      long value = LOWEST[of] + (2 * high * (steps - low) + wide) / (2 * wide);
      return (int) Math.min(Integer.MAX_VALUE, value);
    }

    @Override
    public double border(int other) {
      int line = other - level;
      return line < 0 || line >= to.length
          ? Double.NaN
          : (line == 0 ? from - 1 : to[line - 1]) * step;
    }
  }

  private static final Column PM2_5 = new Column(0.1, 1, 0, 90, 354, 554, 1254, 2254, 3254);
  private static final Column PM10 = new Column(1, 1, 0, 54, 154, 254, 354, 424, 604);
  private static final Column O3_EIGHT_HOURS =
      new Column(ppb(ObservedProperty.OZONE), 1, 0, 54, 70, 85, 105, 200);
  private static final Column O3_HOUR =
      new Column(ppb(ObservedProperty.OZONE), 3, 125, 164, 204, 404, 604);
  private static final Column CO =
      new Column(100 * ppb(ObservedProperty.CARBON_MONOXIDE), 1, 0, 44, 94, 124, 154, 304, 504);
  private static final Column SO2_HOUR =
      new Column(ppb(ObservedProperty.SULFUR_DIOXIDE), 1, 0, 35, 75, 185, 304);
  private static final Column SO2_DAY =
      new Column(ppb(ObservedProperty.SULFUR_DIOXIDE), 5, 305, 604, 1004);
  private static final Column NO2 =
      new Column(ppb(ObservedProperty.NITROGEN_DIOXIDE), 1, 0, 53, 100, 360, 649, 1249, 2049);

  private static final String NOW_CAST = "by NowCast of 12 h";
  private static final String EIGHT_HOURS = "as the mean of 8 h";
  private static final String DAY = "as the mean of 24 h";

  private UsAir() {}

  /** A part in a billion of a gas, ug/m3. */
  static double ppb(ObservedProperty gas) {
    var conversion = Units.into(gas, LAW).get("[ppb]");
    if (conversion == null) {
      throw new IllegalArgumentException(gas + " is no gas");
    }
    return conversion.factor();
  }

  static Optional<AirQualityIndex> of(AirHours air) {
    var ozone = ObservedProperty.OZONE;
    var sulfur = ObservedProperty.SULFUR_DIOXIDE;
    var carbon = ObservedProperty.CARBON_MONOXIDE;
    var nitrogen = ObservedProperty.NITROGEN_DIOXIDE;
    var subs =
        Stream.of(
                of(ObservedProperty.PM2_5, air.nowCast(ObservedProperty.PM2_5), NOW_CAST, PM2_5),
                of(ObservedProperty.PM10, air.nowCast(ObservedProperty.PM10), NOW_CAST, PM10),
                worse(
                    of(ozone, air.mean(ozone, 8, 6), EIGHT_HOURS, O3_EIGHT_HOURS),
                    of(ozone, air.hour(ozone), SubIndex.HOUR, O3_HOUR)),
                of(carbon, air.mean(carbon, 8, 6), EIGHT_HOURS, CO),
                worse(
                    of(sulfur, air.hour(sulfur), SubIndex.HOUR, SO2_HOUR),
                    of(sulfur, air.mean(sulfur, 24, 18), DAY, SO2_DAY)),
                of(nitrogen, air.hour(nitrogen), SubIndex.HOUR, NO2))
            .flatMap(Optional::stream)
            .toList();
    return AirQualityIndex.of(AirIndex.US_EPA, subs);
  }

  /**
   * Of a day: the mean of its 24 hours of dust, its worst eight hours of O3 and CO, its worst hour
   * of NO2 and SO2; of O3 and SO2 as above where the other is worse. Of eight hours those count
   * that end on the day.
   */
  static Optional<AirQualityIndex> ofDay(AirDay day) {
    var ozone = ObservedProperty.OZONE;
    var sulfur = ObservedProperty.SULFUR_DIOXIDE;
    var carbon = ObservedProperty.CARBON_MONOXIDE;
    var nitrogen = ObservedProperty.NITROGEN_DIOXIDE;
    var subs =
        Stream.of(
                of(ObservedProperty.PM2_5, day.mean(ObservedProperty.PM2_5, 18), DAY, PM2_5),
                of(ObservedProperty.PM10, day.mean(ObservedProperty.PM10, 18), DAY, PM10),
                worse(
                    of(ozone, day.largestEight(ozone, 18), EIGHT_HOURS, O3_EIGHT_HOURS),
                    of(ozone, day.largestHour(ozone, 18), SubIndex.HOUR, O3_HOUR)),
                of(carbon, day.largestEight(carbon, 18), EIGHT_HOURS, CO),
                worse(
                    of(sulfur, day.largestHour(sulfur, 18), SubIndex.HOUR, SO2_HOUR),
                    of(sulfur, day.mean(sulfur, 18), DAY, SO2_DAY)),
                of(nitrogen, day.largestHour(nitrogen, 18), SubIndex.HOUR, NO2))
            .flatMap(Optional::stream)
            .toList();
    return AirQualityIndex.of(AirIndex.US_EPA, subs);
  }

  private static Optional<SubIndex> of(
      ObservedProperty pollutant, double concentration, String over, Column column) {
    return SubIndex.of(AirIndex.US_EPA, pollutant, concentration, over, column);
  }

  private static Optional<SubIndex> worse(Optional<SubIndex> one, Optional<SubIndex> other) {
    return one.isEmpty() || (other.isPresent() && other.get().value() > one.get().value())
        ? other
        : one;
  }
}
