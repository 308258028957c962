package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.CityReport;
import citybrain.reports.Corridor;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Measure;
import citybrain.reports.Method;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much longer than on a free road people travel on each link and each corridor of the city
 * file, how much time they must plan for it, and how many hours vehicles lose; by month.
 *
 * <p>Formula: with t the travel time of a reading, or where a link tells none the time of a
 * kilometre at its speed, and f the 15th percentile of all t of the month: travel time index = mean
 * t / f, planning time index = 95th percentile of t / f, buffer index = (95th percentile - mean) /
 * mean; delay = sum of vehicles * max(0, t - f); change = exp(mean of ln of the days' mean t after
 * - the same before) - 1.
 *
 * <p>The t of a corridor is the sum of the mean t of its links in a quarter of an hour in which all
 * of them are known. Bottlenecks of freeways: {@link Bottlenecks}.
 *
 * <p>Source: FHWA, Travel Time Reliability: Making It There On Time, All The Time (2006), and Urban
 * Congestion Reports, with peaks from 06:00 to 09:00 and 16:00 to 19:00, Monday to Friday; quarters
 * of an hour: 23 CFR part 490; interval of a change: B. L. Welch, Biometrika 34 (1947);
 * bottlenecks: Chen, Skabardonis and Varaiya, Transportation Research Record 1867 (2004).
 *
 * <p>It cannot see when a vehicle came to which link of a corridor: links are summed as they are at
 * the same time. Nor links that nobody drives freely at any time, holidays, or why it takes long.
 */
public final class TrafficReport implements CityReport {

  static final String PEAK = "peak";
  static final String ALL_DAY = "all day";

  static final Measure TRAVEL_TIME_INDEX =
      new Measure(
          "travel-time-index",
          "tti",
          "1",
          "mean of t / f, with t the travel time of a reading (where a link tells none, the time of"
              + " a kilometre at its speed) and f its free-flow time, the 15th percentile of all t"
              + " of the month; count: readings; coverage: share of the hours that have any, of a"
              + " corridor of the quarters of an hour");
  static final Measure PLANNING_TIME_INDEX =
      new Measure("planning-time-index", "pti", "1", "95th percentile of t / f");
  static final Measure BUFFER_INDEX =
      new Measure("buffer-index", "buffer", "1", "(95th percentile of t - mean of t) / mean of t");
  static final Measure FREE_FLOW_SPEED =
      new Measure(
          "free-flow-speed",
          "free km/h",
          "km/h",
          "85th percentile of all speeds of the month, of links that tell speeds");
  static final Measure DELAY =
      new Measure(
          "delay",
          "delay h",
          "h",
          "vehicle hours: sum of vehicles * max(0, t - f) over readings of travel times that have a"
              + " count of the same time (count)");

  static final Measure CHANGE =
      new Measure(
          "change",
          "change",
          "1",
          "only where it is asked what changed on a day: exp(d) - 1, with d the mean of ln(mean t of"
              + " a day) over Mondays to Fridays from that day on, less the same before it, so 0.1 is"
              + " a tenth longer; days (count) are known when three quarters of their hours are, and"
              + " of the hours of the peak; low and high: 95 % interval by Welch's t");

  static final Measure BOTTLENECK =
      new Measure(
          "bottleneck",
          "hours",
          "h",
          "of two neighbouring links of a freeway: hours in which five of seven successive points of"
              + " five minutes have less than 40 mph on the first and over 20 mph more on the second,"
              + " less than 3 miles on (count: days with any; coverage: share of points at which both"
              + " are known)");

  private static final Method METHOD =
      new Method(
          "Travel time, planning time and buffer index of each link, and of each corridor of the city"
              + " file, and the delay of each link, by month, all day and in the peaks (Monday to Friday, 06:00 to 09:00 and 16:00 to 19:00). Readings"
              + " that nobody measured are left out and counted as estimated. A corridor's t is the"
              + " sum of the mean t of its links in a quarter of an hour in which all are known"
              + " (count: quarters).",
          List.of(
              TRAVEL_TIME_INDEX,
              PLANNING_TIME_INDEX,
              BUFFER_INDEX,
              FREE_FLOW_SPEED,
              DELAY,
              CHANGE,
              BOTTLENECK),
          "FHWA, Travel Time Reliability: Making It There On Time, All The Time (2006), and Urban"
              + " Congestion Reports; free flow is the 85th percentile of speeds. Quarters of an"
              + " hour: 23 CFR part 490. Interval of a"
              + " change: B. L. Welch, Biometrika 34 (1947). Bottlenecks: C. Chen, A. Skabardonis and"
              + " P. Varaiya, Systematic identification of freeway bottlenecks, TRR 1867 (2004), as"
              + " in Caltrans PeMS.",
          "when a vehicle came to which link of a corridor: links are summed as they are at one time;"
              + " links that nobody drives freely at any time, holidays, or why it takes long; each reading"
              + " counts alike, however many vehicles it is of. A change is of whatever was otherwise"
              + " from that day on, weather and season as well.");

  private final List<Corridor> corridors;

  /** By feed and link, the groups of the corridors that it is part of. */
  private final Map<String, List<String>> groups = new HashMap<>();

  public TrafficReport() {
    this(List.of());
  }

  TrafficReport(List<Corridor> corridors) {
    this.corridors = List.copyOf(corridors);
    for (var corridor : corridors) {
      for (var link : corridor.links()) {
        groups
            .computeIfAbsent(corridor.feed() + '/' + link, key -> new ArrayList<>())
            .add(group(corridor));
      }
    }
  }

  private static String group(Corridor corridor) {
    return CorridorFold.LAYER + '/' + corridor.name();
  }

  @Override
  public CityReport along(List<Corridor> ofCity) {
    return new TrafficReport(ofCity);
  }

  @Override
  public List<String> unsaid(Collection<ReportRow> rows) {
    var said =
        rows.stream()
            .filter(row -> row.layer().equals(CorridorFold.LAYER))
            .map(ReportRow::zone)
            .collect(Collectors.toSet());
    return corridors.stream()
        .filter(corridor -> !said.contains(corridor.name()))
        .map(
            corridor ->
                corridor.place()
                    + ": corridor '"
                    + corridor.name()
                    + "': there is no quarter of an hour in which all its "
                    + corridor.links().size()
                    + " links are known")
        .toList();
  }

  @Override
  public String name() {
    return "traffic-report";
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public Set<ObservedProperty> properties() {
    return Set.of(
        ObservedProperty.TRAFFIC_SPEED,
        ObservedProperty.TRAVEL_TIME,
        ObservedProperty.TRAFFIC_VEHICLE_COUNT);
  }

  @Override
  public boolean saysWhatChanged() {
    return true;
  }

  @Override
  public List<String> groups(LakeReading reading) {
    var link = "link/" + reading.feature();
    var through = groups.get(reading.series());
    if (through == null) {
      return List.of(link);
    }
    var all = new ArrayList<>(through);
    all.add(link);
    return all;
  }

  @Override
  public Fold fold(String group, Period period) {
    return corridors.stream()
        .filter(corridor -> group.equals(group(corridor)))
        .findFirst()
        .<Fold>map(corridor -> new CorridorFold(corridor, group, period))
        .orElseGet(() -> new TrafficFold(group, period));
  }
}
