package citybrain.jobs.ingest;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.Feed;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Observation;
import citybrain.wire.Aside;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Topics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decodes raw messages, one feed in order, and writes observations, rejections and the tally of
 * both. Keyed by city and feed, so that a feed's observations leave in the order its messages came.
 */
final class IngestOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<RawMessage, Outgoing> {

  private static final long serialVersionUID = 1L;

  /**
   * Whatever calls itself something that no city file names is counted here: names from outside
   * must not grow state.
   */
  private static final String UNKNOWN = "unknown/unknown";

  private static final int STATE_VERSION = 1;

  /** Names of zones that need not be looked up again. */
  private static final int KNOWN_ZONES = 1 << 16;

  private final CityFeeds cityFeeds;

  private transient Map<String, Feed> feeds;
  private transient Map<String, CityFeeds.ZoneCheck> zoneChecks;
  private transient Map<String, Intake> intakes;
  private transient Map<String, RecentReadings> recent;
  private transient ObservationCodec codec;
  private transient StreamRecord<Outgoing> reuse;

  /** What is kept of one feed. */
  private record Intake(
      byte[] key, IngestTally tally, RecentReadings recent, Set<String> zonesSeen) {}

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  IngestOperator(CityFeeds cityFeeds) {
    this.cityFeeds = cityFeeds;
  }

  @Override
  public void open() throws Exception {
    super.open();
    feeds = cityFeeds.open();
    zoneChecks = cityFeeds.zoneChecks();
    intakes = new TreeMap<>();
    codec = new ObservationCodec();
    reuse = new StreamRecord<>(null);
  }

  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    recent = new TreeMap<>();
    for (var part : context.getRawKeyedStateInputs()) {
      var in = new DataInputStream(new BufferedInputStream(part.getStream()));
      int version = in.readInt();
      if (version != STATE_VERSION) {
        throw new IOException("state of version " + version + "; this job reads " + STATE_VERSION);
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        recent.computeIfAbsent(in.readUTF(), n -> new RecentReadings()).read(in);
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var groups = new HashMap<Integer, List<String>>();
    for (var name : recent.keySet()) {
      int group =
          KeyGroupRangeAssignment.assignToKeyGroup(
              name, getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(name);
    }
    var stream = context.getRawKeyedOperatorStateOutput();
    for (int group : stream.getKeyGroupList()) {
      stream.startNewKeyGroup(group);
      var names = groups.getOrDefault(group, List.of());
      var out = new DataOutputStream(new BufferedOutputStream(stream));
      out.writeInt(STATE_VERSION);
      out.writeInt(names.size());
      for (var name : names) {
        out.writeUTF(name);
        recent.getOrDefault(name, new RecentReadings()).write(out);
      }
      out.flush();
    }
  }

  @Override
  public void processElement(StreamRecord<RawMessage> element) {
    var message = element.getValue();
    var name = message.city() + "/" + message.feed();
    var feed = feeds.get(name);
    var run = new Run(message, feed == null ? UNKNOWN : name);
    run.tally.messages++;
    if (feed == null) {
      run.refuseWhole(Reason.UNKNOWN_FEED, "no feed of this name in the city files of this job");
    } else if (message.cut()) {
      run.refuseWhole(Reason.RECORD_TOO_LARGE, "the sender had to cut it");
    } else {
      decode(feed, message, run);
    }
    run.tally.records += message.records();
  }

  private static void decode(Feed feed, RawMessage message, Run run) {
    long moment = feed.snapshotTime(message);
    if (run.intake.recent.isSnapshotAgain(moment)) {
      run.refuseWhole(Reason.FEED_UNCHANGED, "of the same moment as the snapshot before");
    } else {
      run.snapshot = moment != Long.MIN_VALUE;
      feed.decode(message, new BoundedOutlet(run, message));
      run.checkCount();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushTallies();
  }

  @Override
  public void finish() throws Exception {
    flushTallies();
    super.finish();
  }

  private void flushTallies() {
    for (var intake : intakes.values()) {
      if (intake.tally.messages > 0) {
        emit(intake.tally.drain(intake.key));
      }
    }
  }

  private void emit(Outgoing out) {
    output.collect(reuse.replace(out));
  }

  private Intake intake(String name) {
    return intakes.computeIfAbsent(
        name,
        n ->
            new Intake(
                n.getBytes(StandardCharsets.UTF_8),
                new IngestTally(n, count(n, "in"), count(n, "rejected"), count(n, "repeated")),
                recent.computeIfAbsent(n, r -> new RecentReadings()),
                new HashSet<>()));
  }

  private Counter count(String name, String what) {
    return getMetricGroup().addGroup("feed", name).counter(what);
  }

  /** What becomes of one message. */
  private final class Run implements Outlet {

    private final RawMessage message;
    private final Intake intake;
    private final byte[] key;
    private final IngestTally tally;
    private int seen;

    /** Of a feed whose messages say all there is, so most of it again; that is no fault. */
    private boolean snapshot;

    Run(RawMessage message, String name) {
      this.message = message;
      this.intake = intake(name);
      this.key = intake.key;
      this.tally = intake.tally;
    }

    @Override
    public void observation(Observation observation) {
      if (!isZoneKnown(observation)) {
        refuse(
            observation, Reason.UNKNOWN_ZONE, "zone '" + observation.zone() + "' is in no layer");
        return;
      }
      if (isRepeated(observation)) {
        if (snapshot) {
          tally.repeated();
          return;
        }
        refuse(observation, Reason.DUPLICATE, "this series had the same value at this time before");
        return;
      }
      tally.observation(observation.phenomenonTime().toEpochMilli());
      emit(
          new Outgoing(
              Topics.observations(observation.property().domain()),
              key,
              codec.encode(observation),
              observation.phenomenonTime().toEpochMilli(),
              Outgoing.NO_HEADERS));
    }

    private boolean isZoneKnown(Observation observation) {
      var zone = observation.zone();
      if (zone.isEmpty() || intake.zonesSeen.contains(zone)) {
        return true;
      }
      var check = zoneChecks.get(observation.city());
      if (check != null && !check.knows(zone)) {
        return false;
      }
      if (check != null && intake.zonesSeen.size() < KNOWN_ZONES) {
        intake.zonesSeen.add(zone);
      }
      return true;
    }

    /**
     * Refuses what could be decoded; its line is not at hand any more, so its content stands for
     * it.
     */
    private void refuse(Observation observation, Reason reason, String detail) {
      var text =
          observation.feature() + "," + observation.phenomenonTime() + "," + observation.result();
      rejected(
          new Rejected(
              message.city(),
              message.feed(),
              message.source(),
              0,
              observation.property().name(),
              reason,
              detail,
              message.arrival(),
              text.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isRepeated(Observation observation) {
      long series = Fingerprint.of(observation.feature(), observation.property().code());
      long reading =
          Fingerprint.mix(
              observation.phenomenonTime().toEpochMilli(),
              Double.doubleToLongBits(observation.result()));
      return intake.recent.isRepeated(series, reading);
    }

    @Override
    public void rejected(Rejected rejected) {
      tally.rejected();
      emit(
          new Outgoing(
              Topics.REJECTED,
              key,
              Aside.cut(rejected.raw()),
              rejected.arrival().toEpochMilli(),
              new String[] {
                "city", BoundedOutlet.cut(rejected.city()),
                "feed", BoundedOutlet.cut(rejected.feed()),
                "source", BoundedOutlet.cut(rejected.source()),
                "line", Long.toString(rejected.line()),
                "field", BoundedOutlet.cut(rejected.field()),
                "reason", rejected.reason().code(),
                "detail", BoundedOutlet.cut(rejected.detail())
              }));
    }

    @Override
    public void record(int values) {
      seen++;
      tally.values += values;
    }

    void refuseWhole(Reason reason, String detail) {
      rejected(
          new Rejected(
              message.city(),
              message.feed(),
              message.source(),
              message.firstLine(),
              "",
              reason,
              detail,
              message.arrival(),
              message.body()));
    }

    /**
     * A decoder that found more or fewer records than were sent has lost some: that is said, not
     * hidden.
     */
    void checkCount() {
      if (seen != message.records()) {
        refuseWhole(
            Reason.COUNT_MISMATCH, message.records() + " records were sent and " + seen + " found");
      }
    }
  }
}
