package citybrain.synthetic.roads;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.town.RoadNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.Trouble;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Speed and count on every link in one five-minute interval. Demand slows traffic; a crash takes
 * most of the speed of its link, and its queue reaches the links behind it with a lag.
 */
public final class Traffic {

  public static final long PERIOD = 300;

  private static final long RECOVERY = 900;
  private static final long LAG = 600;
  private static final int MOST_COUNTS_BACK = 18;

  /** More than a service day of the buses, which are followed route by route. */
  private static final int RECENT = 512;

  private final RoadNetwork roads;
  private final IncidentCalendar calendar;
  private final ZoneId zone;
  private final Chance chance;
  private final Recent<Interval> recent = new Recent<>(RECENT, this::interval);

  public Traffic(RoadNetwork roads, IncidentCalendar calendar, ZoneId zone, Chance chance) {
    this.roads = roads;
    this.calendar = calendar;
    this.zone = zone;
    this.chance = chance;
  }

  /** What a link reports: mean speed of the vehicles matched, and how many these were. */
  record Report(int kmh, int vehicles) {}

  private record Interval(
      double errands,
      double toWork,
      double fromWork,
      Map<Integer, Double> slowed,
      Map<Integer, Long> stuckSince) {}

  /** Speed is carried over from the last interval with a vehicle when there is none. */
  Report at(long tick, int link) {
    var now = recent.at(tick);
    Long since = now.stuckSince().isEmpty() ? null : now.stuckSince().get(link);
    long seen = since == null ? tick : since;
    int vehicles = vehicles(recent.at(seen), seen, link);
    for (int back = 0;
        back < MOST_COUNTS_BACK && vehicles(recent.at(seen), seen, link) == 0;
        back++) {
      seen--;
    }
    return new Report(kmh(recent.at(seen), seen, link), vehicles);
  }

  /** What is driven on a link at a time, km/h, whether its sensor works or not. */
  public int kmhAt(long time, int link) {
    long tick = Math.floorDiv(time, PERIOD);
    return kmh(recent.at(tick), tick, link);
  }

  /** What is usually driven on a link when the walls show this, km/h. */
  public double usualKmh(Wall wall, int link) {
    return roads.freeKmh(link) * usualShare(usualDemand(wall, link));
  }

  /** How many want to travel along a link, 0..1. */
  public double demandAt(long time, int link) {
    return demand(recent.at(Math.floorDiv(time, PERIOD)), link);
  }

  /** The same as is usual when the walls show this. */
  public double usualDemand(Wall wall, int link) {
    return demand(Rhythm.errands(wall), Rhythm.toWork(wall), Rhythm.fromWork(wall), link);
  }

  private int vehicles(Interval interval, long tick, int link) {
    double mean = demand(interval, link) * (roads.isMajor(link) ? 26 : 13);
    double count = mean + Math.sqrt(mean) * 0.9 * chance.normal(link, tick);
    boolean slow = !interval.slowed().isEmpty() && interval.slowed().containsKey(link);
    return Math.max(slow ? 1 : 0, (int) Math.round(slow ? count * 0.7 : count));
  }

  private int kmh(Interval interval, long tick, int link) {
    double demand = demand(interval, link);
    double noise = 0.03 * chance.normal(link, ~tick) + 0.05 * chance.smooth(link + 7L, tick, 12);
    double share = usualShare(demand) * (1 + noise);
    if (!interval.slowed().isEmpty()) {
      share *= interval.slowed().getOrDefault(link, 1.0);
    }
    return (int) Math.max(3, Math.round(roads.freeKmh(link) * share));
  }

  private static double usualShare(double demand) {
    return 0.97 - 0.55 * demand * demand;
  }

  private double demand(Interval interval, int link) {
    return demand(interval.errands(), interval.toWork(), interval.fromWork(), link);
  }

  private double demand(double errands, double toWork, double fromWork, int link) {
    double inbound = (1 + roads.inbound(link)) / 2;
    double share = 0.7 + 0.3 * chance.uniform(link, -5);
    return share * (errands + toWork * inbound + fromWork * (1 - inbound));
  }

  private Interval interval(long tick) {
    long time = tick * PERIOD;
    var wall = Wall.at(time, zone);
    var slowed = new HashMap<Integer, Double>();
    var stuck = new HashMap<Integer, Long>();
    for (var happening : calendar.touching(time, time + 1)) {
      if (happening.trouble() == Trouble.CRASH) {
        queue(happening, time, slowed);
      } else if (happening.trouble() == Trouble.STUCK_LINK && happening.covers(time)) {
        stuck.put(happening.feature(), Math.floorDiv(happening.start(), PERIOD));
      }
    }
    return new Interval(
        Rhythm.errands(wall), Rhythm.toWork(wall), Rhythm.fromWork(wall), slowed, stuck);
  }

  private void queue(Happening crash, long time, Map<Integer, Double> slowed) {
    int link = crash.feature();
    slow(slowed, link, crashShare(crash), grip(crash, time, 0));
    for (int behind : roads.upstream(link)) {
      slow(slowed, behind, crash.between(0.7, 0.5), grip(crash, time, LAG));
      for (int farther : behindOf(behind, link)) {
        slow(slowed, farther, crash.between(0.9, 0.72), grip(crash, time, 2 * LAG));
      }
    }
  }

  /** What is left of the speed on the link of a crash. */
  public static double crashShare(Happening crash) {
    return crash.between(0.34, 0.16);
  }

  private List<Integer> behindOf(int behind, int link) {
    return roads.upstream(behind).stream().filter(farther -> farther != link).toList();
  }

  /** 0 untouched, 1 in full effect; a queue grows after {@code lag} and melts after the end. */
  private static double grip(Happening crash, long time, long lag) {
    if (time < crash.start() + lag) {
      return 0;
    }
    double melted = (time - crash.end() - lag / 2.0) / RECOVERY;
    return Math.max(0, Math.min(1, 1 - melted));
  }

  private static void slow(Map<Integer, Double> slowed, int link, double share, double grip) {
    if (grip > 0) {
      slowed.merge(link, 1 - (1 - share) * grip, Math::min);
    }
  }
}
