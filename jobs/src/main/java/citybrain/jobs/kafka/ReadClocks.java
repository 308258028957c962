package citybrain.jobs.kafka;

import citybrain.wire.BlockClock;
import citybrain.wire.BlockLane;
import citybrain.wire.ClockMark;
import citybrain.wire.ToldClock;
import citybrain.wire.WireException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Tells how far the clocks of feeds have come by the observations and marks read so far: before
 * each checkpoint, those that have gone on since the last. What cannot be read is set aside by
 * whoever reads the same records as observations.
 */
public final class ReadClocks extends AbstractStreamOperator<ToldClock>
    implements OneInputStreamOperator<Delivery, ToldClock> {

  private static final long serialVersionUID = 1L;

  /** Of one city: names from outside must not grow memory. */
  private static final int MOST_CLOCKS = 10_000;

  private final TreeSet<String> cities;

  /** A clock that is told. */
  private record Teller(String feed, String domain, String of, int part, int parts) {}

  private transient BlockClock.Reader blocks;
  private transient Map<String, Map<Teller, Long>> told;
  private transient Map<String, Map<Teller, ToldClock>> news;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  public ReadClocks(Collection<String> cities) {
    this.cities = new TreeSet<>(cities);
  }

  @Override
  public void open() throws Exception {
    super.open();
    blocks = new BlockClock.Reader();
    told = new HashMap<>();
    news = new TreeMap<>();
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) {
    try {
      take(clock(element.getValue()));
    } catch (WireException e) {
      // Set aside, with its reason, by the operator that reads the same record as observations.
      LOG.debug("no clock in a record that cannot be read: {}", e.getMessage());
    }
  }

  private ToldClock clock(Delivery delivery) {
    var mark = FeedMark.find(delivery);
    if (mark != null) {
      return new ToldClock(mark.city(), mark.feed(), mark.domain(), mark.mark());
    }
    var block = blocks.read(delivery.requireValue());
    var lane = BlockLane.parse(delivery.header(BlockLane.HEADER));
    return new ToldClock(
        block.city(),
        block.feed(),
        FeedMark.domain(delivery),
        ClockMark.ofFeed(lane, block.after()));
  }

  private void take(ToldClock mark) {
    if (!cities.contains(mark.city())) {
      return;
    }
    var clock = mark.mark();
    var teller =
        new Teller(mark.feed(), mark.domain().word(), clock.of(), clock.part(), clock.parts());
    var ofCity = told.computeIfAbsent(mark.city(), city -> new HashMap<>());
    if (clock.clock() > ofCity.getOrDefault(teller, 0L)
        && (ofCity.size() < MOST_CLOCKS || ofCity.containsKey(teller))) {
      ofCity.put(teller, clock.clock());
      news.computeIfAbsent(mark.city(), city -> new LinkedHashMap<>()).put(teller, mark);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    tell();
  }

  @Override
  public void finish() throws Exception {
    tell();
    super.finish();
  }

  private void tell() {
    news.values()
        .forEach(
            ofCity -> ofCity.values().forEach(mark -> output.collect(new StreamRecord<>(mark))));
    news.clear();
  }
}
