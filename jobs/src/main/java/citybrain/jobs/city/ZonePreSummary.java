package citybrain.jobs.city;

import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.SetAside;
import citybrain.observation.ObservedProperty;
import citybrain.wire.ObservationView;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sums observations by feed, zone, property and minute before they are shuffled. Works on encoded
 * records and flushes before each barrier, so that sums need no state; what rests in state are the
 * clocks, one a feed and property, by which alone it judges what is too late.
 */
final class ZonePreSummary extends AbstractStreamOperator<ZoneMinute>
    implements OneInputStreamOperator<Delivery, ZoneMinute> {

  /** Tallies, and what is late or cannot be read, go beside the sums. */
  static final OutputTag<Outgoing> ASIDE =
      new OutputTag<>("aside", citybrain.jobs.runtime.Types.OUTGOING);

  private static final long serialVersionUID = 1L;

  /** Of one city: names from outside must not grow memory. */
  private static final int MOST_FEEDS = 1_000;

  private final Places places;
  private final long retention;

  private transient Map<String, Places.Lookup> cities;
  private transient Map<String, Map<String, Source>> sources;
  private transient @Nullable Source last;
  private transient ObservationView view;
  private transient StreamRecord<ZoneMinute> reuse;
  private transient FeedSums.Out out;
  private transient Counter unreadable;

  /** Of all workers, because a feed may be another's after a restart: city, feed, property, now. */
  private transient ListState<Tuple4<String, String, Integer, Long>> clocks;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  ZonePreSummary(Places places, WindowTimes times) {
    this.places = places;
    this.retention = times.retention();
  }

  /** One feed of one city. */
  private static final class Source {
    final String city;
    final String feed;
    final Places.Lookup lookup;
    final AggregateTally tally = new AggregateTally();
    final FeedSums[] sums = new FeedSums[128];

    Source(String city, String feed, Places.Lookup lookup) {
      this.city = city;
      this.feed = feed;
      this.lookup = lookup;
    }

    FeedSums sums(ObservedProperty property) {
      int code = property.code();
      if (sums[code] == null) {
        sums[code] = new FeedSums(city, feed, property, lookup);
      }
      return sums[code];
    }
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    clocks =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "clocks", Types.TUPLE(Types.STRING, Types.STRING, Types.INT, Types.LONG)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    cities = places.open();
    sources = new HashMap<>();
    view = new ObservationView();
    reuse = new StreamRecord<>(null);
    out = this::emit;
    unreadable = getMetricGroup().counter("unreadable");
    for (var clock : clocks.get()) {
      var property = ObservedProperty.find(clock.f2);
      if (cities.containsKey(clock.f0) && property.isPresent()) {
        var sums = source(clock.f0, clock.f1).sums(property.get());
        sums.now = Math.max(sums.now, clock.f3);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) {
    var delivery = element.getValue();
    var bytes = delivery.value();
    Source source;
    try {
      if (bytes == null) {
        throw new WireException(WireException.MALFORMED, "no value");
      }
      view.read(bytes);
      source = source(view.city(), view.feed());
    } catch (WireException e) {
      unreadable.inc();
      output.collect(ASIDE, new StreamRecord<>(SetAside.of(delivery, AggregatesJob.NAME, e)));
      return;
    }
    source.tally.observations++;
    var sums = source.sums(view.property());
    long time = view.phenomenonTime();
    if (Windows.isTooLate(time, sums.now, retention)) {
      source.tally.late++;
      late(source, bytes, time);
      return;
    }
    source.tally.aggregated++;
    sums.add(view.place(), Windows.startOf(time, Windows.MINUTE), view.result(), out);
  }

  /** A partition brings one feed for long stretches, and the view names it by the same objects. */
  @SuppressWarnings("ReferenceEquality")
  private Source source(String city, String feed) {
    var found = last;
    if (found == null || found.feed != feed || found.city != city) {
      found =
          sources
              .computeIfAbsent(city, c -> new HashMap<>())
              .computeIfAbsent(feed, f -> newSource(city, f));
      last = found;
    }
    return found;
  }

  private Source newSource(String city, String feed) {
    var lookup = cities.get(city);
    if (lookup == null) {
      throw new WireException(
          WireException.UNKNOWN_CITY, "of a city that no city file of this job names");
    }
    if (sources.getOrDefault(city, Map.of()).size() >= MOST_FEEDS) {
      throw new WireException(WireException.UNKNOWN_FEED, "of one feed too many of its city");
    }
    return new Source(city, feed, lookup);
  }

  private void late(Source source, byte[] value, long time) {
    var name = source.city + "/" + source.feed;
    output.collect(
        ASIDE,
        new StreamRecord<>(
            new Outgoing(
                Topics.LATE,
                name.getBytes(StandardCharsets.UTF_8),
                value,
                time,
                new String[] {"job", "city-aggregates"})));
  }

  private void emit(ZoneSeries series, long start, long count, double sum, double min, double max) {
    var minute = new ZoneMinute(series);
    minute.start = start;
    minute.count = count;
    minute.sum = sum;
    minute.min = min;
    minute.max = max;
    output.collect(reuse.replace(minute));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushAll();
  }

  @Override
  public void finish() throws Exception {
    flushAll();
    super.finish();
  }

  private void flushAll() {
    forEach(
        source -> {
          for (var sums : source.sums) {
            if (sums != null) {
              sums.flush(out);
            }
          }
          if (source.tally.observations > 0) {
            output.collect(ASIDE, new StreamRecord<>(source.tally.drain(source.city, source.feed)));
          }
        });
  }

  private void forEach(Consumer<Source> action) {
    sources.values().forEach(feeds -> feeds.values().forEach(action));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    var all = new ArrayList<Tuple4<String, String, Integer, Long>>();
    forEach(
        source -> {
          for (var sums : source.sums) {
            if (sums != null) {
              all.add(Tuple4.of(source.city, source.feed, sums.property.code(), sums.now));
            }
          }
        });
    clocks.update(all);
  }
}
