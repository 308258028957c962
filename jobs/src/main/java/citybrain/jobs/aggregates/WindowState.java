package citybrain.jobs.aggregates;

import citybrain.observation.ObservedProperty;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * The open windows of one key group as bytes, with a version. Clocks and what is forgotten belong
 * to a worker and are written with every key group, so that each of them can go to another worker.
 */
final class WindowState {

  private static final int VERSION = 3;

  private static final int CELL_BYTES = 5 * Long.BYTES + 1 + Integer.BYTES + 2 * Double.BYTES;

  private WindowState() {}

  static void write(int keyGroup, Collection<OpenWindows> all, OutputStream to) throws IOException {
    var out = new DataOutputStream(new BufferedOutputStream(to));
    out.writeInt(VERSION);
    out.writeInt(all.size());
    for (var windows : all) {
      out.writeUTF(windows.city());
      out.writeUTF(windows.property().name());
      out.writeInt(windows.feeds().size());
      for (var feed : windows.feeds()) {
        out.writeUTF(feed.feed);
        out.writeLong(feed.now);
      }
      var stretches = windows.forgotten().stretches();
      out.writeInt(stretches.size());
      for (var stretch : stretches.entrySet()) {
        out.writeLong(stretch.getKey());
        out.writeLong(stretch.getValue());
      }
      var zones = windows.zones(keyGroup);
      out.writeInt(zones.size());
      for (var zone : zones) {
        write(zone, out);
      }
    }
    out.flush();
  }

  /** All cells of a zone at once: this is on the way of every checkpoint. */
  private static void write(Window.Zone zone, DataOutputStream out) throws IOException {
    out.writeUTF(zone.layer);
    out.writeUTF(zone.name);
    ZoneSeries.write(out, zone.centre);
    var bytes = ByteBuffer.allocate(zone.open() * CELL_BYTES);
    for (var cell = zone.newest(); cell != null; cell = cell.older) {
      bytes
          .putLong(cell.slot.end())
          .putLong(cell.slot.size())
          .putInt(cell.revision)
          .put(cell.dirty ? (byte) 1 : 0)
          .putLong(cell.count)
          .putLong(cell.high())
          .putLong(cell.low())
          .putDouble(cell.min)
          .putDouble(cell.max);
    }
    out.writeInt(zone.open());
    out.write(bytes.array());
  }

  /** Finds the windows that a snapshot names. */
  interface Sets {
    OpenWindows of(String city, ObservedProperty property);
  }

  static void read(int keyGroup, DataInputStream in, Sets sets) throws IOException {
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("state of version " + version + "; this job reads " + VERSION);
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      var windows = sets.of(in.readUTF(), ObservedProperty.valueOf(in.readUTF()));
      int feeds = in.readInt();
      for (int f = 0; f < feeds; f++) {
        windows.restoreClock(in.readUTF(), in.readLong());
      }
      int stretches = in.readInt();
      for (int s = 0; s < stretches; s++) {
        windows.forgotten().add(in.readLong(), in.readLong());
      }
      int zones = in.readInt();
      for (int z = 0; z < zones; z++) {
        readZone(keyGroup, in, windows);
      }
    }
  }

  private static void readZone(int keyGroup, DataInputStream in, OpenWindows windows)
      throws IOException {
    var zone = windows.zone(in.readUTF(), in.readUTF(), keyGroup, ZoneSeries.readPosition(in));
    int held = in.readInt();
    for (int h = 0; h < held; h++) {
      var cell = new Window.Cell(new Window.Slot(in.readLong(), in.readLong()));
      cell.revision = in.readInt();
      cell.dirty = in.readBoolean();
      cell.count = in.readLong();
      cell.add(in.readLong(), in.readLong());
      cell.min = in.readDouble();
      cell.max = in.readDouble();
      windows.restore(zone, cell);
    }
  }
}
