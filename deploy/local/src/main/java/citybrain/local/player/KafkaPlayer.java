package citybrain.local.player;

import citybrain.local.broker.Patience;
import citybrain.local.recording.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays scripts into the raw topic, each city on a thread and a clock of its own. What the topic
 * holds already is generated again and left out, so a play broken off anywhere goes on as if it had
 * not been.
 */
final class KafkaPlayer implements Player {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPlayer.class);
  private static final Duration LAST_WORDS = Patience.LONGEST;
  private static final long LOOK_MILLIS = 50;
  private static final long LONGEST_STAY = Duration.ofHours(1).toMillis();

  private final RawProducer producer;
  private final String mark;
  private final RawTotals before;
  private final PastPace pace;
  private final LongAdder handed = new LongAdder();
  private final List<Act> acts = new ArrayList<>();
  private final Map<String, FeedCount> counts = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final LiveGate gate;
  private boolean begun;
  private boolean closed;

  /** One city being played. */
  private record Act(Instant live, CityClock clock, Arrivals arrivals, Thread thread) {}

  KafkaPlayer(
      RawProducer producer,
      String mark,
      RawTotals before,
      double speed,
      PastPace pace,
      List<Script> scripts) {
    this.producer = producer;
    this.mark = mark;
    this.before = before;
    this.pace = pace;
    before.feeds().forEach((key, feed) -> counts.put(key, new FeedCount(feed)));
    before.feeds().values().forEach(feed -> handed.add(feed.records()));
    gate = new LiveGate(scripts.size());
    // Cities of one play share a clock, so all go on from where the furthest was.
    var reached =
        before.feeds().values().stream().map(RawTotals.Feed::arrival).max(Instant::compareTo);
    for (var script : scripts) {
      var live = reached.filter(script.live()::isBefore).orElse(script.live());
      var clock = new CityClock(script.begins(), live, script.speed(speed), stopped, gate);
      var arrivals = new Arrivals();
      var stage = new CityStage(script.city(), clock, arrivals);
      var thread = new Thread(() -> play(script, clock, stage), "play-" + script.city());
      thread.setDaemon(true);
      acts.add(new Act(live, clock, arrivals, thread));
    }
  }

  @Override
  public String mark() {
    return mark;
  }

  @Override
  public Map<String, Long> foreign() {
    return before.foreign();
  }

  @Override
  public synchronized void begin() {
    if (!begun) {
      begun = true;
      acts.forEach(act -> act.thread().start());
    }
  }

  @Override
  public void start() {
    begin();
    gate.unlock();
  }

  private void play(Script script, CityClock clock, Stage stage) {
    try {
      script.play(stage);
    } catch (IOException | RuntimeException e) {
      LOG.error("city={} the play broke off", script.city(), e);
      problems.add(script.city() + ": " + e.getMessage());
    } finally {
      clock.arrive();
    }
  }

  @Override
  public Progress progress() {
    var feeds = new TreeMap<String, FeedProgress>();
    counts.forEach((key, count) -> feeds.put(key, count.acknowledged()));
    return new Progress(
        acts.stream().map(act -> act.clock().now()).max(Instant::compareTo).orElseThrow(),
        acts.stream().map(Act::live).max(Instant::compareTo).orElseThrow(),
        acts.stream().allMatch(act -> act.clock().isLive() || hasEnded(act)),
        feeds,
        problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)),
        handed.sum(),
        acts.stream().allMatch(KafkaPlayer::hasEnded));
  }

  @Override
  public Instant understood(ToLongFunction<String> understood) {
    ToLongFunction<String> ofThisPlay =
        key -> understood.applyAsLong(key) - before.foreign().getOrDefault(key, 0L);
    // Who is furthest behind is still to be caught up with.
    return acts.stream()
        .map(act -> understood(act, ofThisPlay))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  private static Instant understood(Act act, ToLongFunction<String> understood) {
    // In this order: what is sent meanwhile is not understood yet.
    var now = act.clock().now();
    var first = act.arrivals().first(understood);
    return first.isPresent() && first.getAsLong() < now.toEpochMilli()
        ? Instant.ofEpochMilli(first.getAsLong())
        : now;
  }

  private static boolean hasEnded(Act act) {
    return act.thread().getState() == Thread.State.TERMINATED;
  }

  @Override
  public synchronized void stopAndFlush() {
    stopped.countDown();
    for (var act : acts) {
      try {
        act.thread().join(LAST_WORDS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (!closed) {
      closed = true;
      producer.close(LAST_WORDS);
    }
  }

  /** Not synchronized: somebody may be waiting for the last words just now. */
  @Override
  public void abandon() {
    stopped.countDown();
    producer.close(Duration.ZERO);
  }

  @Override
  public void close() {
    stopAndFlush();
  }

  private void failed(String key, Exception reason) {
    if (stopped.getCount() > 0) {
      int slash = key.indexOf('/');
      LOG.error(
          "city={} feed={} a message could not be written",
          key.substring(0, slash),
          key.substring(slash + 1),
          reason);
      problems.add("cannot write to the raw topic: " + reason.getMessage());
      stopped.countDown();
    }
  }

  /**
   * Numbers the messages of one city, lets each and the heartbeats before it wait for their time
   * and sends what is new.
   */
  private final class CityStage implements Stage {

    private final String city;
    private final CityClock clock;
    private final Arrivals arrivals;
    private final Map<String, Long> next = new TreeMap<>();
    private final Beats beats = new Beats();

    CityStage(String city, CityClock clock, Arrivals arrivals) {
      this.city = city;
      this.clock = clock;
      this.arrivals = arrivals;
    }

    @Override
    public boolean send(Message message) {
      String key = message.key();
      long n = next.merge(key, 1L, Long::sum) - 1;
      boolean isNew = n >= before.of(key).messages();
      if (isNew && !clock.isLive() && !keepPace()) {
        return false;
      }
      if (!beats.message(message.raw().feed(), message.arrivalMillis(), this::beat)
          || !reach(message.arrivalMillis())) {
        return false;
      }
      arrivals.add(key, n, message.arrivalMillis());
      if (!isNew) {
        return true;
      }
      handed.add(message.raw().records());
      var count = counts.computeIfAbsent(key, any -> new FeedCount(RawTotals.Feed.NONE));
      producer.send(
          message,
          n,
          (metadata, failure) -> {
            if (failure == null) {
              count.add(message.raw().records());
            } else {
              failed(key, failure);
            }
          });
      return true;
    }

    private boolean beat(String feed, long time) {
      if (!reach(time)) {
        return false;
      }
      String key = city + "/" + feed;
      if (Instant.ofEpochMilli(time).isAfter(before.of(key).arrival())) {
        producer.beat(
            city,
            feed,
            time,
            (metadata, failure) -> {
              if (failure != null) {
                failed(key, failure);
              }
            });
      }
      return true;
    }

    /** Waits until the past may go on; false when the play is stopped. */
    private boolean keepPace() {
      try {
        while (!pace.permits(handed.sum())) {
          if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return false;
          }
        }
        return stopped.getCount() > 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private boolean reach(long time) {
      try {
        return clock.reach(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void stay() {
      boolean isLive = true;
      for (long until = clock.now().toEpochMilli(); isLive; until += LONGEST_STAY) {
        isLive = reach(until);
      }
    }

    @Override
    public void problem(String feed, String text) {
      LOG.warn("city={} feed={} stopped: {}", city, feed, text);
      problems.add("feed '%s' of city '%s' stopped: %s".formatted(feed, city, text));
    }
  }
}
