package citybrain.transport;

import citybrain.aggregation.Derivation;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time between successive vehicles of a route and direction at a stop, from the delays of the
 * trips there, and the calls of trips without a timetable. While a vehicle is near, its time is
 * said again with every poll: the newest counts, a departure more than an arrival, and it is final
 * when it has been left alone for a while.
 *
 * @param settleSeconds after a passage until it is final; longer than a bus waits at a stop for its
 *     time
 * @param longestSeconds a longer time is a pause in service or in the feed, no headway
 */
public record Headways(int settleSeconds, int longestSeconds)
    implements Derivation<Observation, Headways.Memory, Headways.Headway> {

  /** Trips remembered so that a last word about one does not make it pass twice. */
  private static final int REMEMBERED = 8;

  /**
   * A headway.
   *
   * @param observation of the trip that came
   * @param ahead the trip before it
   * @param departs whether it is known of either when it left
   */
  public record Headway(Observation observation, String ahead, boolean departs) {}

  /**
   * A vehicle at the stop.
   *
   * @param last the newest that was said of it
   */
  public record Passage(String trip, Observation last) {

    Instant time() {
      return last.phenomenonTime();
    }

    boolean departs() {
      return last.property() == ObservedProperty.STOP_DEPARTURE_DELAY;
    }

    Passed passed() {
      return new Passed(trip, time());
    }
  }

  /** A vehicle that was at the stop. */
  public record Passed(String trip, Instant time) {}

  /**
   * @param pending vehicles that are not final yet
   * @param before the last that is; null when none has been seen
   * @param passed trips that are final, newest first
   */
  public record Memory(List<Passage> pending, @Nullable Passage before, List<Passed> passed) {

    boolean hasPassed(String trip) {
      for (int i = 0; i < passed.size(); i++) {
        if (passed.get(i).trip().equals(trip)) {
          return true;
        }
      }
      return false;
    }
  }

  public static Headways usual() {
    return new Headways(300, 2 * 3600);
  }

  @Override
  public Memory blank() {
    return new Memory(List.of(), null, List.of());
  }

  @Override
  public Step<Memory, Headway> observe(Memory memory, Observation delay) {
    var settled = settle(memory, delay.phenomenonTime());
    var now = settled.memory();
    var trip = delay.procedure();
    if (now.hasPassed(trip)) {
      return settled;
    }
    var pending = new ArrayList<Passage>();
    var next = new Passage(trip, delay);
    for (var passage : now.pending()) {
      if (!passage.trip().equals(trip)) {
        pending.add(passage);
      } else if (!replaces(delay, passage)) {
        next = passage;
      }
    }
    pending.add(next);
    return step(new Memory(List.copyOf(pending), now.before(), now.passed()), settled.derived());
  }

  private static boolean replaces(Observation delay, Passage passage) {
    int newer = delay.resultTime().compareTo(passage.last().resultTime());
    return newer > 0
        || (newer == 0
            && (delay.property() == ObservedProperty.STOP_DEPARTURE_DELAY || !passage.departs()));
  }

  @Override
  public Step<Memory, Headway> wake(Memory memory, Instant now) {
    return settle(memory, now);
  }

  /**
   * The feed was silent: what was heard of before is final, and nobody knows who passed meanwhile,
   * so that the next vehicle has no headway.
   */
  public Step<Memory, Headway> broken(Memory memory) {
    var settled = settle(memory, Instant.MAX);
    return step(new Memory(List.of(), null, settled.memory().passed()), settled.derived());
  }

  /** The vehicles that were here or are near, in the order in which they come. */
  static List<Passed> order(Memory memory) {
    var order = new ArrayList<Passed>(memory.passed());
    memory.pending().forEach(passage -> order.add(passage.passed()));
    order.sort(Comparator.comparing(Passed::time).thenComparing(Passed::trip));
    return order;
  }

  /** When the next vehicle is final; null when none is waited for. */
  public @Nullable Instant nextFinal(Memory memory) {
    var first = first(memory);
    return first == null ? null : first.plusSeconds(settleSeconds);
  }

  /** When the vehicle passed that is final next; null when none is waited for. */
  static @Nullable Instant first(Memory memory) {
    Instant first = null;
    var pending = memory.pending();
    for (int i = 0; i < pending.size(); i++) {
      var time = pending.get(i).time();
      first = first == null || time.isBefore(first) ? time : first;
    }
    return first;
  }

  /** Makes final what has been left alone, in the order of passing. */
  private Step<Memory, Headway> settle(Memory memory, Instant now) {
    var due = new ArrayList<Passage>(0);
    var waiting = new ArrayList<Passage>(0);
    for (var passage : memory.pending()) {
      (finalAt(passage).isAfter(now) ? waiting : due).add(passage);
    }
    if (due.isEmpty()) {
      return step(memory, List.of());
    }
    due.sort(Comparator.comparing(Passage::time).thenComparing(Passage::trip));
    var derived = new ArrayList<Headway>();
    var passed = new ArrayList<>(memory.passed());
    var before = memory.before();
    for (var passage : due) {
      if (before != null) {
        long seconds = Duration.between(before.time(), passage.time()).toSeconds();
        if (seconds >= 0 && seconds <= longestSeconds) {
          var headway = headway(passage.last(), before.last(), seconds);
          derived.add(new Headway(headway, before.trip(), passage.departs() || before.departs()));
        }
      }
      before = before == null || !passage.time().isBefore(before.time()) ? passage : before;
      passed.add(0, passage.passed());
    }
    var remembered = passed.subList(0, Math.min(REMEMBERED, passed.size()));
    return step(new Memory(List.copyOf(waiting), before, List.copyOf(remembered)), derived);
  }

  private Instant finalAt(Passage passage) {
    return passage.time().plusSeconds(settleSeconds);
  }

  private Step<Memory, Headway> step(Memory memory, List<Headway> derived) {
    return new Step<>(memory, derived, nextFinal(memory));
  }

  /** Estimated when one of both vehicles was only about to pass when it was last heard of. */
  private static Observation headway(Observation now, Observation before, long seconds) {
    boolean seen = now.quality() == Quality.GOOD && before.quality() == Quality.GOOD;
    return new Observation(
        now.city(),
        now.feed(),
        now.feature(),
        ObservedProperty.HEADWAY,
        now.phenomenonTime(),
        now.resultTime(),
        seconds,
        now.position(),
        now.zone(),
        now.procedure(),
        seen ? Quality.GOOD : Quality.ESTIMATED);
  }
}
