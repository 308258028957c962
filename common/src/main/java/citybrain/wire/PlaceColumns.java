package citybrain.wire;

import citybrain.geo.Position;
import org.jspecify.annotations.Nullable;

/** Positions as columns: which there are, and their degrees, each less the one before. */
final class PlaceColumns {

  private static final double E7 = 1e7;

  private final boolean[] placed;
  private final long[] column;
  private final long[] places;

  /**
   * Room for them.
   *
   * @param most at once
   */
  PlaceColumns(int most) {
    placed = new boolean[most];
    column = new long[most];
    places = new long[most];
  }

  /** Degrees times ten million. */
  static int e7(double degrees) {
    return (int) Math.round(degrees * E7);
  }

  /** Gives the positions that are to be written. */
  interface Positions {
    @Nullable Position at(int index);
  }

  void write(AvroWriter writer, Positions positions, int count) {
    for (int i = 0; i < count; i++) {
      column[i] = positions.at(i) == null ? 0 : 1;
    }
    writer.writeFlags(column, count);
    writeDegrees(writer, positions, count, false);
    writeDegrees(writer, positions, count, true);
  }

  private void writeDegrees(AvroWriter writer, Positions positions, int count, boolean isLatitude) {
    int having = 0;
    long before = 0;
    for (int i = 0; i < count; i++) {
      var position = positions.at(i);
      if (position != null) {
        long degrees = e7(isLatitude ? position.latitude() : position.longitude());
        column[having++] = degrees - before;
        before = degrees;
      }
    }
    writer.writeColumn(column, having, 0);
  }

  void read(AvroReader reader, int count) {
    reader.readFlags(placed, count);
    int having = 0;
    for (int i = 0; i < count; i++) {
      having += placed[i] ? 1 : 0;
    }
    reader.readColumn(column, having, 0);
    long longitude = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (placed[i]) {
        longitude += column[next++];
        // The latitude follows.
        places[i] = longitude;
      } else {
        places[i] = BlockReader.NOWHERE;
      }
    }
    reader.readColumn(column, having, 0);
    long latitude = 0;
    next = 0;
    for (int i = 0; i < count; i++) {
      if (placed[i]) {
        latitude += column[next++];
        ObservationCodec.requirePlace(reader, places[i], latitude);
        places[i] = places[i] << 32 | (latitude & 0xFFFFFFFFL);
      }
    }
  }

  /** As one number, see {@link BlockReader#place}. */
  long place(int index) {
    return places[index];
  }

  @Nullable Position position(int index) {
    long place = places[index];
    return place == BlockReader.NOWHERE
        ? null
        : new Position(BlockReader.longitude(place), BlockReader.latitude(place));
  }
}
