package citybrain.synthetic.water;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.town.WaterNetwork;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Tanks and the two pumps of each, which take turns: by night, when power is cheap, a tank is
 * filled, by day only what must be. From five to six in the morning it is held full, so every day
 * begins alike and any day is known without those before. Safe for use by several threads.
 */
public final class Pumping {

  private static final int BEGINS_HOUR = 6;
  private static final int FULL_HOUR = 5;
  private static final int CHEAP_HOUR = 22;
  private static final double FULL = 3.6;
  private static final double LEAST = 0.5;

  /** Pumped by one pump, as a share of what is drawn on average. */
  private static final double STRENGTH = 1.7;

  /** Square metres of a tank for each m3/h that is drawn from it on average. */
  private static final double AREA = 3.6;

  private final WaterNetwork network;
  private final Water water;
  private final Almanac almanac;
  private final Chance chance;
  private final Recent<Day> days = new Recent<>(3, this::day);

  /** {@code water} is for this alone, since it remembers and is not safe for several threads. */
  public Pumping(WaterNetwork network, Water water, Almanac almanac, Chance chance) {
    this.network = network;
    this.water = water;
    this.almanac = almanac;
    this.chance = chance;
  }

  /** By tank and step of the day. */
  @SuppressWarnings("ArrayRecordComponent") // kept in here, and never compared
  private record Day(long firstTick, float[][] level, float[][] pumped, byte[][] running) {}

  /** Level as it is measured, metres. */
  double level(long tick, int tank) {
    var day = dayOf(tick);
    int step = (int) (tick - day.firstTick());
    return day.level()[tank][step] + 0.005 * chance.normal(tank, tick);
  }

  /** Flow of one of the two pumps of a tank, m3/h; one that rests shows none at all. */
  double pumped(long tick, int tank, int pump) {
    var day = dayOf(tick);
    int step = (int) (tick - day.firstTick());
    int running = day.running()[tank][step];
    if ((running >> pump & 1) == 0) {
      return 0;
    }
    double each = day.pumped()[tank][step] / Integer.bitCount(running);
    return each
        * (1 + 0.006 * chance.normal(-1L - tank * (long) WaterNetwork.PUMPS_PER_TANK - pump, tick));
  }

  private synchronized Day dayOf(long tick) {
    var local =
        Wall.at(tick * Water.PERIOD, almanac.zone()).time().minusHours(BEGINS_HOUR).toLocalDate();
    return days.at(local.toEpochDay());
  }

  private Day day(long epochDay) {
    var date = LocalDate.ofEpochDay(epochDay);
    long first = begins(date);
    int steps = (int) (begins(date.plusDays(1)) - first);
    var day =
        new Day(
            first,
            new float[network.tanks()][steps],
            new float[network.tanks()][steps],
            new byte[network.tanks()][steps]);
    var tanks = new Tank[network.tanks()];
    for (int i = 0; i < tanks.length; i++) {
      tanks[i] = new Tank(i, epochDay);
    }
    for (int step = 0; step < steps; step++) {
      double hour = Wall.at((first + step) * Water.PERIOD, almanac.zone()).hour();
      for (int i = 0; i < tanks.length; i++) {
        tanks[i].turn(first + step, hour);
        day.level()[i][step] = (float) tanks[i].level;
        day.pumped()[i][step] = (float) tanks[i].flow;
        day.running()[i][step] = (byte) tanks[i].running();
      }
    }
    return day;
  }

  private long begins(LocalDate date) {
    Instant begins = date.atTime(BEGINS_HOUR, 0).atZone(almanac.zone()).toInstant();
    return Math.floorDiv(begins.getEpochSecond(), Water.PERIOD);
  }

  /** One tank on its way through a day. */
  private final class Tank {

    private final int tank;
    private final double area;
    private final double strength;
    private final double startsBelow;
    private final double stopsAbove;
    private double level = FULL;
    private double flow;
    private int pumps;
    private int lead;

    Tank(int tank, long epochDay) {
      this.tank = tank;
      double mean = 0;
      for (int dma = first(); dma < end(); dma++) {
        mean += network.meanInflow(dma);
      }
      this.area = AREA * mean;
      this.strength = STRENGTH * mean;
      this.startsBelow = 1.5 + chance.between(-0.15, 0.15, tank, -epochDay);
      this.stopsAbove = 2.5 + chance.between(-0.15, 0.15, ~tank, -epochDay);
      this.lead = (int) Math.floorMod(epochDay + tank, (long) WaterNetwork.PUMPS_PER_TANK);
    }

    private int first() {
      return tank * WaterNetwork.DMAS_PER_TANK;
    }

    private int end() {
      return Math.min(network.dmas(), first() + WaterNetwork.DMAS_PER_TANK);
    }

    void turn(long tick, double hour) {
      double drawn = 0;
      for (int dma = first(); dma < end(); dma++) {
        drawn += water.inflow(tick, dma);
      }
      boolean holds = hour >= FULL_HOUR && hour < BEGINS_HOUR;
      boolean cheap = hour >= CHEAP_HOUR || hour < BEGINS_HOUR;
      double stop = cheap ? FULL : stopsAbove;
      if (!holds && level >= stop) {
        pumps = 0;
      } else if (pumps == 0 && (holds || level < (cheap ? FULL - 0.3 : startsBelow))) {
        pumps = 1;
        lead = (lead + 1) % WaterNetwork.PUMPS_PER_TANK;
      } else if (pumps == 1 && level < (cheap ? startsBelow : startsBelow / 2)) {
        pumps = 2;
      }
      double missing = (FULL - level) * area * Water.STEPS_PER_HOUR + drawn;
      flow = Math.min(pumps * strength, Math.max(0, missing));
      level = Math.max(LEAST, level + (flow - drawn) / Water.STEPS_PER_HOUR / area);
    }

    /** A bit for each pump that runs. */
    int running() {
      return pumps == 0 ? 0 : pumps == 1 ? 1 << lead : 3;
    }
  }
}
