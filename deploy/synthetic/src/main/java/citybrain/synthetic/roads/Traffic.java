package citybrain.synthetic.roads;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.town.RoadNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.Trouble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Speed and count on every link in one five-minute interval. Demand slows traffic, more on one day
 * than on another; some links are jammed in each rush hour, and a crash takes most of the speed of
 * its link, and its queue reaches the links behind it with a lag. What is reported is the mean of
 * those who were matched: one or two on a quiet street, where a single one may dawdle.
 */
public final class Traffic {

  public static final long PERIOD = 300;

  private static final double KMH_OF_MS = 3.6;
  private static final long RECOVERY = 900;
  private static final long LAG = 600;
  private static final int MOST_COUNTS_BACK = 18;

  /** Speeds of single vehicles differ by so much. */
  private static final double DRIVERS = 0.13;

  private static final double DAWDLERS = 0.03;
  private static final double DAWDLING = 0.4;
  private static final double DAILY = 0.10;
  private static final double DAILY_OF_ALL = 0.05;

  /** More than a service day of the buses, which are followed route by route. */
  private static final int RECENT = 512;

  private final RoadNetwork roads;
  private final IncidentCalendar calendar;
  private final Almanac almanac;
  private final Chance chance;
  private final RushHours rushHours;
  private final Recent<Interval> recent = new Recent<>(RECENT, this::interval);

  public Traffic(RoadNetwork roads, IncidentCalendar calendar, Almanac almanac, Chance chance) {
    this.roads = roads;
    this.calendar = calendar;
    this.almanac = almanac;
    this.chance = chance;
    this.rushHours = new RushHours(roads, almanac, chance.branch("rush-hours"));
  }

  /** What a link reports: mean speed of the vehicles matched, and how many these were. */
  record Report(int kmh, int vehicles) {}

  private record Interval(
      long time,
      boolean rush,
      double errands,
      double toWork,
      double fromWork,
      Map<Integer, Double> slowed,
      Map<Integer, Long> stuckSince,
      Map<Integer, Trouble> faults) {}

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
    int kmh = reported(recent.at(seen), seen, link);
    var fault = now.faults().isEmpty() ? null : now.faults().get(link);
    return new Report(
        fault == Trouble.MISTAKEN_UNIT ? whole(kmh / KMH_OF_MS) : kmh,
        fault == Trouble.ZERO_LINK ? 0 : vehicles);
  }

  /** The mean of those who were matched; nearly the speed of the link where these are many. */
  private int reported(Interval interval, long tick, int link) {
    int matched = Math.max(1, vehicles(interval, tick, link));
    double sample = 1 + DRIVERS / Math.sqrt(matched) * chance.normal(link, ~tick);
    boolean dawdles = matched <= 2 && chance.uniform(-11L - link, tick) < DAWDLERS * matched;
    double share = dawdles ? 1 - (1 - DAWDLING) / matched : sample;
    return whole(kmh(interval, tick, link) * share);
  }

  /** What is driven on a link at a time, km/h, whether its sensor works or not. */
  public int kmhAt(long time, int link) {
    long tick = Math.floorDiv(time, PERIOD);
    return whole(kmh(recent.at(tick), tick, link));
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
    double mean =
        demand(interval, link) * (roads.isMajor(link) ? 26 : roads.isQuiet(link) ? 2 : 13);
    double count = mean + Math.sqrt(mean) * 0.9 * chance.normal(link, tick);
    boolean slow = !interval.slowed().isEmpty() && interval.slowed().containsKey(link);
    return Math.max(slow ? 1 : 0, (int) Math.round(slow ? count * 0.7 : count));
  }

  private double kmh(Interval interval, long tick, int link) {
    double demand = demand(interval, link);
    double share = usualShare(demand) * (1 + 0.05 * chance.smooth(link + 7L, tick, 12));
    if (interval.rush() && roads.isBottleneck(link)) {
      share *= rushHours.share(interval.time(), link);
    }
    if (!interval.slowed().isEmpty()) {
      share *= interval.slowed().getOrDefault(link, 1.0);
    }
    return roads.freeKmh(link) * share;
  }

  private static int whole(double kmh) {
    return (int) Math.max(3, Math.round(kmh));
  }

  private static double usualShare(double demand) {
    return 0.97 - 0.55 * demand * demand;
  }

  private double demand(Interval interval, int link) {
    double today =
        1
            + DAILY * almanac.mood(link, interval.time())
            + DAILY_OF_ALL * almanac.moodOfAll(interval.time());
    return today * demand(interval.errands(), interval.toWork(), interval.fromWork(), link);
  }

  private double demand(double errands, double toWork, double fromWork, int link) {
    double inbound = (1 + roads.inbound(link)) / 2;
    double share = 0.7 + 0.3 * chance.uniform(link, -5);
    return share * (errands + toWork * inbound + fromWork * (1 - inbound));
  }

  private Interval interval(long tick) {
    long time = tick * PERIOD;
    var wall = almanac.rhythm(time);
    var slowed = new HashMap<Integer, Double>();
    var stuck = new HashMap<Integer, Long>();
    var faults = new HashMap<Integer, Trouble>();
    for (var happening : calendar.touching(time, time + 1)) {
      if (happening.trouble() == Trouble.CRASH) {
        queue(happening, time, slowed);
      } else if (happening.trouble() == Trouble.STUCK_LINK && happening.covers(time)) {
        stuck.put(happening.feature(), Math.floorDiv(happening.start(), PERIOD));
      } else if (isFault(happening.trouble()) && happening.covers(time)) {
        faults.put(happening.feature(), happening.trouble());
      }
    }
    return new Interval(
        time,
        !almanac.isDayOff(time),
        Rhythm.errands(wall),
        Rhythm.toWork(wall),
        Rhythm.fromWork(wall),
        slowed,
        stuck,
        faults);
  }

  private static boolean isFault(Trouble trouble) {
    return trouble == Trouble.MISTAKEN_UNIT || trouble == Trouble.ZERO_LINK;
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
