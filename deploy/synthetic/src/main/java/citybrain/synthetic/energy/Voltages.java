package citybrain.synthetic.energy;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.town.PowerNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.Trouble;
import java.util.HashMap;
import java.util.Map;

/**
 * Voltage on the low side of each transformer, mean of a quarter of an hour: what its tap is set
 * to, what the grid above brings, and what falls over its windings and lines with the load.
 */
public final class Voltages {

  static final double NOMINAL = 230;

  private static final double LOWEST_TAP = 0.005;
  private static final double HIGHEST_TAP = 0.025;
  private static final double GRID = 0.008;
  private static final long GRID_SECONDS = 6 * 3600;
  private static final double NOISE = 0.002;

  /** The drop under the heaviest load, as a share of the nominal voltage. */
  private static final double MOST_DROP = 0.04;

  /** In loads of usual meters; a regulator further up makes good part of what is more. */
  private static final double BEND = 4;

  private static final double KWH_OF_METER = 0.12;

  /** A loose neutral lets the voltage dance with every kettle. */
  private static final double DANCE = 0.015;

  private final PowerNetwork network;
  private final IncidentCalendar calendar;
  private final Chance chance;
  private final Recent<Map<Integer, Happening>> recent = new Recent<>(16, this::troubles);

  public Voltages(PowerNetwork network, IncidentCalendar calendar, Chance chance) {
    this.network = network;
    this.calendar = calendar;
    this.chance = chance;
  }

  /**
   * What is measured, V.
   *
   * @param carried kWh in this quarter of an hour; of none there is no voltage
   */
  double volts(long tick, int transformer, double carried) {
    if (carried <= 0) {
      return 0;
    }
    double meters = network.endMeterOf(transformer) - network.firstMeterOf(transformer);
    double drop = MOST_DROP * (1 - Math.exp(-carried / (KWH_OF_METER * meters * BEND)));
    double tap = chance.between(LOWEST_TAP, HIGHEST_TAP, transformer, -1);
    double grid =
        GRID
            * chance.smooth(-1L - network.feederOf(transformer), tick * Power.PERIOD, GRID_SECONDS);
    double noise = NOISE * chance.normal(transformer, tick);
    var trouble = recent.at(tick).get(transformer);
    double off = trouble == null ? 0 : off(trouble, tick);
    return NOMINAL * (1 + tap + grid - drop + noise + off);
  }

  private double off(Happening trouble, long tick) {
    return trouble.trouble() == Trouble.STUCK_TAP
        ? stuckShare(trouble)
        : DANCE * chance.normal(-1L - trouble.feature(), tick) - looseShare(trouble);
  }

  /** How far a tap changer is stuck above, as a share of the nominal voltage. */
  public static double stuckShare(Happening stuck) {
    return stuck.between(0.15, 0.2);
  }

  /** How much of the nominal voltage is missing behind a loose neutral, in the mean. */
  public static double looseShare(Happening loose) {
    return loose.between(0.18, 0.28);
  }

  private Map<Integer, Happening> troubles(long tick) {
    long time = tick * Power.PERIOD;
    var troubles = new HashMap<Integer, Happening>();
    for (var happening : calendar.touching(time, time + 1)) {
      boolean isVoltage =
          happening.trouble() == Trouble.STUCK_TAP || happening.trouble() == Trouble.LOOSE_NEUTRAL;
      if (isVoltage && happening.covers(time)) {
        troubles.put(happening.feature(), happening);
      }
    }
    return troubles;
  }
}
