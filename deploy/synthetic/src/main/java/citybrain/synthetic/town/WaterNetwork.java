package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.ground.Spot;
import java.util.stream.IntStream;

/**
 * The water network: every DMA is a small grid of pipes behind one metered inlet; mains along the
 * streets join the inlets, pumps fill a tank for every ten DMAs. Ids are computed from the index.
 */
public final class WaterNetwork {

  public static final int SENSORS_PER_DMA = 3;
  public static final int NODES_PER_DMA = 9;
  static final int PIPES_PER_DMA = 13;
  public static final int DMAS_PER_TANK = 10;
  public static final int PUMPS_PER_TANK = 2;

  /** One DMA in so many has an old logger at its inlet. */
  private static final int HOURLY_ONE_IN = 6;

  private static final double LITRES_PER_PERSON_AND_DAY = 150;
  private static final double ALWAYS_LEAKING = 0.12;

  private final Mosaic mosaic;
  private final Chance chance;
  private final int[] oftenRead;
  private final int[] hourlyRead;

  WaterNetwork(SyntheticSettings settings, Ground ground, Chance chance) {
    this.mosaic = Mosaic.ofAbout(settings.grown(30, 1, 6), 1.2, ground, chance.branch("cells"));
    this.chance = chance;
    this.oftenRead = IntStream.range(0, dmas()).filter(dma -> !isHourly(dma)).toArray();
    this.hourlyRead = IntStream.range(0, dmas()).filter(WaterNetwork::isHourly).toArray();
  }

  private static boolean isHourly(int dma) {
    return dma % HOURLY_ONE_IN == 3;
  }

  /** The DMAs whose inflow is told each five minutes. Not to be changed. */
  public int[] oftenRead() {
    return oftenRead;
  }

  /** The DMAs of whose inflow each hour the mean is told. Not to be changed. */
  public int[] hourlyRead() {
    return hourlyRead;
  }

  /** Two to a tank, one after the other. */
  public static String pump(int pump) {
    return "PUMP_" + (pump + 1);
  }

  public Mosaic mosaic() {
    return mosaic;
  }

  public int dmas() {
    return mosaic.size();
  }

  public int sensors() {
    return dmas() * SENSORS_PER_DMA;
  }

  public int tanks() {
    return (dmas() + DMAS_PER_TANK - 1) / DMAS_PER_TANK;
  }

  public int dmaOfSensor(int sensor) {
    return sensor / SENSORS_PER_DMA;
  }

  public String dmaId(int dma) {
    return dma < 9 ? "DMA0" + (dma + 1) : "DMA" + (dma + 1);
  }

  public String inletPipe(int dma) {
    return pipe(dma, PIPES_PER_DMA - 1);
  }

  String pipe(int dma, int pipe) {
    return "p" + (dma * PIPES_PER_DMA + pipe + 1);
  }

  String node(int dma, int node) {
    return "n" + (dma * NODES_PER_DMA + node + 1);
  }

  /** The junction on the street main that the inlet of a DMA branches off. */
  String mainNode(int dma) {
    return "m" + (dma + 1);
  }

  /** Nodes with a pressure sensor: two corners and the middle of each DMA. */
  public String pressureNode(int sensor) {
    return node(dmaOfSensor(sensor), 4 * (sensor % SENSORS_PER_DMA));
  }

  /** Nodes whose customers have automatic meter reading. */
  public String demandNode(int sensor) {
    int which = sensor % SENSORS_PER_DMA;
    return node(dmaOfSensor(sensor), which == 0 ? 1 : which == 1 ? 3 : 5);
  }

  int population(int dma) {
    return 450 + chance.below(650, dma, 1);
  }

  /** Mean inflow of the sound network, m3/h. */
  public double meanInflow(int dma) {
    return population(dma) * LITRES_PER_PERSON_AND_DAY / 24_000 * (1 + ALWAYS_LEAKING);
  }

  /** Demand share of one node among the nine of its DMA. */
  public double demandShare(int dma, int node) {
    return 0.05 + 0.12 * chance.uniform((long) dma * NODES_PER_DMA + node, 2);
  }

  public double elevation(int dma, int node) {
    double slope =
        9 * Math.sin(3.0 * mosaic.centreU(dma)) + 7 * Math.cos(2.2 * mosaic.centreV(dma));
    return 22 + slope + 3 * chance.uniform((long) dma * NODES_PER_DMA + node, 3);
  }

  public Spot spot(int dma, int node) {
    double stepU = 0.5 / mosaic.columns();
    double stepV = 0.5 / mosaic.rows();
    double u = mosaic.centreU(dma) + stepU * (node % 3 - 1 + wobble(dma, node, 4));
    double v = mosaic.centreV(dma) + stepV * (node / 3 - 1 + wobble(dma, node, 5));
    return mosaic.ground().at(u, v);
  }

  public Spot sensorSpot(int sensor) {
    return spot(dmaOfSensor(sensor), 4 * (sensor % SENSORS_PER_DMA));
  }

  Spot mainSpot(int dma) {
    return mosaic
        .ground()
        .at(
            mosaic.centreU(dma) - 0.62 / mosaic.columns(),
            mosaic.centreV(dma) - 0.62 / mosaic.rows());
  }

  private double wobble(int dma, int node, int lot) {
    return 0.3 * (chance.uniform((long) dma * NODES_PER_DMA + node, lot) - 0.5);
  }
}
