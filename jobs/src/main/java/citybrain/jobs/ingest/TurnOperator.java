package citybrain.jobs.ingest;

import citybrain.feed.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each record of a feed that has lanes its turn, so that any worker may decode it. Turns need
 * no state: a barrier comes to a lane behind all records before it, so that nothing waits for its
 * turn at a checkpoint, and all count from zero again after it. It also remembers how far each
 * partition was read, to notice what is gone from the log.
 */
final class TurnOperator extends AbstractStreamOperator<LaneInput>
    implements OneInputStreamOperator<RawRecord, LaneInput> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(TurnOperator.class);

  private final TreeSet<String> withLanes;
  private final TreeSet<String> feeds;
  private final OutputTag<LaneInput> ofLanes;

  private transient ListState<long[]> nextOffsets;
  private transient LogGaps gaps;
  private transient Counter missing;
  private transient Map<String, long[]> turns;
  private transient StreamRecord<LaneInput> reuse;
  private transient int sender;

  /**
   * @param withLanes {@code city/feed} of feeds that have many
   * @param feeds likewise of all
   * @param type how records travel on
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  TurnOperator(Set<String> withLanes, Set<String> feeds, TypeInformation<LaneInput> type) {
    this.withLanes = new TreeSet<>(withLanes);
    this.feeds = new TreeSet<>(feeds);
    this.ofLanes = ofLanes(type);
  }

  /** Records of feeds that have lanes. */
  static OutputTag<LaneInput> ofLanes(TypeInformation<LaneInput> type) {
    return new OutputTag<>("of-lanes", type);
  }

  /** Each worker is given all of it: who reads which partition may have changed. */
  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    gaps = new LogGaps(feeds);
    nextOffsets =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "next-offsets", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    for (var one : nextOffsets.get()) {
      gaps.restore((int) one[0], one[1]);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var all = new ArrayList<long[]>();
    gaps.next().forEach((partition, next) -> all.add(new long[] {partition, next}));
    nextOffsets.update(all);
  }

  @Override
  public void open() throws Exception {
    super.open();
    turns = new HashMap<>();
    reuse = new StreamRecord<>(null);
    missing = getMetricGroup().counter("missing");
    sender = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  /** Records that were never read, since this process began. */
  long missing() {
    return missing.getCount();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    var record = element.getValue();
    long gone = gaps.read(record.partition(), record.offset());
    if (gone > 0) {
      missing.inc(gone);
      LOG.warn("{}", gaps.told(record.partition(), record.offset(), gone));
    }
    var input = LaneInput.of(record);
    if (withLanes.contains(input.key())) {
      long turn = turns.computeIfAbsent(input.key(), k -> new long[1])[0]++;
      var waits = new LaneInput(input.key(), sender, turn, record, null);
      output.collect(ofLanes, new StreamRecord<>(waits));
    } else {
      output.collect(reuse.replace(input));
    }
  }
}
