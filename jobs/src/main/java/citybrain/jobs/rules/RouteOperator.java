package citybrain.jobs.rules;

import citybrain.detection.Key;
import citybrain.jobs.kafka.Delivery;
import citybrain.jobs.kafka.FeedMark;
import citybrain.jobs.kafka.LateRows;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.kafka.Reading;
import citybrain.jobs.kafka.SetAside;
import citybrain.jobs.kafka.ToldClocks;
import citybrain.jobs.kafka.Types;
import citybrain.jobs.rules.Readings.FeedName;
import citybrain.jobs.runtime.Workers;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.wire.BlockLane;
import citybrain.wire.BlockReader;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Tally;
import citybrain.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes each observation once and hands it to all rules that want it, on one way to
 * those of one {@link RuleHost}. What comes too late for a rule, by the stamp it bears, is counted
 * and told once, with all rules that miss it. Clocks go to every worker of every rule that waits
 * for them.
 */
final class RouteOperator extends AbstractStreamOperator<RuleInput>
    implements OneInputStreamOperator<Delivery, RuleInput> {

  /** Copies of what could not be read. */
  static final OutputTag<Outgoing> SET_ASIDE = new OutputTag<>("set-aside", Types.OUTGOING);

  /** Late readings and tallies. */
  static final OutputTag<Outgoing> RECORDS = new OutputTag<>("records", Types.OUTGOING);

  private static final long serialVersionUID = 1L;

  /** Clocks are told in whole seconds: finer steps would cost more than the readings. */
  static final long TICK = 1_000;

  /** Of one city: names from outside must not grow memory. */
  private static final int MOST_FEEDS = 1_000;

  /** The way to the rules of one host. */
  static OutputTag<RuleInput> to(RuleHost host) {
    return new OutputTag<>("to-" + host.name(), RuleInput.TYPE);
  }

  private final String job;
  private final List<RuleHost> hosts;
  private final RuleSources sources;
  private final TreeSet<String> cities;

  private transient BlockReader block;
  private transient LateRows late;
  private transient ObservationCodec codec;
  private transient List<Open> open;
  private transient List<Numbered> rules;
  private transient Map<String, Map<String, Feed>> feeds;
  private transient List<String> workers;

  /** What rules remember apart. */
  private transient List<Key> kinds;

  /** Of the key of the observation that is handed out, by kind, where it is known. */
  private transient @Nullable KeyPlace[] places;

  /** The hash of a key, and the number of the worker it is with. */
  private record KeyPlace(int hash, int worker) {}

  private transient Counter unreadable;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  RouteOperator(String job, List<RuleHost> hosts, RuleSources sources, Collection<String> cities) {
    this.job = job;
    this.hosts = List.copyOf(hosts);
    this.sources = sources;
    this.cities = new TreeSet<>(cities);
  }

  /** A way to a host. */
  private record Open(int kind, RuleHost host, OutputTag<RuleInput> tag, List<Outbox> outboxes) {}

  /** A rule with its figures, which stand under its number. */
  private record Numbered(int number, RuleHost.Member<?, ?> rule, Counter late) {}

  /** The rules at the end of one way that want something. */
  private record Wanting(Open way, List<Numbered> rules) {}

  /** What is known of one feed. */
  private final class Feed {
    final String city;
    final String name;
    final FeedName id;
    final ToldClocks told = new ToldClocks();
    final long[] inputs = new long[rules.size()];
    final long[] late = new long[rules.size()];

    /** Readings that some rule missed. */
    long missed;

    final Map<Domain, List<Open>> waiting = new EnumMap<>(Domain.class);
    final Map<ObservedProperty, List<Wanting>> wanting = new HashMap<>();

    Feed(String city, String name) {
      this.city = city;
      this.name = name;
      this.id = new FeedName(city, name);
    }

    /** The rules that want this property of this feed, by their ways. */
    List<Wanting> wanting(ObservedProperty property) {
      return wanting.computeIfAbsent(
          property,
          p ->
              open.stream()
                  .map(way -> new Wanting(way, wanting(way, p)))
                  .filter(one -> !one.rules.isEmpty())
                  .toList());
    }

    private List<Numbered> wanting(Open way, ObservedProperty property) {
      return rules.stream()
          .filter(one -> way.host.members().contains(one.rule))
          .filter(one -> one.rule.wants(city, property))
          .toList();
    }

    /** The ways to those that wait for this feed when they read this domain. */
    List<Open> waiting(Domain domain) {
      return waiting.computeIfAbsent(
          domain,
          d -> {
            var source = RuleSources.name(city, name, d);
            return open.stream()
                .filter(one -> sources.ofFeed(city, name, one.host.inputs()).contains(source))
                .toList();
          });
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    block = new BlockReader(sources.vocabulary());
    late = new LateRows(job, record -> output.collect(RECORDS, new StreamRecord<>(record)));
    codec = new ObservationCodec(sources.vocabulary());
    feeds = new HashMap<>();
    open = new ArrayList<>();
    workers = Workers.keys(getRuntimeContext().getTaskInfo(), i -> "worker-" + i);
    kinds = hosts.stream().map(RuleHost::by).distinct().toList();
    places = new KeyPlace[kinds.size()];
    rules = new ArrayList<>();
    for (var host : hosts) {
      var outboxes = workers.stream().map(worker -> new Outbox()).toList();
      open.add(new Open(kinds.indexOf(host.by()), host, to(host), outboxes));
      for (var rule : host.members()) {
        var counter = getMetricGroup().addGroup("rule", rule.name()).counter("late");
        rules.add(new Numbered(rules.size(), rule, counter));
      }
    }
    unreadable = getMetricGroup().counter("unreadable");
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) {
    var delivery = element.getValue();
    try {
      var mark = FeedMark.find(delivery);
      if (mark == null) {
        read(delivery);
      } else if (mark.mark().of().isEmpty()) {
        tell(feed(mark.city(), mark.feed()), mark.domain(), mark.lane(), mark.mark().clock());
      }
    } catch (WireException e) {
      unreadable.inc();
      output.collect(SET_ASIDE, new StreamRecord<>(SetAside.of(delivery, job, e)));
    }
  }

  private void read(Delivery delivery) {
    block.read(delivery.requireValue());
    var feed = feed(block.city(), block.feed());
    for (int number = 0; number < block.propertyCount(); number++) {
      if (!feed.wanting(block.propertyAt(number)).isEmpty()) {
        handAll(feed);
        break;
      }
    }
    var lane = BlockLane.parse(delivery.header(BlockLane.HEADER));
    tell(feed, block.property(0).domain(), lane, block.stamp().after());
  }

  private void handAll(Feed feed) {
    for (int row = 0; row < block.count(); row++) {
      var wanting = feed.wanting(block.property(row));
      if (!wanting.isEmpty()) {
        hand(row, feed, wanting);
      }
    }
    late.end();
  }

  private Feed feed(String city, String name) {
    Reading.requireCity(cities, city);
    var ofCity = feeds.computeIfAbsent(city, c -> new TreeMap<>());
    if (!ofCity.containsKey(name) && ofCity.size() >= MOST_FEEDS) {
      throw new WireException(WireException.UNKNOWN_FEED, "of one feed too many of its city");
    }
    return ofCity.computeIfAbsent(name, n -> new Feed(city, n));
  }

  private void hand(int row, Feed feed, List<Wanting> wanting) {
    var observation = block.observation(row);
    var stamp = block.stamp(row);
    long time = block.phenomenonTime(row);
    List<String> missed = List.of();
    Arrays.fill(places, null);
    int hint = Keys.hint(observation);
    byte[] bytes = null;
    for (var one : wanting) {
      boolean isLate = stamp.isTooLate(time, one.way.host.lateness());
      for (var rule : one.rules) {
        feed.inputs[rule.number]++;
        if (isLate) {
          feed.late[rule.number]++;
          rule.late.inc();
          missed = missed.isEmpty() ? new ArrayList<>() : missed;
          missed.add(rule.rule.name());
        }
      }
      if (!isLate) {
        if (bytes == null) {
          bytes = codec.encode(observation);
        }
        var place = place(one.way.kind, observation);
        var outbox = one.way.outboxes.get(place.worker);
        outbox.add(observation, bytes, feed.id, place.hash, hint, time, stamp);
        if (outbox.isFull()) {
          send(one.way, place.worker);
        }
      }
    }
    if (!missed.isEmpty()) {
      feed.missed++;
      missed.sort(Comparator.naturalOrder());
      late.add(block, row, String.join(",", missed));
    }
  }

  /** Rules that remember the same things apart ask for one thing. */
  private KeyPlace place(int kind, Observation observation) {
    var known = places[kind];
    if (known == null) {
      var task = getRuntimeContext().getTaskInfo();
      int most = task.getMaxNumberOfParallelSubtasks();
      int hash = kinds.get(kind).of(observation).hashCode();
      int group = KeyGroupRangeAssignment.computeKeyGroupForKeyHash(hash, most);
      int worker =
          KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(most, workers.size(), group);
      known = new KeyPlace(hash, worker);
      places[kind] = known;
    }
    return known;
  }

  private void send(Open one, int worker) {
    var outbox = one.outboxes.get(worker);
    if (!outbox.isEmpty()) {
      var input = RuleInput.of(workers.get(worker), workers.size(), outbox.take());
      output.collect(one.tag, new StreamRecord<>(input));
    }
  }

  private void sendAll() {
    for (var one : open) {
      for (int worker = 0; worker < workers.size(); worker++) {
        send(one, worker);
      }
    }
  }

  /** The end of time ends all clocks: what is on its way goes before it. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Long.MAX_VALUE) {
      sendAll();
    }
    super.processWatermark(mark);
  }

  /** Tells all who wait for a feed how far its clock is, behind the readings before it. */
  private void tell(Feed feed, Domain domain, BlockLane lane, long clock) {
    long tick = clock / TICK * TICK;
    if (!feed.told.isNews(domain, lane, tick)) {
      return;
    }
    var waiting = feed.waiting(domain);
    if (waiting.isEmpty()) {
      return;
    }
    var source = RuleSources.name(feed.city, feed.name, domain);
    for (var one : waiting) {
      for (int i = 0; i < workers.size(); i++) {
        var readings = one.outboxes.get(i).take();
        var input = new RuleInput(workers.get(i), workers.size(), readings, source, lane, tick);
        output.collect(one.tag, new StreamRecord<>(input));
      }
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    sendAll();
    flushTallies();
  }

  @Override
  public void finish() throws Exception {
    sendAll();
    flushTallies();
    super.finish();
  }

  private void flushTallies() {
    feeds.values().forEach(ofCity -> ofCity.values().forEach(this::flushTally));
  }

  private void flushTally(Feed feed) {
    if (feed.missed > 0) {
      var tally = Tally.of("late", feed.city, feed.name).count("readings", feed.missed);
      output.collect(RECORDS, new StreamRecord<>(RuleTally.outgoing(feed.city, feed.name, tally)));
      feed.missed = 0;
    }
    for (var one : rules) {
      int i = one.number;
      if (feed.inputs[i] > 0) {
        var tally =
            Tally.of("rule-inputs", feed.city, feed.name)
                .about("rule", one.rule.name())
                .count("inputs", feed.inputs[i])
                .count("late", feed.late[i]);
        output.collect(
            RECORDS, new StreamRecord<>(RuleTally.outgoing(feed.city, feed.name, tally)));
        feed.inputs[i] = 0;
        feed.late[i] = 0;
      }
    }
  }
}
