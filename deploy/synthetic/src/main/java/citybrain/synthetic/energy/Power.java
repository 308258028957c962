package citybrain.synthetic.energy;

import citybrain.synthetic.air.Weather;
import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.town.PowerNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import java.util.HashMap;
import java.util.Map;

/**
 * Energy of every meter and transformer in one quarter of an hour. A transformer carries the true
 * sum of its meters and losses, so theft shows only as a gap between the two.
 */
public final class Power {

  public static final long PERIOD = 900;

  /** A meter or transformer that sends nothing. */
  static final double SILENT = -1;

  private static final double LOSSES = 1.03;
  private static final int MOODS = 4096;
  private static final int BUSINESS = 1;
  private static final double DAILY = 0.2;
  private static final double AWAY = 0.02;
  private static final long TICKS_AWAY = 5 * 96;

  /** What is used where nobody is. */
  private static final double FRIDGE = 0.25;

  private final PowerNetwork network;
  private final IncidentCalendar calendar;
  private final Weather weather;
  private final Almanac almanac;
  private final Chance chance;
  private final float[] moods = new float[MOODS];
  private final Recent<Quarter> recent = new Recent<>(16, this::quarter);

  public Power(
      PowerNetwork network,
      IncidentCalendar calendar,
      Weather weather,
      Almanac almanac,
      Chance chance) {
    this.network = network;
    this.calendar = calendar;
    this.weather = weather;
    this.almanac = almanac;
    this.chance = chance;
    for (int i = 0; i < MOODS; i++) {
      moods[i] = (float) (0.9 * Math.exp(0.48 * chance.normal(i, -1)));
    }
  }

  private record Quarter(
      double household,
      double business,
      double heated,
      Map<Integer, Double> load,
      Map<Integer, Double> honesty) {

    double rhythm(int kind) {
      return kind == 0 ? household : kind == BUSINESS ? business : heated;
    }
  }

  /** What a meter reports, kWh, or {@link #SILENT}. */
  double read(long tick, int meter) {
    var quarter = recent.at(tick);
    double load = load(quarter, network.transformerOf(meter));
    if (load == SILENT) {
      return SILENT;
    }
    double honesty = quarter.honesty().isEmpty() ? 1 : quarter.honesty().getOrDefault(meter, 1.0);
    return used(quarter, tick, meter) * load * honesty;
  }

  /** What flows through a transformer, kWh; nothing during an outage. */
  double carried(long tick, int transformer) {
    var quarter = recent.at(tick);
    double load = load(quarter, transformer);
    if (load == SILENT) {
      return 0;
    }
    double sum = 0;
    int end = network.endMeterOf(transformer);
    for (int meter = network.firstMeterOf(transformer); meter < end; meter++) {
      sum += used(quarter, tick, meter);
    }
    return sum * load * LOSSES * (1 + 0.01 * chance.normal(-1L - transformer, tick));
  }

  private double used(Quarter quarter, long tick, int meter) {
    float mood = moods[(int) (chance.bits(meter, tick) & (MOODS - 1))];
    double today = 1 + DAILY * almanac.mood(meter, tick * PERIOD);
    double rhythm = quarter.rhythm(network.kind(meter)) * today;
    return network.size(meter) * (isAway(tick, meter) ? FRIDGE : rhythm) * mood;
  }

  /** Some are not at home for days. */
  private boolean isAway(long tick, int meter) {
    return network.kind(meter) != BUSINESS
        && chance.uniform(-1_000_003L - meter, Math.floorDiv(tick, TICKS_AWAY)) < AWAY;
  }

  private static double load(Quarter quarter, int transformer) {
    return quarter.load().isEmpty() ? 1 : quarter.load().getOrDefault(transformer, 1.0);
  }

  private Quarter quarter(long tick) {
    long time = tick * PERIOD;
    long end = time + PERIOD;
    var wall = almanac.rhythm(time);
    var load = new HashMap<Integer, Double>();
    var honesty = new HashMap<Integer, Double>();
    for (var happening : calendar.touching(time, end + 1)) {
      int feature = happening.feature();
      switch (happening.trouble()) {
        case FEEDER_OUTAGE -> load.put(feature, lit(happening, end));
        case OVERLOAD -> load.putIfAbsent(feature, strain(happening, time, wall));
        case THEFT -> {
          if (happening.covers(time)) {
            honesty.put(feature, honestShare(happening));
          }
        }
        default -> {}
      }
    }
    double household = Rhythm.household(wall);
    double celsius = weather.celsius(time);
    double heated = 0.4 * household + 0.6 * Rhythm.heating(wall, celsius);
    return new Quarter(household, Rhythm.business(wall), heated, load, honesty);
  }

  /** An outage at the end of the interval silences it; one that ends within shortens it. */
  private static double lit(Happening outage, long end) {
    return outage.end() >= end && outage.start() < end
        ? SILENT
        : outage.end() < end ? (end - outage.end()) / (double) PERIOD : 1;
  }

  /** Load of an overloaded transformer, as a share of its usual load. */
  public static double overloadShare(Happening overload) {
    return overload.between(2.2, 3.0);
  }

  /** What the meter of a thief still counts. */
  public static double honestShare(Happening theft) {
    return theft.between(0.35, 0.1);
  }

  private static double strain(Happening overload, long time, Wall wall) {
    double evening = Rhythm.household(wall);
    double atNight = Math.max(1, 1.3 / evening);
    return overload.covers(time) ? overloadShare(overload) * atNight : 1;
  }
}
