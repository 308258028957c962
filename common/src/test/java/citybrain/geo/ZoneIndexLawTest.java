package citybrain.geo;

import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.locationtech.jts.geom.Coordinate;

/** The index must say what JTS says when it is asked about every zone, one after the other. */
class ZoneIndexLawTest {

  private static final int POINTS = 300;

  /** Overlapping stars with holes. */
  @Property(tries = 25)
  void findsWhatAskingEveryZoneFinds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int zones) {
    var random = new Random(seed);
    var features = new String[zones];
    for (int i = 0; i < zones; i++) {
      features[i] = ZoneLayerTest.polygon("z" + i, star(random));
    }
    agrees(ZoneLayerTest.layer(features), random);
  }

  /** The same around the 180th meridian as elsewhere, though no file has cut them there. */
  @Property(tries = 25)
  void theMapHasNoEdge(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int zones) {
    var random = new Random(seed);
    var here = new String[zones];
    var there = new String[zones];
    for (int i = 0; i < zones; i++) {
      var star = star(random);
      here[i] = ZoneLayerTest.polygon("z" + i, star);
      there[i] = ZoneLayerTest.polygon("z" + i, moved(star));
    }
    var plain = ZoneLayerTest.layer(here).index();
    var index = ZoneLayerTest.layer(there).index();
    for (int i = 0; i < POINTS; i++) {
      double x = -1 + random.nextDouble() * 12;
      double y = -1 + random.nextDouble() * 12;
      if (index.ordinalAt(moved(x), y) != plain.ordinalAt(x, y)) {
        fail("at %s, %s", x, y);
      }
    }
  }

  private static double moved(double x) {
    return x < 5 ? 175 + x : x - 185;
  }

  private static String moved(String rings) {
    return Pattern.compile("\\[([-0-9.E]+),")
        .matcher(rings)
        .replaceAll(corner -> "[" + moved(Double.parseDouble(corner.group(1))) + ",");
  }

  /** Neighbours share edges and corners: nothing lies in two zones, nothing falls between them. */
  @Property(tries = 25)
  void partitionsLeaveNoGap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int side) {
    var random = new Random(seed);
    var layer = ZoneLayerTest.layer(mesh(random, side));
    var index = layer.index();

    agrees(layer, random);
    for (int i = 0; i < POINTS; i++) {
      double x = 0.5 + random.nextDouble() * Math.max(0, side - 1);
      double y = 0.5 + random.nextDouble() * Math.max(0, side - 1);
      if (index.ordinalAt(x, y) < 0) {
        fail("a gap at %s, %s", x, y);
      }
    }
  }

  private static void agrees(ZoneLayer layer, Random random) {
    var index = layer.index();
    for (int i = 0; i < POINTS; i++) {
      agreesAt(layer, index, -1 + random.nextDouble() * 12, -1 + random.nextDouble() * 12);
    }
    for (int ordinal = 0; ordinal < layer.size(); ordinal++) {
      var corners = layer.shape(ordinal).getCoordinates();
      for (int i = 1; i < corners.length; i++) {
        Coordinate a = corners[i - 1];
        Coordinate b = corners[i];
        agreesAt(layer, index, a.x, a.y);
        agreesAt(layer, index, (a.x + b.x) / 2, (a.y + b.y) / 2);
        agreesAt(layer, index, Math.nextUp(a.x), a.y);
        agreesAt(layer, index, a.x, Math.nextDown(a.y));
      }
    }
  }

  private static void agreesAt(ZoneLayer layer, ZoneIndex index, double x, double y) {
    int found = index.ordinalAt(x, y);
    int expected = askEveryZone(layer, x, y);
    if (found != expected) {
      fail("at %s, %s: found %s, expected %s", x, y, found, expected);
    }
  }

  private static int askEveryZone(ZoneLayer layer, double x, double y) {
    var point = Shapes.FACTORY.createPoint(new Coordinate(x, y));
    for (int ordinal = 0; ordinal < layer.size(); ordinal++) {
      if (layer.shape(ordinal).covers(point)) {
        return ordinal;
      }
    }
    return -1;
  }

  private static String star(Random random) {
    double x = 2 + random.nextDouble() * 6;
    double y = 2 + random.nextDouble() * 6;
    int corners = 3 + random.nextInt(40);
    return "[" + ring(random, x, y, corners, 0.6, 2) + "," + ring(random, x, y, 6, 0.1, 0.25) + "]";
  }

  private static String ring(
      Random random, double x, double y, int corners, double least, double most) {
    var ring = new StringJoiner(",", "[", "]");
    var first = "";
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = least + random.nextDouble() * (most - least);
      var corner = at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      first = i == 0 ? corner : first;
      ring.add(corner);
    }
    return ring.add(first).toString();
  }

  private static String[] mesh(Random random, int side) {
    var corners = new String[side + 1][side + 1];
    for (int i = 0; i <= side; i++) {
      for (int j = 0; j <= side; j++) {
        corners[i][j] =
            at(i + random.nextDouble() * 0.4 - 0.2, j + random.nextDouble() * 0.4 - 0.2);
      }
    }
    var features = new String[side * side];
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        var ring = new StringJoiner(",", "[[", "]]");
        ring.add(corners[i][j]).add(corners[i + 1][j]).add(corners[i + 1][j + 1]);
        ring.add(corners[i][j + 1]).add(corners[i][j]);
        features[i * side + j] = ZoneLayerTest.polygon("m" + i + "-" + j, ring.toString());
      }
    }
    return features;
  }

  private static String at(double x, double y) {
    return "[" + x + "," + y + "]";
  }
}
