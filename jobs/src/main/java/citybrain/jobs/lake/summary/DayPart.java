package citybrain.jobs.lake.summary;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Some of what the readings of one file say of zones and hours, on its way to who writes the day:
 * packed, for there may be a hundred thousand of them, which would be sorted one by one.
 *
 * @param date of the folder the observations lie in
 * @param hours to be read by {@link #read}
 */
public record DayPart(String city, String date, byte[] hours) {

  private static final int BYTES = 1 << 16;

  /**
   * One zone and property. Sorted as they will lie in the file.
   *
   * @param zone id of the zone, empty for what lies in none of its layer
   */
  record Zone(String layer, String zone, String property) implements Comparable<Zone> {

    @Override
    public int compareTo(Zone other) {
      int order = layer.compareTo(other.layer);
      order = order == 0 ? zone.compareTo(other.zone) : order;
      return order == 0 ? property.compareTo(other.property) : order;
    }
  }

  /**
   * What one file says of an hour.
   *
   * @param start epoch milliseconds
   * @param stats of {@link ZoneStats}, as bytes
   * @param features a sketch, see {@link FeatureSet}; empty when nothing was measured
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Hour(long start, byte[] stats, byte[] features) {}

  /** Takes what is read. */
  interface Reader {
    void take(Zone zone, Hour hour);
  }

  /** The file it will lie in. */
  String day() {
    return city + '|' + date;
  }

  void read(Reader reader) {
    try (var in = new DataInputStream(new ByteArrayInputStream(hours))) {
      while (in.available() > 0) {
        var zone = new Zone(in.readUTF(), in.readUTF(), in.readUTF());
        for (boolean isMore = true; isMore; isMore = in.readBoolean()) {
          reader.take(zone, new Hour(in.readLong(), bytes(in), bytes(in)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("not as it was packed", e);
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  /** Packs hours; those of one zone come one behind the other. */
  static final class Packer {

    private final String city;
    private final String date;
    private final Consumer<DayPart> parts;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * BYTES);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private Zone last = new Zone("", "", "");

    Packer(String city, String date, Consumer<DayPart> parts) {
      this.city = city;
      this.date = date;
      this.parts = parts;
    }

    void add(Zone zone, Hour hour) {
      try {
        boolean goesOn = bytes.size() > 0 && zone.equals(last);
        if (bytes.size() > 0) {
          out.writeBoolean(goesOn);
        }
        if (!goesOn) {
          out.writeUTF(zone.layer);
          out.writeUTF(zone.zone);
          out.writeUTF(zone.property);
          last = zone;
        }
        out.writeLong(hour.start);
        write(hour.stats);
        write(hour.features);
        if (bytes.size() >= BYTES) {
          end();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot be: this is memory", e);
      }
    }

    private void write(byte[] some) throws IOException {
      out.writeInt(some.length);
      out.write(some);
    }

    /** Hands over what is left. */
    void end() {
      try {
        if (bytes.size() > 0) {
          out.writeBoolean(false);
          parts.accept(new DayPart(city, date, bytes.toByteArray()));
          bytes.reset();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot be: this is memory", e);
      }
    }
  }
}
