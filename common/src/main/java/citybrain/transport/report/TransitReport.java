package citybrain.transport.report;

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
 * How punctual and how regular vehicles are, at each stop of each route and direction and of each
 * route; by day and month.
 *
 * <p>Formula: with d the delay of a call and h the time since the call before it: on time is -60 s
 * to 300 s; coefficient of variation = deviation of h / mean of h; excess wait = sum of h^2 / (2
 * sum of h) - the same of the scheduled headways s of the same calls; bunched is h below s / 4.
 *
 * <p>Source: Transit Capacity and Quality of Service Manual, 3rd edition (TCRP Report 165), chapter
 * 5; excess wait: Transport for London.
 *
 * <p>It cannot see vehicles that were not heard of: the time across them is taken for one headway.
 */
public final class TransitReport implements CityReport {

  static final Measure ON_TIME =
      new Measure(
          "on-time-share",
          "on time",
          "1",
          "share of measured calls (count) that are at most 60 s early and 300 s late: departures"
              + " where a stop tells more of them than arrivals, else arrivals");
  static final Measure DELAY =
      new Measure(
          "mean-delay", "delay s", "s", "mean delay of the same calls, negative when early");
  static final Measure HEADWAY =
      new Measure(
          "mean-headway",
          "headway s",
          "s",
          "mean time between successive measured calls at a stop (count), of the same kind, or of"
              + " calls without a timetable; what is above two hours, or has a call in between that"
              + " nobody measured, is none");
  static final Measure VARIATION =
      new Measure("headway-cv", "cv", "1", "standard deviation of headways / their mean");
  static final Measure EXCESS_WAIT =
      new Measure(
          "excess-wait",
          "excess s",
          "s",
          "sum of h^2 / (2 sum of h) of headways that have a scheduled one (count), less the same of"
              + " the scheduled ones");
  static final Measure BUNCHED =
      new Measure(
          "bunched-share", "bunched", "1", "share of those headways below a quarter of theirs");

  private static final Method METHOD =
      new Method(
          "Punctuality and regularity of each route, and of each of its stops and directions, by day"
              + " and month. Calls that nobody measured are left out and counted as estimated.",
          List.of(ON_TIME, DELAY, HEADWAY, VARIATION, EXCESS_WAIT, BUNCHED),
          "Transit Capacity and Quality of Service Manual, 3rd edition (TCRP Report 165), chapter 5;"
              + " excess wait: Transport for London.",
          "vehicles that were not heard of: the time across them is taken for one headway; nor how"
              + " many riders wait.");

  @Override
  public String name() {
    return "transit-report";
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public Set<ObservedProperty> properties() {
    return Set.of(
        ObservedProperty.STOP_ARRIVAL_DELAY,
        ObservedProperty.STOP_DEPARTURE_DELAY,
        ObservedProperty.STOP_CALL,
        ObservedProperty.SCHEDULED_HEADWAY);
  }

  /** Stops are many, and who looks for one finds it in the file. */
  @Override
  public boolean isShown(String layer) {
    return layer.equals("route");
  }

  /** Features are written {@code route/direction/stop}. */
  @Override
  public List<String> groups(LakeReading reading) {
    int end = reading.feature().indexOf('/');
    return end <= 0
        ? List.of()
        : List.of("stop/" + reading.feature(), "route/" + reading.feature().substring(0, end));
  }

  @Override
  public Fold fold(String group, Period period) {
    return new TransitFold(group, period);
  }
}
