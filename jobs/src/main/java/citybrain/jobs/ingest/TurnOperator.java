package citybrain.jobs.ingest;

import citybrain.feed.RawRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Gives each record of a feed that has lanes its turn, so that any worker may decode it. It needs
 * no state: a barrier comes to a lane behind all records before it, so that nothing waits for its
 * turn at a checkpoint, and all count from zero again after it.
 */
final class TurnOperator extends AbstractStreamOperator<LaneInput>
    implements OneInputStreamOperator<RawRecord, LaneInput> {

  private static final long serialVersionUID = 1L;

  private final TreeSet<String> withLanes;
  private final OutputTag<LaneInput> ofLanes;

  private transient Map<String, long[]> turns;
  private transient StreamRecord<LaneInput> reuse;
  private transient int sender;

  /**
   * @param withLanes {@code city/feed} of feeds that have many
   * @param type how records travel on
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  TurnOperator(Set<String> withLanes, TypeInformation<LaneInput> type) {
    this.withLanes = new TreeSet<>(withLanes);
    this.ofLanes = ofLanes(type);
  }

  /** Records of feeds that have lanes. */
  static OutputTag<LaneInput> ofLanes(TypeInformation<LaneInput> type) {
    return new OutputTag<>("of-lanes", type);
  }

  @Override
  public void open() throws Exception {
    super.open();
    turns = new HashMap<>();
    reuse = new StreamRecord<>(null);
    sender = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) {
    var record = element.getValue();
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
