package citybrain.synthetic.water;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.town.WaterNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import java.util.HashMap;
import java.util.Map;

/**
 * Inflows, pressures and demands of one five-minute step. Each DMA has its own days, a little
 * earlier or later and thirstier or not. A burst adds a constant flow to its DMA and takes pressure
 * there and a little next door; a slow leak grows over days.
 */
public final class Water {

  public static final long PERIOD = 300;

  static final int STEPS_PER_HOUR = 12;

  private static final double HOURLY_WANDER = 0.03;
  private static final double DAILY = 0.07;
  private static final double DAILY_OF_ALL = 0.04;
  private static final double AHEAD_SECONDS = 600;

  /** The share of the readings of a bad sensor that are spikes: a dozen a day. */
  private static final double SPIKES = 0.04;

  private final WaterNetwork network;
  private final IncidentCalendar calendar;
  private final Almanac almanac;
  private final Chance chance;
  private final Recent<Step> recent = new Recent<>(64, this::step);

  public Water(WaterNetwork network, IncidentCalendar calendar, Almanac almanac, Chance chance) {
    this.network = network;
    this.calendar = calendar;
    this.almanac = almanac;
    this.chance = chance;
  }

  /** What is used, by DMA, and what goes wrong. */
  @SuppressWarnings("ArrayRecordComponent") // kept for some ticks in here, and never compared
  private record Step(
      double[] demand,
      Map<Integer, Double> lost,
      Map<Integer, Double> pressureShare,
      Map<Integer, Long> stuckSince,
      Map<Integer, Double> drift,
      Map<Integer, Double> spikes) {}

  /** Inflow through the inlet pipe of a DMA, m3/h. */
  double inflow(long tick, int dma) {
    var step = recent.at(tick);
    double wander = HOURLY_WANDER * chance.smooth(dma, tick, STEPS_PER_HOUR);
    double used = network.meanInflow(dma) * (0.12 + 0.88 * step.demand()[dma] * (1 + wander));
    double noise = 1 + 0.012 * chance.normal(dma, tick);
    return used * noise + step.lost().getOrDefault(dma, 0.0) + 0.05 * chance.normal(dma, ~tick);
  }

  /** The mean of the hour that begins with this step. */
  double hourlyInflow(long firstTick, int dma) {
    double sum = 0;
    for (int i = 0; i < STEPS_PER_HOUR; i++) {
      sum += inflow(firstTick + i, dma);
    }
    return sum / STEPS_PER_HOUR;
  }

  /** Pressure at a sensor, metres of water column, as the sensor shows it. */
  double pressure(long tick, int sensor) {
    var step = recent.at(tick);
    Long since = step.stuckSince().get(sensor);
    if (since != null && since != tick) {
      return pressure(recent.at(since), since, sensor);
    }
    return pressure(step, tick, sensor);
  }

  private double pressure(Step step, long tick, int sensor) {
    int dma = network.dmaOfSensor(sensor);
    int node = 4 * (sensor % WaterNetwork.SENSORS_PER_DMA);
    double standing = 78 - network.elevation(dma, node);
    double friction = (1.6 + 0.6 * (sensor % 3)) * Math.pow(step.demand()[dma], 1.85);
    double wander = 0.25 * chance.smooth(1000L + dma, tick, 36);
    double share = step.pressureShare().getOrDefault(dma, 1.0);
    return (standing - friction + wander) * share
        + 0.06 * chance.normal(5_000_000L + sensor, tick)
        + step.drift().getOrDefault(sensor, 0.0)
        + spike(step, tick, sensor);
  }

  private double spike(Step step, long tick, int sensor) {
    Double height = step.spikes().isEmpty() ? null : step.spikes().get(sensor);
    boolean is = height != null && chance.uniform(-6_000_000L - sensor, tick) < SPIKES;
    return is ? height : 0;
  }

  /** Demand of a metered node in the hour that begins with this step, L/h. */
  double demand(long firstTick, int sensor) {
    int dma = network.dmaOfSensor(sensor);
    double mean = 0;
    for (int i = 0; i < STEPS_PER_HOUR; i += 3) {
      mean += recent.at(firstTick + i).demand()[dma] / 4;
    }
    double share = network.demandShare(dma, sensor % WaterNetwork.SENSORS_PER_DMA);
    double noise = Math.max(0.4, 1 + 0.15 * chance.normal(9_700_000L + sensor, firstTick));
    return 880 * network.meanInflow(dma) * share * mean * noise;
  }

  private Step step(long tick) {
    long time = tick * PERIOD;
    var lost = new HashMap<Integer, Double>();
    var share = new HashMap<Integer, Double>();
    var stuck = new HashMap<Integer, Long>();
    var drift = new HashMap<Integer, Double>();
    var spikes = new HashMap<Integer, Double>();
    for (var happening : calendar.touching(time, time + 1)) {
      double age = (time - happening.start()) / (double) (happening.end() - happening.start());
      int feature = happening.feature();
      switch (happening.trouble()) {
        case PIPE_BURST -> burst(happening, lost, share);
        case SLOW_LEAK -> {
          double flow = leakShare(happening) * network.meanInflow(feature) * age;
          lost.merge(feature, flow, Double::sum);
          share.merge(feature, 1 - 0.06 * age, (a, b) -> a * b);
        }
        case STUCK_PRESSURE -> stuck.put(feature, Math.floorDiv(happening.start(), PERIOD));
        case SPIKING_PRESSURE -> spikes.put(feature, happening.between(8, 20));
        case DRIFT_PRESSURE -> drift.put(feature, -happening.between(4, 9) * age);
        default -> {}
      }
    }
    return new Step(demand(time), lost, share, stuck, drift, spikes);
  }

  /**
   * By DMA; between the clocks of those who are early and those who are late as a straight line.
   */
  private double[] demand(long time) {
    double early = Rhythm.water(almanac.rhythm(time, AHEAD_SECONDS));
    double middle = Rhythm.water(almanac.rhythm(time));
    double late = Rhythm.water(almanac.rhythm(time, -AHEAD_SECONDS));
    double all = DAILY_OF_ALL * almanac.moodOfAll(time);
    var demand = new double[network.dmas()];
    for (int dma = 0; dma < demand.length; dma++) {
      double ahead = almanac.mood(-1L - dma, time);
      double rhythm = middle + Math.abs(ahead) * ((ahead > 0 ? early : late) - middle);
      demand[dma] = rhythm * (1 + all + DAILY * almanac.mood(dma, time));
    }
    return demand;
  }

  /** Water lost by a burst, as a share of the mean inflow. */
  public static double burstShare(Happening burst) {
    return burst.between(0.8, 1.5);
  }

  /** Water lost by a leak at its end, as a share of the mean inflow. */
  public static double leakShare(Happening leak) {
    return leak.between(0.5, 1.0);
  }

  private void burst(Happening burst, Map<Integer, Double> lost, Map<Integer, Double> share) {
    int dma = burst.feature();
    lost.merge(dma, burstShare(burst) * network.meanInflow(dma), Double::sum);
    share.merge(dma, 1 - burst.between(0.18, 0.38), (a, b) -> a * b);
    for (int next : network.mosaic().neighbours(dma)) {
      share.merge(next, 1 - burst.between(0.02, 0.05), (a, b) -> a * b);
    }
  }
}
