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
 * route, and how fast from stop to stop; by day and month.
 *
 * <p>Formula: with d the delay of a call and h the time since the call before it: on time is -60 s
 * to 300 s; coefficient of variation = deviation of h / mean of h; excess wait = sum of h^2 / (2
 * sum of h) - the same of the scheduled headways s of the same calls; bunched is h below s / 4.
 * With t the time from call to call of one run and a the great circle between their stops: speed =
 * sum of a / sum of t, so that stopping is part of it; time lost = mean growth of d.
 *
 * <p>Source: Transit Capacity and Quality of Service Manual, 3rd edition (TCRP Report 165), chapter
 * 5; excess wait: Transport for London.
 *
 * <p>It cannot see vehicles that were not heard of: the time across them is taken for one headway,
 * and a stop that a run was not heard of at lies within a segment. Nor the way of a street: where
 * it winds the speed along it is higher.
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

  static final Measure SPEED =
      new Measure(
          "travel-speed",
          "km/h",
          "km/h",
          "sum of the distances from stop to stop, on the great circle / sum of the times from call to"
              + " call of one run (count), of the same kind, stopping included; a lower bound where a"
              + " street winds");
  static final Measure RUN_TIME =
      Measure.unshown(
          "segment-time", "s", "mean time from call to call of one run (count), of the same kind");
  static final Measure TIME_LOST =
      new Measure(
          "time-lost",
          "lost s",
          "s",
          "mean of what the delay grew by from call to call of one run (count); negative where time"
              + " was made up");

  private static final Method METHOD =
      new Method(
          "Punctuality and regularity of each route, and of each of its stops and directions; speed and"
              + " time lost of each line (a route in one direction) and of its segments from stop to"
              + " stop; by day and month. Calls that nobody measured are left out and counted as estimated.",
          List.of(
              ON_TIME, DELAY, HEADWAY, VARIATION, EXCESS_WAIT, BUNCHED, SPEED, RUN_TIME, TIME_LOST),
          "Transit Capacity and Quality of Service Manual, 3rd edition (TCRP Report 165), chapter 5;"
              + " excess wait: Transport for London.",
          "vehicles that were not heard of: the time across them is taken for one headway; stops at"
              + " which a run was not heard of: they lie within a segment; how a street winds; nor how"
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

  /** Stops and segments are many, and who looks for one finds it in the file. */
  @Override
  public boolean isShown(String layer) {
    return layer.equals("route") || layer.equals("line");
  }

  /** A run is told by its calls. */
  @Override
  public boolean tellsProceduresApart() {
    return true;
  }

  /** Features are written {@code route/direction/stop}. */
  @Override
  public List<String> groups(LakeReading reading) {
    var feature = reading.feature();
    int end = feature.indexOf('/');
    if (end <= 0) {
      return List.of();
    }
    var stop = "stop/" + feature;
    var route = "route/" + feature.substring(0, end);
    int direction = feature.indexOf('/', end + 1);
    return direction > 0 && TransitFold.KINDS.contains(reading.property())
        ? List.of(stop, route, LineFold.LAYER + feature.substring(0, direction))
        : List.of(stop, route);
  }

  @Override
  public Fold fold(String group, Period period) {
    return group.startsWith(LineFold.LAYER)
        ? new LineFold(group, period)
        : new TransitFold(group, period);
  }
}
