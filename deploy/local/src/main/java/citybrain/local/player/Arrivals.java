package citybrain.local.player;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** When the messages of one city arrived that are not known to be understood yet. */
final class Arrivals {

  private record Arrival(long number, long millis) {}

  private final Map<String, Deque<Arrival>> byKey = new TreeMap<>();

  /** The next message of a feed, whether it is sent or lies in the topic already. */
  synchronized void add(String key, long number, long millis) {
    byKey.computeIfAbsent(key, any -> new ArrayDeque<>()).addLast(new Arrival(number, millis));
  }

  /**
   * The arrival of the first message that is not understood, epoch milliseconds; forgets those that
   * are.
   *
   * @param understood how many messages of a "city/feed" are
   */
  synchronized OptionalLong first(ToLongFunction<String> understood) {
    var first = OptionalLong.empty();
    for (var feed : byKey.entrySet()) {
      long count = understood.applyAsLong(feed.getKey());
      var waiting = feed.getValue();
      while (!waiting.isEmpty() && waiting.getFirst().number() < count) {
        waiting.removeFirst();
      }
      if (!waiting.isEmpty()) {
        long millis = waiting.getFirst().millis();
        first = OptionalLong.of(Math.min(first.orElse(millis), millis));
      }
    }
    return first;
  }
}
