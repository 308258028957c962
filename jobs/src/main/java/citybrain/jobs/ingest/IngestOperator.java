package citybrain.jobs.ingest;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.FeedTerms;
import citybrain.feed.Lane;
import citybrain.feed.LanePart;
import citybrain.feed.LanesException;
import citybrain.feed.MessageDecoder;
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
import citybrain.wire.BlockLane;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataOutputSerializer;
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
 * both. Keyed by city, feed and lane, so that the observations of a lane leave in the order in
 * which the messages of its feed came. What other workers have decoded is put in order again.
 */
final class IngestOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<LaneInput, Outgoing> {

  private static final long serialVersionUID = 1L;

  /**
   * Whatever calls itself something that no city file names is counted here: names from outside
   * must not grow state.
   */
  private static final String UNKNOWN = "unknown/unknown";

  private static final int STATE_VERSION = 5;

  private static final int USUAL_BYTES = 4_096;

  private static final Logger LOG = LoggerFactory.getLogger(IngestOperator.class);

  private final CityFeeds cityFeeds;

  private transient Map<String, FeedTerms> terms;
  private transient Map<String, MessageDecoder> decoders;

  /** Those that have spoken on this worker, by their keys. */
  private transient Map<String, Lane> lanes;

  /** What waits for its turn, by the key of the lane and the sender. */
  private transient Map<String, Map<Integer, Turns>> turns;

  private transient Map<String, Writing> writings;
  private transient Map<String, Counts> counts;

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
    decoders = cityFeeds.decoders(false);
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
    terms = cityFeeds.terms();
    lanes = new TreeMap<>();
    turns = new HashMap<>();
    writings = new TreeMap<>();
    counts = new HashMap<>();
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
        restore(name, bytes);
      }
    }
  }

  private void restore(String key, byte[] bytes) throws IOException {
    var name = LaneKey.parse(key);
    var ofFeed = terms.get(name.feed());
    if (ofFeed == null || name.lane() >= ofFeed.lanes().all()) {
      LOG.warn("feed={} is in no city file any more; what was remembered of it is kept", key);
      strangers.put(key, bytes);
      return;
    }
    var lane = new Lane(ofFeed);
    try {
      lane.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (LanesException e) {
      throw new IOException("feed " + name.feed() + ": " + e.getMessage(), e);
    }
    lanes.put(key, lane);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    requireInOrder();
    var groups = new HashMap<Integer, List<String>>();
    var names = new ArrayList<>(lanes.keySet());
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
    var lane = lanes.get(name);
    if (lane == null) {
      return strangers.getOrDefault(name, new byte[0]);
    }
    var out = new DataOutputSerializer(USUAL_BYTES);
    lane.write(out);
    return out.getCopyOfBuffer();
  }

  /** A barrier comes behind all records before it, so that nothing can be missing between them. */
  private void requireInOrder() {
    turns.forEach(
        (key, senders) -> {
          if (!senders.values().stream().allMatch(Turns::isEmpty)) {
            throw new IllegalStateException(
                "records of "
                    + key
                    + " wait for their turn at a checkpoint: checkpoints of this job must be"
                    + " aligned");
          }
        });
  }

  @Override
  public void processElement(StreamRecord<LaneInput> element) {
    var input = element.getValue();
    var whole = input.whole();
    if (whole != null) {
      take(input.key(), whole);
    } else {
      turns
          .computeIfAbsent(input.key(), k -> new HashMap<>())
          .computeIfAbsent(input.sender(), sender -> new Turns())
          .take(input, next -> take(next.key(), Objects.requireNonNull(next.part())));
    }
  }

  private void take(String key, RawRecord record) {
    var decoder = decoders.get(key);
    if (decoder != null) {
      decoder.decode(record, part -> take(key, part));
      return;
    }
    var message = record.message();
    var writing = writing(UNKNOWN, BlockLane.ONLY);
    writing.tally.count(record);
    if (record.kind() == RawRecord.Kind.MESSAGE) {
      writing.rejected(
          Rejected.whole(
              message, Reason.UNKNOWN_FEED, "no feed of this name in the city files of this job"));
    }
  }

  private void take(String key, LanePart part) {
    var lane = lanes.get(key);
    if (lane == null) {
      lane = new Lane(Objects.requireNonNull(terms.get(LaneKey.parse(key).feed())));
      lanes.put(key, lane);
    }
    var writing = writings.get(key);
    if (writing == null) {
      writing = writing(key, new BlockLane(part.lane(), lane.lanes().all()));
    }
    if (part.lane() == 0) {
      writing.tally.count(part.record());
    }
    lane.take(part, writing);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushTallies();
  }

  @Override
  public void finish() throws Exception {
    requireInOrder();
    flushTallies();
    super.finish();
  }

  private void flushTallies() {
    writings.forEach(
        (name, writing) -> {
          if (!writing.tally.isEmpty()) {
            var lane = lanes.get(name);
            emit(writing.tally.drain(writing.feedKey, lane == null ? 0 : lane.clock()));
          }
        });
  }

  private void emit(Outgoing out) {
    output.collect(reuse.replace(out));
  }

  private Writing writing(String key, BlockLane lane) {
    return writings.computeIfAbsent(key, k -> new Writing(LaneKey.parse(k), lane));
  }

  /** Of one feed; all its lanes on this worker count together. */
  private Counts counts(String feed) {
    return counts.computeIfAbsent(
        feed,
        f -> {
          var group = getMetricGroup().addGroup("feed", f);
          return new Counts(
              group.counter("in"), group.counter("rejected"), group.counter("repeated"));
        });
  }

  /** What people see of a feed. */
  record Counts(Counter in, Counter rejected, Counter repeated) {}

  /** Puts what becomes of one lane of a feed into the log, and counts it. */
  private final class Writing implements Lane.Out {

    private final byte[] key;
    private final byte[] feedKey;
    private final BlockLane lane;
    private final String[] headers;
    private final IngestTally tally;

    Writing(LaneKey name, BlockLane lane) {
      this.key = name.text().getBytes(StandardCharsets.UTF_8);
      this.feedKey = name.feed().getBytes(StandardCharsets.UTF_8);
      this.lane = lane;
      this.headers =
          lane.lanes() == 1 ? Outgoing.NO_HEADERS : new String[] {BlockLane.HEADER, lane.text()};
      this.tally = new IngestTally(name.feed(), counts(name.feed()));
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
              Topics.observations(domain), key, blocks.encode(readings, first), latest, headers));
    }

    @Override
    public void mark(Domain domain, long clock) {
      tally.marks++;
      emit(ClockMarks.of(domain, key, ClockMark.ofFeed(lane, clock)));
    }

    @Override
    public void repeated() {
      tally.repeated();
    }

    @Override
    public void waiting(int words) {
      tally.waiting(words);
    }

    @Override
    public void values(int values) {
      tally.values += values;
    }

    @Override
    public void rejected(Rejected rejected) {
      tally.rejected();
      emit(
          new Outgoing(
              Topics.REJECTED,
              feedKey,
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
