package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.lines.Text;

/**
 * Where vehicles stop: about every 420 m on the right side of a link, the same for all routes. A
 * stop is known by its link and its place on it: {@code 16 * link + place}.
 */
public record Stops(RoadNetwork roads, Chance chance) {

  private static final double SPACING_METRES = 420;
  private static final double KERB_METRES = 5;
  private static final int MOST_ON_A_LINK = 16;

  int on(int link) {
    double room = roads.metres(link) / SPACING_METRES;
    int whole = (int) room;
    int more = chance.uniform(link >> 1, 1) < room - whole ? 1 : 0;
    return Math.min(MOST_ON_A_LINK, whole + more);
  }

  static int stop(int link, int place) {
    return MOST_ON_A_LINK * link + place;
  }

  static int linkOf(int stop) {
    return stop / MOST_ON_A_LINK;
  }

  /** Metres from the beginning of its link. */
  double metres(int stop) {
    int link = linkOf(stop);
    return roads.metres(link) * (stop % MOST_ON_A_LINK + 0.5) / on(link);
  }

  public Spot spot(int stop) {
    return new Course(roads, linkOf(stop)).at(metres(stop), KERB_METRES);
  }

  /** Appends an id as in {@code S0412B}. */
  public static void putId(int stop, Text out) {
    out.put('S').padded(linkOf(stop), 4).put((char) ('A' + stop % MOST_ON_A_LINK));
  }

  public static String id(int stop) {
    var text = new Text();
    putId(stop, text);
    return text.toString();
  }

  public String name(int stop) {
    int house = 1 + 7 * (linkOf(stop) >> 1) % 190 + stop % MOST_ON_A_LINK;
    return roads.street(linkOf(stop)) + " " + house;
  }
}
