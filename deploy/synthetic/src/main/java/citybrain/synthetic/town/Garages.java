package citybrain.synthetic.town;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;
import citybrain.synthetic.lines.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Car parks around the centre: their register and how full they are. */
public final class Garages {

  public static final long PERIOD = 600;

  private final Ground ground;
  private final Chance chance;
  private final int size;

  Garages(SyntheticSettings settings, Ground ground, Chance chance) {
    this.ground = ground;
    this.chance = chance;
    this.size = settings.grown(12, 0.5, 4);
  }

  public int size() {
    return size;
  }

  public String code(int garage) {
    return PlaceNames.district(3 * garage + 1).toUpperCase(Locale.ROOT).replace(" ", "");
  }

  public int spaces(int garage) {
    return 80 + 10 * chance.below(95, garage, 1);
  }

  public int parked(long tick, int garage, Almanac almanac) {
    long time = tick * PERIOD;
    double today = 1 + 0.12 * almanac.mood(garage, time);
    double shoppers = chance.uniform(garage, 2);
    double share =
        today
            * Rhythm.parked(almanac.rhythm(time), shoppers)
            * (0.75 + 0.25 * chance.uniform(garage, 3));
    double wander = 0.04 * chance.smooth(garage, tick, 9) + 0.008 * chance.normal(garage, tick);
    int spaces = spaces(garage);
    return (int) Math.round(spaces * Math.max(0, Math.min(1, share + wander)));
  }

  public void writeAddresses(OutputStream out) throws IOException {
    var text = new Text().put("garagecode,city,postalcode,street,housenumber,latitude,longitude\n");
    for (int garage = 0; garage < size; garage++) {
      double angle = garage * 2.399963;
      double reach = 0.03 + 0.26 * Math.sqrt((garage + 0.5) / size);
      var spot = ground.at(reach * Math.cos(angle), reach * Math.sin(angle));
      text.put(code(garage)).put(',').put(PlaceNames.CITY).put(",9900,");
      text.put(PlaceNames.street(5 * garage + 2)).put(',').number(1 + chance.below(90, garage, 4));
      text.put(',').fixed(spot.latitude(), 6).put(',').fixed(spot.longitude(), 6).put('\n');
    }
    text.flushInto(out);
  }
}
