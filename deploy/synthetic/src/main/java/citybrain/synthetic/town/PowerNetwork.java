package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.lines.Text;

/**
 * Feeders, transformers and meters. Meters are numbers, never objects: transformer, place and size
 * follow from the index, so millions of them cost no memory.
 */
public final class PowerNetwork {

  private static final int[] METERS_PER_TRANSFORMER = {48, 60, 24, 84, 60, 36, 96, 60, 72, 60};
  private static final int GROUP = METERS_PER_TRANSFORMER.length;
  private static final int METERS_PER_GROUP = 600;
  private static final int METER_DIGITS = 7;
  private static final int TRANSFORMER_DIGITS = 5;
  private static final double SPREAD = 0.018;

  private final Ground ground;
  private final Chance chance;
  private final int meters;
  private final int transformers;

  PowerNetwork(SyntheticSettings settings, Ground ground, Chance chance) {
    this.ground = ground;
    this.chance = chance;
    this.meters = settings.grown(10_000, 1, METERS_PER_GROUP);
    this.transformers = transformerOf(meters - 1) + 1;
  }

  public int meters() {
    return meters;
  }

  public int transformers() {
    return transformers;
  }

  public int transformerOf(int meter) {
    int transformer = meter / METERS_PER_GROUP * GROUP;
    int rest = meter % METERS_PER_GROUP;
    for (int i = 0; rest >= METERS_PER_TRANSFORMER[i]; i++) {
      rest -= METERS_PER_TRANSFORMER[i];
      transformer++;
    }
    return transformer;
  }

  public int firstMeterOf(int transformer) {
    int meter = transformer / GROUP * METERS_PER_GROUP;
    for (int i = 0; i < transformer % GROUP; i++) {
      meter += METERS_PER_TRANSFORMER[i];
    }
    return meter;
  }

  public int endMeterOf(int transformer) {
    return Math.min(
        meters, firstMeterOf(transformer) + METERS_PER_TRANSFORMER[transformer % GROUP]);
  }

  /** The customer who would gain most from theft. */
  public int heaviestMeterOf(int transformer) {
    int heaviest = firstMeterOf(transformer);
    for (int meter = heaviest; meter < endMeterOf(transformer); meter++) {
      if (size(meter) > size(heaviest)) {
        heaviest = meter;
      }
    }
    return heaviest;
  }

  public void writeMeterId(int meter, Text text) {
    text.put('M').padded(meter, METER_DIGITS);
  }

  public void writeTransformerId(int transformer, Text text) {
    text.put('T').padded(transformer, TRANSFORMER_DIGITS);
  }

  /** The number of the line that feeds a transformer. */
  public int feederOf(int transformer) {
    return transformer / GROUP;
  }

  String feederId(int transformer) {
    return "F" + (100 + feederOf(transformer));
  }

  /** 0 household, 1 business, 2 household with electric heating. */
  public int kind(int meter) {
    int lot = (int) (chance.bits(meter, 1) & 63);
    return lot < 6 ? 1 : lot < 14 ? 2 : 0;
  }

  /** Mean use of a meter in kWh per 15 minutes. */
  public double size(int meter) {
    double mean = kind(meter) == 1 ? 0.32 : kind(meter) == 2 ? 0.17 : 0.085;
    return mean * Math.exp(0.45 * chance.normal(meter, 2) - 0.1);
  }

  public Spot transformerSpot(int transformer) {
    return ground.at(
        along(transformer, 0.7548776662466927), along(transformer, 0.5698402909980532));
  }

  public Spot meterSpot(int meter) {
    int transformer = transformerOf(meter);
    double reach = SPREAD * 7_500 / ground.halfSideMetres();
    return ground.at(
        along(transformer, 0.7548776662466927) + reach * (chance.uniform(meter, 3) - 0.5),
        along(transformer, 0.5698402909980532) + reach * (chance.uniform(meter, 4) - 0.5));
  }

  /** An even scatter over the plan, denser in the middle. */
  private static double along(int transformer, double step) {
    double place = 2 * ((0.5 + transformer * step) % 1.0) - 1;
    return 0.95 * Math.signum(place) * Math.pow(Math.abs(place), 1.2);
  }
}
