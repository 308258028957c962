package citybrain.transport.gtfs;

import citybrain.feed.register.FeatureTable;
import citybrain.geo.Position;
import java.util.Arrays;
import java.util.List;

/** The ways vehicles take, as points in order; 8 bytes a point, which is a centimetre exact. */
final class TripShapes {

  static final List<String> COLUMNS =
      List.of("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence");

  private static final double E7 = 1e7;

  private final FeatureTable ids = new FeatureTable();
  private final Ints shapes = new Ints();
  private final Ints sequences = new Ints();
  private final Ints longitudes = new Ints();
  private final Ints latitudes = new Ints();

  /** Rows by shape and sequence; filled by {@link #sort}. */
  private int[] starts = {0};

  private int[] order = {};

  /** The number of the shape with this id, which is added when new. */
  int add(String id) {
    return ids.add(id);
  }

  void add(GtfsTable row) {
    var position = row.position("shape_pt_lat", "shape_pt_lon", "the point is left out");
    if (position == null) {
      return;
    }
    shapes.add(add(row.require("shape_id")));
    sequences.add(row.whole("shape_pt_sequence", 0));
    longitudes.add((int) Math.round(position.longitude() * E7));
    latitudes.add((int) Math.round(position.latitude() * E7));
  }

  void sort() {
    starts = new int[ids.size() + 1];
    var keys = new long[shapes.size()];
    for (int i = 0; i < shapes.size(); i++) {
      starts[shapes.at(i) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    var next = starts.clone();
    for (int i = 0; i < shapes.size(); i++) {
      keys[next[shapes.at(i)]++] = ((long) sequences.at(i) << 32) | i;
    }
    order = new int[keys.length];
    for (int shape = 0; shape < ids.size(); shape++) {
      Arrays.sort(keys, starts[shape], starts[shape + 1]);
    }
    Arrays.setAll(order, i -> (int) keys[i]);
  }

  /** The points of a shape; none when the table does not have it. */
  List<Position> points(int shape) {
    return Arrays.stream(order, starts[shape], starts[shape + 1])
        .mapToObj(i -> new Position(longitudes.at(i) / E7, latitudes.at(i) / E7))
        .toList();
  }
}
