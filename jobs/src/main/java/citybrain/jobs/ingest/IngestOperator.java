package citybrain.jobs.ingest;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.Intake;
import citybrain.feed.RawRecord;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.jobs.cities.CityFeeds;
import citybrain.jobs.kafka.ClockMarks;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.wire.Aside;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes raw messages, one feed in order, and writes observations, rejections and the tally of
 * both. Keyed by city and feed, so that a feed's observations leave in the order its messages came.
 */
final class IngestOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<RawRecord, Outgoing> {

  private static final long serialVersionUID = 1L;

  /**
   * Whatever calls itself something that no city file names is counted here: names from outside
   * must not grow state.
   */
  private static final String UNKNOWN = "unknown/unknown";

  private static final int STATE_VERSION = 3;

  private static final Logger LOG = LoggerFactory.getLogger(IngestOperator.class);

  private final CityFeeds cityFeeds;

  private transient Map<String, Intake> intakes;
  private transient Map<String, Writing> writings;

  /** Feeds that have spoken on this worker. */
  private transient Set<String> own;

  /** What was remembered of feeds that no city file names any more: it may come back. */
  private transient Map<String, byte[]> strangers;

  private transient BlockWriter blocks;
  private transient StreamRecord<Outgoing> reuse;

  @SuppressWarnings("NullAway") // the engine calls initializeState before anything else
  IngestOperator(CityFeeds cityFeeds) {
    this.cityFeeds = cityFeeds;
  }

  @Override
  public void open() throws Exception {
    super.open();
    writings = new TreeMap<>();
    blocks = new BlockWriter();
    reuse = new StreamRecord<>(null);
  }

  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    intakes = cityFeeds.open();
    own = new TreeSet<>();
    strangers = new TreeMap<>();
    for (var part : context.getRawKeyedStateInputs()) {
      var in = new DataInputStream(new BufferedInputStream(part.getStream()));
      int version = in.readInt();
      if (version != STATE_VERSION) {
        throw new IOException("state of version " + version + "; this job reads " + STATE_VERSION);
      }
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        var name = in.readUTF();
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        var intake = intakes.get(name);
        if (intake == null) {
          LOG.warn("feed={} is in no city file any more; what was remembered of it is kept", name);
          strangers.put(name, bytes);
        } else {
          own.add(name);
          intake.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        }
      }
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var groups = new HashMap<Integer, List<String>>();
    var names = new ArrayList<>(own);
    names.addAll(strangers.keySet());
    for (var name : names) {
      int group =
          KeyGroupRangeAssignment.assignToKeyGroup(
              name, getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(name);
    }
    var stream = context.getRawKeyedOperatorStateOutput();
    for (int group : stream.getKeyGroupList()) {
      stream.startNewKeyGroup(group);
      write(groups.getOrDefault(group, List.of()), stream);
    }
  }

  private void write(List<String> names, OutputStream stream) throws IOException {
    var out = new DataOutputStream(new BufferedOutputStream(stream));
    out.writeInt(STATE_VERSION);
    out.writeInt(names.size());
    for (var name : names) {
      out.writeUTF(name);
      var bytes = state(name);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    out.flush();
  }

  private byte[] state(String name) throws IOException {
    var intake = intakes.get(name);
    if (intake == null) {
      return strangers.getOrDefault(name, new byte[0]);
    }
    var bytes = new ByteArrayOutputStream();
    intake.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    var record = element.getValue();
    var message = record.message();
    var name = message.city() + "/" + message.feed();
    var intake = intakes.get(name);
    var writing = writing(intake == null ? UNKNOWN : name);
    boolean isMessage = record.kind() == RawRecord.Kind.MESSAGE;
    writing.tally.messages += isMessage ? 1 : 0;
    writing.tally.heartbeats += isMessage ? 0 : 1;
    if (intake != null) {
      own.add(name);
      intake.take(record, writing);
    } else if (isMessage) {
      writing.rejected(
          Rejected.whole(
              message, Reason.UNKNOWN_FEED, "no feed of this name in the city files of this job"));
    }
    writing.tally.records += message.records();
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
    writings.forEach(
        (name, writing) -> {
          if (!writing.tally.isEmpty()) {
            var intake = intakes.get(name);
            emit(writing.tally.drain(writing.key, intake == null ? 0 : intake.clock()));
          }
        });
  }

  private void emit(Outgoing out) {
    output.collect(reuse.replace(out));
  }

  private Writing writing(String name) {
    return writings.computeIfAbsent(name, Writing::new);
  }

  private Counter count(String name, String what) {
    return getMetricGroup().addGroup("feed", name).counter(what);
  }

  /** Puts what becomes of one feed into the log, and counts it. */
  private final class Writing implements Intake.Out {

    private final byte[] key;
    private final IngestTally tally;

    Writing(String name) {
      this.key = name.getBytes(StandardCharsets.UTF_8);
      this.tally =
          new IngestTally(
              name, count(name, "in"), count(name, "rejected"), count(name, "repeated"));
    }

    @Override
    public void readings(Domain domain, List<Observation> readings, Stamp first) {
      long latest = Long.MIN_VALUE;
      for (var reading : readings) {
        long time = reading.phenomenonTime().toEpochMilli();
        latest = Math.max(latest, time);
        tally.observation(time);
      }
      emit(
          new Outgoing(
              Topics.observations(domain),
              key,
              blocks.encode(readings, first),
              latest,
              Outgoing.NO_HEADERS));
    }

    @Override
    public void mark(Domain domain, long clock) {
      tally.marks++;
      emit(ClockMarks.of(domain, key, ClockMark.ofFeed(clock)));
    }

    @Override
    public void repeated() {
      tally.repeated();
    }

    @Override
    public void record(int values) {
      tally.values += values;
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
  }
}
