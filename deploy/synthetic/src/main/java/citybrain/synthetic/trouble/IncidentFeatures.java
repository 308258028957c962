package citybrain.synthetic.trouble;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Rota;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.town.WaterNetwork;

/**
 * Which features may be hit by what. Lasting trouble (leaks, theft, bad sensors) has its own share
 * of the city, so that it does not hide under the loud trouble of the day.
 */
public final class IncidentFeatures {

  /** Turns of a rota, so that what has another fault is another link. */
  private static final int FAR_ON = 101;

  private final CityPlan city;
  private final Rota links;
  private final Rota loudDmas;
  private final Rota quietDmas;
  private final Rota meteredTransformers;
  private final Rota overloadedTransformers;
  private final Rota failingTransformers;
  private final Rota swayingTransformers;
  private final Rota stations;

  public IncidentFeatures(CityPlan city, Chance chance) {
    this.city = city;
    int dmas = city.water().dmas();
    int transformers = city.power().transformers();
    this.links = Rota.of(city.roads().links(), chance.bits(1, 1) >>> 1);
    this.loudDmas = Rota.of(dmas - dmas / 5, chance.bits(1, 2) >>> 1);
    this.quietDmas = Rota.of(dmas / 5, chance.bits(1, 3) >>> 1);
    this.meteredTransformers = Rota.of(transformers / 4, chance.bits(1, 4) >>> 1);
    this.overloadedTransformers = Rota.of(transformers / 4, chance.bits(1, 5) >>> 1);
    this.failingTransformers = Rota.of(transformers / 4, chance.bits(1, 6) >>> 1);
    this.swayingTransformers = Rota.of(transformers / 4, chance.bits(1, 8) >>> 1);
    this.stations = Rota.of(city.air().stations(), chance.bits(1, 7) >>> 1);
  }

  /** The feature for the n-th trouble of its kind since the start. */
  int pick(Trouble trouble, long turn) {
    return switch (trouble) {
      case CRASH -> soundLink(links.at(turn));
      case STUCK_LINK -> stuckLink(links.at(turn) & ~7);
      case MISTAKEN_UNIT -> stuckLink(links.at(turn + FAR_ON) & ~7);
      case ZERO_LINK -> stuckLink(links.at(turn + 2 * FAR_ON) & ~7);
      case PIPE_BURST -> loudDma(loudDmas.at(turn));
      case SLOW_LEAK -> quietDma(quietDmas.at(turn));
      case STUCK_PRESSURE -> sensor(quietDma(quietDmas.at(turn + 1)), 1);
      case SPIKING_PRESSURE -> sensor(quietDma(quietDmas.at(turn + 3)), 0);
      case DRIFT_PRESSURE -> sensor(quietDma(quietDmas.at(turn + 2)), 2);
      case FEEDER_OUTAGE -> 4 * failingTransformers.at(turn) + 2;
      case OVERLOAD -> 4 * overloadedTransformers.at(turn) + 1;
      case STUCK_TAP -> 4 * swayingTransformers.at(2 * turn) + 3;
      case LOOSE_NEUTRAL -> 4 * swayingTransformers.at(2 * turn + 1) + 3;
      case THEFT -> city.power().heaviestMeterOf(4 * meteredTransformers.at(turn));
      case STUCK_AIR, DRIFT_AIR, POLLUTION -> stations.at(turn);
    };
  }

  /** A link at the place where a DMA's main runs under the road. */
  int linkOver(int dma) {
    var dmas = city.water().mosaic();
    return soundLink(city.roads().linkNear(dmas.centreU(dma), dmas.centreV(dma)));
  }

  /** One whose sensor is never stuck, and that many drive on: elsewhere nobody sees a crash. */
  private int soundLink(int link) {
    var roads = city.roads();
    int sound = link;
    while ((sound & 7) == 0 || roads.isQuiet(sound)) {
      sound = (sound + 1) % roads.links();
    }
    return sound;
  }

  /** One that many drive on: that nobody drives is said again and again by a sound sensor. */
  private int stuckLink(int link) {
    var roads = city.roads();
    int stuck = link;
    while (roads.isQuiet(stuck)) {
      stuck = (stuck + 8) % (roads.links() & ~7);
    }
    return stuck;
  }

  private static int loudDma(int member) {
    return member / 4 * 5 + member % 4;
  }

  private static int quietDma(int member) {
    return member * 5 + 4;
  }

  private static int sensor(int dma, int which) {
    return dma * WaterNetwork.SENSORS_PER_DMA + which;
  }
}
