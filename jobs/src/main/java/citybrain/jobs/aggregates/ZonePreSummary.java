package citybrain.jobs.aggregates;

import citybrain.aggregation.Told;
import citybrain.aggregation.WindowSpan;
import citybrain.aggregation.WindowTimes;
import citybrain.jobs.cities.Places;
import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.FeedMark;
import citybrain.jobs.kafka.LateRows;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.SetAside;
import citybrain.jobs.kafka.ToldClocks;
import citybrain.jobs.runtime.Workers;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.wire.BlockLane;
import citybrain.wire.BlockReader;
import citybrain.wire.ClockMark;
import citybrain.wire.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sums observations by feed, zone, property and minute before they are shuffled. Works on encoded
 * records and flushes before each barrier, so that it needs no state. What is too late is said by
 * the stamp of each record; clocks go to all workers behind the sums before them.
 */
final class ZonePreSummary extends AbstractStreamOperator<MinuteSums>
    implements OneInputStreamOperator<Delivery, MinuteSums> {

  /** Tallies, and what is late or cannot be read, go beside the sums. */
  static final OutputTag<Outgoing> ASIDE =
      new OutputTag<>("aside", citybrain.jobs.kafka.Types.OUTGOING);

  private static final long serialVersionUID = 1L;

  /** Of one city: names from outside must not grow memory. */
  private static final int MOST_FEEDS = 1_000;

  private final Places places;
  private final WindowTimes times;
  private final Members members;

  private transient Map<String, Places.Lookup> cities;
  private transient Map<String, ZoneTuples> tuples;
  private transient List<MinuteSums.Rows> rows;
  private transient List<MinuteSums.Rows> singleRows;
  private transient Map<String, Map<String, Source>> sources;
  private transient @Nullable Source last;
  private transient BlockReader block;
  private transient LateRows late;

  /** The sums of the properties in the block that is being read, by their numbers there. */
  private transient FeedSums[] inBlock;

  private transient Ways[] ways;

  private transient StreamRecord<MinuteSums> reuse;
  private transient Counter unreadable;

  private transient List<Long> workers;

  @SuppressWarnings("NullAway") // the engine calls initializeState and open before anything else
  ZonePreSummary(Places places, WindowTimes times, Members members) {
    this.places = places;
    this.times = times;
    this.members = members;
  }

  /** One feed of one city. */
  private final class Source {
    final String city;
    final String feed;
    final AggregateTally tally = new AggregateTally();
    final Map<ObservedProperty, FeedSums> sums = new TreeMap<>();

    /** Of what nobody measured. */
    final Map<ObservedProperty, FeedSums> estimates = new TreeMap<>();

    final Map<ObservedProperty, Ways> ways = new TreeMap<>();

    /** Of what the feed may correct. */
    final SingleValues singles =
        new SingleValues(
            singleRows,
            (property, worker, start, ofWorker) ->
                collect(property, worker, start, ofWorker, MinuteSums.Kind.ONE_BY_ONE));

    /** The minutes its clock was told at last. */
    final ToldClocks told = new ToldClocks();

    Source(String city, String feed) {
      this.city = city;
      this.feed = feed;
    }

    FeedSums sums(ObservedProperty property) {
      return sums.computeIfAbsent(property, p -> newSums(p, MinuteSums.Kind.MEASURED));
    }

    FeedSums estimates(ObservedProperty property) {
      return estimates.computeIfAbsent(property, p -> newSums(p, MinuteSums.Kind.ESTIMATED));
    }

    private FeedSums newSums(ObservedProperty property, MinuteSums.Kind kind) {
      return new FeedSums(
          tuples(city),
          rows,
          (worker, start, ofWorker) -> collect(property, worker, start, ofWorker, kind));
    }

    void forEachSum(Consumer<FeedSums> action) {
      sums.values().forEach(action);
      estimates.values().forEach(action);
    }

    void forget() {
      sums.clear();
      estimates.clear();
    }

    private void collect(
        ObservedProperty property, int worker, long start, byte[] ofWorker, MinuteSums.Kind kind) {
      output.collect(
          reuse.replace(
              new MinuteSums(
                  workers.get(worker), city, feed, property.name(), start, ofWorker, kind, null)));
    }

    Ways ways(ObservedProperty property) {
      return ways.computeIfAbsent(
          property,
          p ->
              new Ways(
                  members.times(city, p, times).retention(), members.isCorrected(city, feed, p)));
    }
  }

  /**
   * What becomes of the values of a feed and property.
   *
   * @param retention how far behind the clock they may be, ms
   * @param oneByOne whether each goes on by itself, for the feed may correct it
   */
  private record Ways(long retention, boolean oneByOne) {}

  @Override
  public void open() throws Exception {
    super.open();
    cities = places.open();
    sources = new HashMap<>();
    block = new BlockReader(members.vocabulary());
    inBlock = new FeedSums[BlockReader.MOST_PROPERTIES];
    ways = new Ways[BlockReader.MOST_PROPERTIES];
    late =
        new LateRows(
            AggregatesJob.NAME, record -> output.collect(ASIDE, new StreamRecord<>(record)));
    reuse = new StreamRecord<>(null);
    unreadable = getMetricGroup().counter("unreadable");
    workers = Workers.keys(getRuntimeContext().getTaskInfo(), Long::valueOf);
    tuples = new HashMap<>();
    rows = workers.stream().map(worker -> new MinuteSums.Rows()).toList();
    singleRows = workers.stream().map(worker -> new MinuteSums.Rows()).toList();
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) {
    var delivery = element.getValue();
    try {
      var mark = FeedMark.find(delivery);
      if (mark == null) {
        sum(delivery);
      } else {
        mark(mark);
      }
    } catch (WireException e) {
      unreadable.inc();
      output.collect(ASIDE, new StreamRecord<>(SetAside.of(delivery, AggregatesJob.NAME, e)));
    }
  }

  private void mark(FeedMark mark) {
    var source = source(mark.city(), mark.feed());
    var derivedBy = mark.mark().of();
    if (derivedBy.isEmpty()) {
      tell(source, mark.domain(), mark.lane(), mark.mark().clock());
    } else {
      source.forEachSum(FeedSums::flush);
      send(source, derivedBy, mark.mark());
    }
  }

  private void sum(Delivery delivery) {
    block.read(delivery.requireValue());
    var source = source(block.city(), block.feed());
    long clock = block.stamp().clock();
    int count = block.count();
    source.tally.observations += count;
    long retention = Long.MAX_VALUE;
    boolean someOneByOne = false;
    for (int i = 0; i < block.propertyCount(); i++) {
      var property = block.propertyAt(i);
      inBlock[i] = source.sums(property);
      ways[i] = source.ways(property);
      retention = Math.min(retention, ways[i].retention);
      someOneByOne |= ways[i].oneByOne;
    }
    var ofCity = tuples(source.city);
    boolean someLate = WindowSpan.isTooLate(block.earliest(), clock, retention);
    int subject = -1;
    int tuple = -1;
    for (int row = 0; row < count; row++) {
      long time = block.phenomenonTime(row);
      int property = block.propertyNumber(row);
      if (someLate && WindowSpan.isTooLate(time, clock, ways[property].retention)) {
        source.tally.late++;
        late.add(block, row, "");
        continue;
      }
      source.tally.aggregated++;
      if (block.subject(row) != subject) {
        subject = block.subject(row);
        tuple = ofCity.at(block.place(subject));
      }
      var before = block.replaced(row);
      // A correction is no second reading, whatever the city file says of its feed by now.
      if (before != null || (someOneByOne && ways[property].oneByOne)) {
        source.singles.add(
            ofCity,
            tuple,
            block.property(row),
            time,
            new Told(block.result(row), block.isMeasured(row)),
            before == null ? null : new Told(before.result(), before.quality().isMeasured()));
      } else if (block.isMeasured(row)) {
        inBlock[property].add(tuple, time, block.result(row));
      } else {
        source.estimates(block.property(row)).add(tuple, time, block.result(row));
      }
    }
    source.singles.flush();
    late.end();
    var lane = BlockLane.parse(delivery.header(BlockLane.HEADER));
    tell(source, block.property(0).domain(), lane, block.stamp().after());
  }

  /** A minute of event time has passed: what was summed before leaves before the clock does. */
  private void tell(Source source, Domain domain, BlockLane lane, long clock) {
    long minute = WindowSpan.startOf(clock, WindowSpan.MINUTE_MILLIS);
    if (source.told.isNews(domain, lane, minute)) {
      source.forEachSum(sums -> sums.flushThrough(clock));
      send(source, domain.word(), ClockMark.ofFeed(lane, clock));
    }
  }

  private void send(Source source, String of, ClockMark mark) {
    for (var worker : workers) {
      output.collect(
          reuse.replace(
              MinuteSums.of(
                  new ZoneClock(
                      worker,
                      workers.size(),
                      source.city,
                      source.feed,
                      of,
                      mark.part(),
                      mark.parts(),
                      mark.clock()))));
    }
  }

  /**
   * A partition brings one feed for long stretches, and the reader names it by the same objects.
   */
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
    if (!cities.containsKey(city)) {
      throw new WireException(
          WireException.UNKNOWN_CITY, "of a city that no city file of this job names");
    }
    if (sources.getOrDefault(city, Map.of()).size() >= MOST_FEEDS) {
      throw new WireException(WireException.UNKNOWN_FEED, "of one feed too many of its city");
    }
    return new Source(city, feed);
  }

  private ZoneTuples tuples(String city) {
    var found = tuples.get(city);
    if (found == null) {
      var task = getRuntimeContext().getTaskInfo();
      int most = task.getMaxNumberOfParallelSubtasks();
      int all = task.getNumberOfParallelSubtasks();
      var lookup = Objects.requireNonNull(cities.get(city));
      found =
          new ZoneTuples(
              city,
              lookup,
              zone -> KeyGroupRangeAssignment.assignKeyToParallelOperator(zone, most, all));
      tuples.put(city, found);
    }
    return found;
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
          source.forEachSum(FeedSums::flush);
          if (source.tally.observations > 0) {
            output.collect(ASIDE, new StreamRecord<>(source.tally.drain(source.city, source.feed)));
          }
        });
    forgetMany();
  }

  /** Places come from outside: what is known of them is bounded. */
  private void forgetMany() {
    for (var city : List.copyOf(tuples.keySet())) {
      if (tuples(city).isFull()) {
        tuples.remove(city);
        sources.getOrDefault(city, Map.of()).values().forEach(Source::forget);
      }
    }
  }

  private void forEach(Consumer<Source> action) {
    sources.values().forEach(feeds -> feeds.values().forEach(action));
  }
}
