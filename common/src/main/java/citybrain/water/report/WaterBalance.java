package citybrain.water.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.CityReport;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Measure;
import citybrain.reports.Method;
import citybrain.reports.Period;
import java.util.List;
import java.util.Set;

/**
 * What flowed into each district metered area, what its meters counted, what flowed at night and
 * how much of it leaks, by day and month. What no feed puts into an area is one network, and each
 * of its inlets is looked at by itself as well.
 *
 * <p>Formula: inflow Q(h) = sum of the inlets' means of an hour; minimum night flow = the lower of
 * Q at 02:00 and 03:00 while no pump runs; leakage of a day = (minimum night flow - night use) *
 * hour-day factor; non-revenue water = inflow - metered demand.
 *
 * <p>Source: IWA water balance (Alegre et al., Performance Indicators for Water Supply Services);
 * night flow and hour-day factor: Thornton, Sturm, Kunkel, Water Loss Control, chapter 16, with N1
 * = 1.
 *
 * <p>It cannot see customers without a meter: what they use at night counts as leakage, and what
 * they use by day as non-revenue water.
 */
public final class WaterBalance implements CityReport {

  static final Measure INFLOW =
      new Measure(
          "inflow",
          "in m3",
          "m3",
          "sum over the hours (count) in which all inlets are known of Q(h), the sum of their means;"
              + " a meter that stands still for hours on most of its days is a pump and no inlet");
  static final Measure METERED =
      new Measure(
          "metered-demand",
          "metered",
          "m3",
          "sum over the hours (count) in which all inlets and 95 % of the meters are known of what"
              + " the meters counted; the few that are missing are taken for the mean of the others");
  static final Measure NON_REVENUE =
      new Measure(
          "non-revenue-water",
          "nrw m3",
          "m3",
          "inflow - metered demand, over the same hours (count); that is what the name says only"
              + " where every customer has a meter");
  static final Measure NON_REVENUE_SHARE =
      new Measure("non-revenue-share", "nrw", "1", "non-revenue water / inflow of the same hours");
  static final Measure NIGHT_FLOW =
      new Measure(
          "minimum-night-flow",
          "night L/s",
          "L/s",
          "the lower of Q(h) at 02:00 and 03:00 local time (at: which), of hours in which all inlets"
              + " are known and no pump of the area runs; of a month the mean of its nights (count)");
  static final Measure NIGHT_USE =
      Measure.unshown(
          "night-use", "L/s", "what the meters counted in that hour; 0 where there are none");
  static final Measure FACTOR =
      Measure.unshown(
          "hour-day-factor",
          "h",
          "sum over the hours of the day of mean pressure / mean pressure in the hour of the night"
              + " flow (N1 = 1); the hours of the day where no pressure is known");
  static final Measure LEAKAGE =
      new Measure(
          "leakage",
          "leak m3",
          "m3",
          "(minimum night flow - night use) * hour-day factor * 3.6, at least 0; of a month the sum"
              + " of its days that are known (count); more than leaks where not every customer has a"
              + " meter");

  private static final Method METHOD =
      new Method(
          "Inflow, minimum night flow, leakage, metered demand and non-revenue water of district"
              + " metered areas, by day and month. Readings that nobody measured are left out and"
              + " counted as estimated.",
          List.of(
              INFLOW,
              METERED,
              NON_REVENUE,
              NON_REVENUE_SHARE,
              NIGHT_FLOW,
              LEAKAGE,
              NIGHT_USE,
              FACTOR),
          "IWA water balance (Alegre et al., Performance Indicators for Water Supply Services);"
              + " Thornton, Sturm, Kunkel, Water Loss Control, chapter 16 (night flow, hour-day"
              + " factor).",
          "customers without a meter: what they use at night counts as leakage, and what they use by"
              + " day as non-revenue water; nor an outlet to another area whose meter counts up.");

  @Override
  public String name() {
    return "water-balance";
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public Set<ObservedProperty> properties() {
    return Set.of(
        ObservedProperty.WATER_FLOW,
        ObservedProperty.WATER_DEMAND,
        ObservedProperty.WATER_PRESSURE);
  }

  @Override
  public List<String> groups(LakeReading reading) {
    var area = reading.zoneOf("dma");
    if (!area.isEmpty()) {
      return List.of("dma/" + area);
    }
    boolean isFlow = reading.property().equals(ObservedProperty.WATER_FLOW.name());
    return isFlow ? List.of("network/all", "inlet/" + reading.feature()) : List.of("network/all");
  }

  @Override
  public Fold fold(String group, Period period) {
    return new WaterFold(group, period);
  }
}
