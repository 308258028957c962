package citybrain.jobs.ingest;

import citybrain.feed.Feed;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Observation;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
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

  private static final int RAW_LIMIT = 64 * 1024;

  /** How many readings of a series are remembered to recognise one that comes twice. */
  private static final int REMEMBERED = 8;

  private final CityFeeds cityFeeds;

  private transient Map<String, Feed> feeds;
  private transient Map<String, CityFeeds.ZoneCheck> zoneChecks;
  private transient Map<String, IngestTally> tallies;
  private transient Map<String, byte[]> keys;
  private transient MapState<Long, long[]> recent;
  private transient ValueState<Long> lastSnapshot;
  private transient ObservationCodec codec;
  private transient StreamRecord<Outgoing> reuse;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  IngestOperator(CityFeeds cityFeeds) {
    this.cityFeeds = cityFeeds;
  }

  @Override
  public void open() throws Exception {
    super.open();
    feeds = cityFeeds.open();
    zoneChecks = cityFeeds.zoneChecks();
    tallies = new TreeMap<>();
    keys = new TreeMap<>();
    codec = new ObservationCodec();
    reuse = new StreamRecord<>(null);
    var descriptor =
        new MapStateDescriptor<>(
            "recent-readings", Types.LONG, PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
    recent =
        getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    lastSnapshot =
        getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("last-snapshot", Types.LONG));
  }

  @Override
  public void processElement(StreamRecord<RawMessage> element) throws Exception {
    var message = element.getValue();
    var name = message.city() + "/" + message.feed();
    var feed = feeds.get(name);
    var run = new Run(message, feed == null ? UNKNOWN : name);
    run.tally.messages++;
    if (feed == null) {
      run.refuseWhole(Reason.UNKNOWN_FEED, "no feed of this name in the city files of this job");
    } else if (message.cut()) {
      run.refuseWhole(Reason.RECORD_TOO_LARGE, "the sender had to cut it");
    } else if (isUnchanged(feed.snapshotTime(message))) {
      run.refuseWhole(Reason.FEED_UNCHANGED, "of the same moment as the snapshot before");
    } else {
      feed.decode(message, run);
      run.checkCount();
    }
    run.tally.records += message.records();
  }

  /** True for a snapshot that comes again; the key is the feed, so each has its own. */
  private boolean isUnchanged(long snapshot) throws Exception {
    if (snapshot == Long.MIN_VALUE) {
      return false;
    }
    var before = lastSnapshot.value();
    lastSnapshot.update(snapshot);
    return before != null && before == snapshot;
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
    tallies.forEach(
        (name, tally) -> {
          if (tally.messages > 0) {
            emit(tally.drain(key(name)));
          }
        });
  }

  private void emit(Outgoing out) {
    output.collect(reuse.replace(out));
  }

  private byte[] key(String name) {
    return keys.computeIfAbsent(name, n -> n.getBytes(StandardCharsets.UTF_8));
  }

  private IngestTally tally(String name) {
    return tallies.computeIfAbsent(
        name, n -> new IngestTally(n, count(n, "in"), count(n, "rejected")));
  }

  private Counter count(String name, String what) {
    return getMetricGroup().addGroup("feed", name).counter(what);
  }

  /** What becomes of one message. */
  private final class Run implements Outlet {

    private final RawMessage message;
    private final byte[] key;
    private final IngestTally tally;
    private int seen;

    Run(RawMessage message, String name) {
      this.message = message;
      this.key = key(name);
      this.tally = tally(name);
    }

    @Override
    public void observation(Observation observation) {
      if (!isZoneKnown(observation)) {
        refuse(
            observation, Reason.UNKNOWN_ZONE, "zone '" + observation.zone() + "' is in no layer");
        return;
      }
      if (isRepeated(observation)) {
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
      var check = zoneChecks.get(observation.city());
      return observation.zone().isEmpty() || check == null || check.knows(observation.zone());
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
      try {
        long series = Fingerprint.of(observation.feature(), observation.property().code());
        long reading =
            Fingerprint.mix(
                observation.phenomenonTime().toEpochMilli(),
                Double.doubleToLongBits(observation.result()));
        var ring = recent.get(series);
        if (ring == null) {
          ring = new long[REMEMBERED];
        } else {
          for (long known : ring) {
            if (known == reading) {
              return true;
            }
          }
          ring = ring.clone();
        }
        System.arraycopy(ring, 0, ring, 1, REMEMBERED - 1);
        ring[0] = reading;
        recent.put(series, ring);
        return false;
      } catch (Exception e) {
        throw new IllegalStateException("state of the engine cannot be read", e);
      }
    }

    @Override
    public void rejected(Rejected rejected) {
      tally.rejected();
      var raw = rejected.raw();
      emit(
          new Outgoing(
              Topics.REJECTED,
              key,
              raw.length > RAW_LIMIT ? Arrays.copyOf(raw, RAW_LIMIT) : raw,
              rejected.arrival().toEpochMilli(),
              new String[] {
                "city", rejected.city(),
                "feed", rejected.feed(),
                "source", rejected.source(),
                "line", Long.toString(rejected.line()),
                "field", rejected.field(),
                "reason", rejected.reason().code(),
                "detail", rejected.detail()
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
