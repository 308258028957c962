package citybrain.synthetic.roads;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.town.RoadNetwork;

/**
 * Jams that come on nearly every working day: at a bottleneck more want to pass in the rush hour
 * than can. They are no incidents, for everybody knows them.
 */
record RushHours(RoadNetwork roads, Almanac almanac, Chance chance) {

  private static final double DAYS_WITH_JAM = 0.85;
  private static final double MORNING = 7.9;
  private static final double EVENING = 16.9;

  /** Hours from flowing to standing traffic and back. */
  private static final double RAMP = 0.3;

  /** What a jam leaves of the speed of a bottleneck, 0..1. */
  double share(long time, int link) {
    long day = almanac.day(time);
    if (chance.uniform(link, day) >= DAYS_WITH_JAM) {
      return 1;
    }
    double peak = roads.inbound(link) >= 0 ? MORNING : EVENING;
    double own = chance.between(-0.4, 0.4, link, -1) + chance.between(-0.15, 0.15, link, ~day);
    double half = chance.between(0.3, 0.6, link, -2) + chance.between(0, 0.25, -1L - link, day);
    double beside = Math.abs(almanac.rhythm(time).hour() - peak - own) - half;
    double grip = Math.max(0, Math.min(1, 1 - beside / RAMP));
    double left =
        chance.between(0.4, 0.6, link, -3) + chance.between(-0.06, 0.06, -1L - link, ~day);
    return 1 - (1 - left) * grip;
  }
}
