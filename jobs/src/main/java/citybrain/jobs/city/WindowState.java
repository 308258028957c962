package citybrain.jobs.city;

import citybrain.observation.ObservedProperty;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open windows of one key group as bytes, with a version. Clocks and what is forgotten belong
 * to a worker and are written with every key group, so that each of them can go to another worker.
 */
final class WindowState {

  private static final int VERSION = 2;

  private record Held(Window.Slot slot, Window.Cell cell) {}

  /** Zones of one set of windows with what is held of them, by key group. */
  private final Map<Integer, Map<OpenWindows, Map<Window.Zone, List<Held>>>> byKeyGroup =
      new HashMap<>();

  private final Collection<OpenWindows> all;

  WindowState(Collection<OpenWindows> all) {
    this.all = all;
    for (var windows : all) {
      windows.forEach(
          (slot, zone, cell) ->
              byKeyGroup
                  .computeIfAbsent(zone.keyGroup, k -> new HashMap<>())
                  .computeIfAbsent(windows, w -> new HashMap<>())
                  .computeIfAbsent(zone, z -> new ArrayList<>())
                  .add(new Held(slot, cell)));
    }
  }

  void write(int keyGroup, DataOutputStream out) throws IOException {
    out.writeInt(VERSION);
    out.writeInt(all.size());
    var held = byKeyGroup.getOrDefault(keyGroup, Map.of());
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
      var zones = held.getOrDefault(windows, Map.of());
      out.writeInt(zones.size());
      for (var zone : zones.entrySet()) {
        write(zone.getKey(), zone.getValue(), out);
      }
    }
    out.flush();
  }

  private static void write(Window.Zone zone, List<Held> held, DataOutputStream out)
      throws IOException {
    out.writeUTF(zone.layer);
    out.writeUTF(zone.name);
    ZoneSeries.write(out, zone.centre);
    out.writeInt(held.size());
    for (var one : held) {
      out.writeLong(one.slot().end());
      out.writeLong(one.slot().size());
      var cell = one.cell();
      out.writeInt(cell.revision);
      out.writeBoolean(cell.dirty);
      out.writeLong(cell.count);
      out.writeDouble(cell.sum);
      out.writeDouble(cell.min);
      out.writeDouble(cell.max);
    }
  }

  /** Finds the windows that a snapshot names. */
  interface Sets {
    OpenWindows of(String city, ObservedProperty property);
  }

  static void read(int keyGroup, DataInputStream in, Sets sets, long wallClock) throws IOException {
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("state of version " + version + "; this job reads " + VERSION);
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      var windows = sets.of(in.readUTF(), ObservedProperty.valueOf(in.readUTF()));
      int feeds = in.readInt();
      for (int f = 0; f < feeds; f++) {
        windows.restoreClock(in.readUTF(), in.readLong(), wallClock);
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
      var slot = new Window.Slot(in.readLong(), in.readLong());
      var cell = new Window.Cell();
      cell.revision = in.readInt();
      cell.dirty = in.readBoolean();
      cell.count = in.readLong();
      cell.sum = in.readDouble();
      cell.min = in.readDouble();
      cell.max = in.readDouble();
      windows.restore(slot, zone, cell);
    }
  }
}
