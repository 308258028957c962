package citybrain.jobs.aggregates;

import citybrain.aggregation.FlatWindow;
import citybrain.aggregation.OpenWindows;
import citybrain.aggregation.PlaceSnapshot;
import citybrain.aggregation.ToldValues;
import citybrain.aggregation.WindowSpan;
import citybrain.aggregation.ZoneTable;
import citybrain.jobs.kafka.InBulk;
import citybrain.jobs.runtime.Workers;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Windows in the state of a worker: a value for each window and group of keys, written anew only
 * when the window has changed, so that a checkpoint costs what has changed and the engine writes it
 * beside the work. The state can be rescaled.
 */
final class WindowState {

  private static final Logger LOG = LoggerFactory.getLogger(WindowState.class);

  private static final int VERSION = 3;

  /** Told all values alike. */
  private static final int WITHOUT_ESTIMATES = 2;

  private static final int USUAL_BYTES = 256;

  private static final String NAME = "windows";

  /** What was given up for room stands under this name of a window. */
  private static final String FORGOTTEN = "forgotten";

  private final KeyedStateBackend<Long> backend;
  private final int groups;

  /** Every value of a snapshot has the name of its window beside it. */
  private final InBulk<String> names = new InBulk<>(StringSerializer.INSTANCE);

  /** For each group of keys of this worker a key. */
  private final Map<Integer, Long> keys;

  WindowState(KeyedStateBackend<Long> backend, TaskInfo task) {
    this.backend = backend;
    this.groups = task.getMaxNumberOfParallelSubtasks();
    this.keys = Workers.keysOfGroups(task, Long::valueOf);
  }

  private static ValueStateDescriptor<byte[]> descriptor() {
    return new ValueStateDescriptor<>(NAME, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  private ValueState<byte[]> at(int group, String name) throws Exception {
    backend.setCurrentKey(keys.getOrDefault(group, 0L));
    return backend.getPartitionedState(name, names, descriptor());
  }

  private static String name(OpenWindows of) {
    return of.city() + "/" + of.property().name() + "/";
  }

  private static String name(OpenWindows of, FlatWindow window) {
    return name(of) + window.span().name() + "/" + window.start();
  }

  /** Writes a window as it is. */
  void write(OpenWindows of, FlatWindow window) throws Exception {
    var rows = new Group[groups];
    for (int place = 0; place < window.size(); place++) {
      int number = of.zones().group(window.zone(place));
      if (rows[number] == null) {
        rows[number] = new Group();
      }
      rows[number].add(of.zones(), window, place);
    }
    var name = name(of, window);
    for (int group : keys.keySet()) {
      if (rows[group] != null) {
        at(group, name).update(rows[group].bytes());
      }
    }
  }

  /** Takes out a window that is no more. */
  void remove(OpenWindows of, FlatWindow window) throws Exception {
    var name = name(of, window);
    for (int group : keys.keySet()) {
      at(group, name).clear();
    }
  }

  /** Writes what was given up for room. */
  void writeForgotten(OpenWindows of) throws Exception {
    var stretches = of.forgotten().stretches();
    if (stretches.isEmpty()) {
      return;
    }
    var out = new DataOutputSerializer(USUAL_BYTES);
    out.writeInt(VERSION);
    out.writeInt(stretches.size());
    for (var stretch : stretches.entrySet()) {
      out.writeLong(stretch.getKey());
      out.writeLong(stretch.getValue());
    }
    for (int group : keys.keySet()) {
      at(group, name(of) + FORGOTTEN).update(out.getCopyOfBuffer());
    }
  }

  /** Rows of one window and group of keys. */
  private static final class Group {
    private final DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);

    Group() throws IOException {
      out.writeInt(VERSION);
    }

    void add(ZoneTable zones, FlatWindow window, int place) throws IOException {
      var name = zones.name(window.zone(place));
      out.writeLong(name.fingerprint());
      out.writeShort(name.bytes().length);
      out.write(name.bytes());
      var sums = window.ofPlace(place);
      out.writeLong(sums.count());
      out.writeLong(sums.high());
      out.writeLong(sums.low());
      out.writeDouble(sums.min());
      out.writeDouble(sums.max());
      out.writeLong(sums.told());
      writeValues(sums.values());
      writeEstimates(sums.estimates());
    }

    /** Most places have none. */
    private void writeEstimates(PlaceSnapshot.OfEstimates estimates) throws IOException {
      boolean has = estimates.count() > 0;
      out.writeBoolean(has);
      if (has) {
        out.writeLong(estimates.count());
        out.writeLong(estimates.high());
        out.writeLong(estimates.low());
        writeListed(estimates.listed());
      }
    }

    private void writeListed(double[] listed) throws IOException {
      out.writeInt(listed.length);
      var bytes = ByteBuffer.allocate(listed.length * Double.BYTES);
      bytes.asDoubleBuffer().put(listed);
      out.write(bytes.array());
    }

    private void writeValues(ToldValues.@Nullable OfPlace values) throws IOException {
      if (values == null) {
        out.writeInt(-1);
        return;
      }
      writeListed(values.listed());
      out.writeInt(values.corrections());
      out.writeDouble(values.settledMin());
      out.writeDouble(values.settledMax());
    }

    byte[] bytes() {
      return out.getCopyOfBuffer();
    }
  }

  /** Finds the windows that a snapshot names. */
  interface Sets {
    OpenWindows of(String city, ObservedProperty property);
  }

  /**
   * Puts all windows back, but for those of a property that no city declares any more: they are
   * taken out.
   */
  void read(Sets sets, Vocabulary vocabulary) throws Exception {
    var named = new TreeMap<Integer, List<String>>();
    var groupOf = new HashMap<Long, Integer>();
    keys.forEach((group, key) -> groupOf.put(key, group));
    // The backend knows of the state only when it was asked for.
    for (int group : keys.keySet()) {
      at(group, FORGOTTEN);
      break;
    }
    try (var all = backend.<String>getKeysAndNamespaces(NAME)) {
      all.forEach(
          entry ->
              named
                  .computeIfAbsent(
                      groupOf.getOrDefault(entry.f0, -1), g -> new java.util.ArrayList<>())
                  .add(entry.f1));
    }
    for (var ofGroup : named.entrySet()) {
      for (var name : ofGroup.getValue()) {
        var bytes = at(ofGroup.getKey(), name).value();
        var property = vocabulary.find(name.split("/", -1)[1]);
        if (property.isEmpty()) {
          LOG.warn("window={} is of a property that no city declares any more", name);
          at(ofGroup.getKey(), name).clear();
        } else if (bytes != null) {
          read(name, property.get(), bytes, sets);
        }
      }
    }
  }

  private static void read(String name, ObservedProperty property, byte[] bytes, Sets sets)
      throws IOException {
    var parts = name.split("/", -1);
    var windows = sets.of(parts[0], property);
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readInt();
    if (version != VERSION && version != WITHOUT_ESTIMATES) {
      throw new IOException("state of version " + version + "; this job reads " + VERSION);
    }
    if (parts[2].equals(FORGOTTEN)) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        windows.forgotten().add(in.readLong(), in.readLong());
      }
      return;
    }
    var span = WindowSpan.valueOf(parts[2]);
    long start = Long.parseLong(parts[3]);
    while (in.available() > 0) {
      long fingerprint = in.readLong();
      var zone = new byte[in.readUnsignedShort()];
      in.readFully(zone);
      windows.restore(
          span,
          start,
          windows.zones().number(fingerprint, zone, 0, zone.length),
          new PlaceSnapshot(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readLong(),
              readValues(in),
              version == WITHOUT_ESTIMATES ? PlaceSnapshot.OfEstimates.NONE : readEstimates(in)));
    }
  }

  private static PlaceSnapshot.OfEstimates readEstimates(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new PlaceSnapshot.OfEstimates(
            in.readLong(), in.readLong(), in.readLong(), readListed(in, in.readInt()))
        : PlaceSnapshot.OfEstimates.NONE;
  }

  private static double[] readListed(DataInputStream in, int count) throws IOException {
    var listed = new double[count];
    for (int i = 0; i < count; i++) {
      listed[i] = in.readDouble();
    }
    return listed;
  }

  private static ToldValues.@Nullable OfPlace readValues(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      return null;
    }
    var listed = readListed(in, count);
    return new ToldValues.OfPlace(in.readInt(), in.readDouble(), in.readDouble(), listed);
  }
}
