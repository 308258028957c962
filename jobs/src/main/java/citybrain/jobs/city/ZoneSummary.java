package citybrain.jobs.city;

import citybrain.aggregation.Aggregate;
import citybrain.geo.Position;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.AggregateCodec;
import citybrain.wire.Topics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Merges the minutes of each zone into windows and publishes them. Windows live in plain maps, one
 * set a key group, and are written as raw keyed state, so that the job can be rescaled; there is no
 * timer and no lookup in a state backend per record.
 */
final class ZoneSummary extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<Aggregate, Outgoing>, ProcessingTimeCallback {

  private static final long serialVersionUID = 1L;
  private static final int STATE_VERSION = 1;

  private final long delay;
  private final long retention;
  private final long idle;

  /** What has its own event time. */
  private record Series(String city, ObservedProperty property) {}

  private transient Map<Integer, Map<Series, OpenWindows>> byKeyGroup;
  private transient Map<Series, Long> clocks;
  private transient AggregateCodec codec;
  private transient StreamRecord<Outgoing> reuse;
  private transient Counter published;
  private transient Counter revised;
  private transient Counter tooLate;

  /** Wall-clock time of the last input, for series that have something unpublished. */
  private transient Map<Series, Long> restless;

  @SuppressWarnings("NullAway") // the engine calls initializeState before anything else
  ZoneSummary(Duration delay, Duration retention, Duration idle) {
    this.delay = delay.toMillis();
    this.retention = retention.toMillis();
    this.idle = idle.toMillis();
  }

  /**
   * What the records are keyed by: the zone, so that all its properties and windows are on one
   * worker.
   */
  static String keyOf(Aggregate minute) {
    return minute.city() + "/" + minute.layer() + "/" + minute.zone();
  }

  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    byKeyGroup = new HashMap<>();
    clocks = new HashMap<>();
    for (var part : context.getRawKeyedStateInputs()) {
      read(part.getKeyGroupId(), new DataInputStream(part.getStream()));
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    codec = new AggregateCodec();
    reuse = new StreamRecord<>(null);
    published = getMetricGroup().counter("published");
    revised = getMetricGroup().counter("revised");
    tooLate = getMetricGroup().counter("tooLate");
    long now = getProcessingTimeService().getCurrentProcessingTime();
    restless = new HashMap<>();
    // What a snapshot brought back may be unpublished too.
    byKeyGroup.values().forEach(group -> group.keySet().forEach(one -> restless.put(one, now)));
    wakeAt(now + idle);
  }

  @Override
  public void processElement(StreamRecord<Aggregate> element) {
    var minute = element.getValue();
    int keyGroup =
        KeyGroupRangeAssignment.assignToKeyGroup(
            keyOf(minute), getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    var series = new Series(minute.city(), minute.property());
    var windows = windows(keyGroup, series);
    if (!windows.add(minute)) {
      tooLate.inc(minute.count());
    }
    restless.put(series, getProcessingTimeService().getCurrentProcessingTime());
    advance(series, minute.windowStart().toEpochMilli());
  }

  /** Time goes on for all key groups of this worker at once. */
  private void advance(Series series, long to) {
    if (to <= clocks.getOrDefault(series, Long.MIN_VALUE)) {
      return;
    }
    clocks.put(series, to);
    for (var group : byKeyGroup.values()) {
      var windows = group.get(series);
      if (windows != null) {
        windows.advance(to, this::publish);
      }
    }
  }

  private OpenWindows windows(int keyGroup, Series series) {
    return byKeyGroup
        .computeIfAbsent(keyGroup, k -> new HashMap<>())
        .computeIfAbsent(series, s -> new OpenWindows(s.city(), s.property(), delay, retention));
  }

  private void publish(Aggregate aggregate) {
    (aggregate.revision() == 0 ? published : revised).inc();
    var key =
        String.join(
            "/",
            aggregate.city(),
            aggregate.layer(),
            aggregate.zone(),
            aggregate.property().name());
    output.collect(
        reuse.replace(
            new Outgoing(
                Topics.AGGREGATES,
                key.getBytes(StandardCharsets.UTF_8),
                codec.encode(aggregate),
                aggregate.windowStart().toEpochMilli(),
                Outgoing.NO_HEADERS)));
  }

  /**
   * When nothing has come of a property for a while, what is there of it is published: an hourly or
   * daily series would otherwise be shown one reading late.
   */
  @Override
  public void onProcessingTime(long time) {
    var all = restless.entrySet().iterator();
    while (all.hasNext()) {
      var entry = all.next();
      if (time - entry.getValue() >= idle) {
        publishAll(entry.getKey());
        all.remove();
      }
    }
    wakeAt(time + idle);
  }

  private void publishAll(Series series) {
    for (var group : byKeyGroup.values()) {
      var windows = group.get(series);
      if (windows != null) {
        windows.publishAll(this::publish);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the engine reports a failing timer itself
  private void wakeAt(long time) {
    getProcessingTimeService().registerTimer(time, this);
  }

  @Override
  public void finish() throws Exception {
    publishAll();
    super.finish();
  }

  private void publishAll() {
    for (var group : byKeyGroup.values()) {
      group.values().forEach(windows -> windows.publishAll(this::publish));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var stream = context.getRawKeyedOperatorStateOutput();
    for (int keyGroup : stream.getKeyGroupList()) {
      stream.startNewKeyGroup(keyGroup);
      write(new DataOutputStream(stream), byKeyGroup.getOrDefault(keyGroup, Map.of()));
    }
  }

  private static void write(DataOutputStream out, Map<Series, OpenWindows> group)
      throws IOException {
    out.writeInt(STATE_VERSION);
    out.writeInt(group.size());
    for (var windows : group.values()) {
      out.writeUTF(windows.city());
      out.writeUTF(windows.property().name());
      out.writeLong(windows.now());
      var cells = new ArrayList<OpenWindows.Slot>();
      windows.forEach((slot, zone, cell, centre) -> cells.add(slot));
      out.writeInt(cells.size());
      windows.forEach((slot, zone, cell, centre) -> write(out, slot, zone, cell, centre));
    }
    out.flush();
  }

  private static void write(
      DataOutputStream out,
      OpenWindows.Slot slot,
      OpenWindows.Group zone,
      OpenWindows.Cell cell,
      @Nullable Position centre)
      throws IOException {
    out.writeLong(slot.end());
    out.writeLong(slot.size());
    out.writeUTF(zone.layer());
    out.writeUTF(zone.zone());
    out.writeInt(cell.revision);
    out.writeBoolean(cell.dirty);
    out.writeLong(cell.count);
    out.writeDouble(cell.sum);
    out.writeDouble(cell.min);
    out.writeDouble(cell.max);
    out.writeDouble(centre == null ? Double.NaN : centre.longitude());
    out.writeDouble(centre == null ? Double.NaN : centre.latitude());
  }

  private void read(int keyGroup, DataInputStream in) throws IOException {
    int version = in.readInt();
    if (version != STATE_VERSION) {
      throw new IOException("state of version " + version + "; this job reads " + STATE_VERSION);
    }
    int sets = in.readInt();
    for (int i = 0; i < sets; i++) {
      var city = in.readUTF();
      var windows = windows(keyGroup, new Series(city, ObservedProperty.valueOf(in.readUTF())));
      windows.restoreNow(in.readLong());
      int cells = in.readInt();
      for (int c = 0; c < cells; c++) {
        readCell(in, windows);
      }
    }
  }

  private static void readCell(DataInputStream in, OpenWindows windows) throws IOException {
    var slot = new OpenWindows.Slot(in.readLong(), in.readLong());
    var zone = new OpenWindows.Group(in.readUTF(), in.readUTF());
    var cell = new OpenWindows.Cell();
    cell.revision = in.readInt();
    cell.dirty = in.readBoolean();
    cell.count = in.readLong();
    cell.sum = in.readDouble();
    cell.min = in.readDouble();
    cell.max = in.readDouble();
    double longitude = in.readDouble();
    double latitude = in.readDouble();
    windows.restore(
        slot, zone, cell, Double.isNaN(longitude) ? null : new Position(longitude, latitude));
  }
}
