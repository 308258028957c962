package citybrain.jobs.rules;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Readings that wait for one clock, by stretches of event time: when a clock goes on, whole
 * stretches are taken out, however many readings and keys they hold.
 */
final class Waiting {

  /** Of a stretch, ms: as clocks are told, so that most are passed at once. */
  private static final long STRETCH = RouteOperator.TICK;

  private static final int RECENT = 64;

  /** So many, and none larger, are kept for stretches to come. */
  private static final int SPARE = 16;

  private static final int LARGEST_SPARE = 8 * 1024;

  private final TreeMap<Long, PackedReadings> stretches = new TreeMap<>();

  /** Those that were added to lately: readings of one message are of times close together. */
  private final @Nullable PackedReadings[] recent = new PackedReadings[RECENT];

  private final long[] recentNumbers = new long[RECENT];
  private final ArrayDeque<PackedReadings> spare = new ArrayDeque<>(SPARE);

  /**
   * Takes one over.
   *
   * @param feed the number of its feed here
   */
  void add(byte[] from, int at, int feed) {
    long number = Math.floorDiv(PackedReading.time(from, at), STRETCH);
    int place = (int) number & (RECENT - 1);
    var stretch = recent[place];
    if (stretch == null || number != recentNumbers[place]) {
      stretch = stretches.computeIfAbsent(number, n -> empty());
      recent[place] = stretch;
      recentNumbers[place] = number;
    }
    stretch.add(from, at, feed);
  }

  private PackedReadings empty() {
    return spare.isEmpty() ? new PackedReadings() : spare.removeLast();
  }

  /** A stretch that was taken out is needed no more. */
  void giveBack(PackedReadings done) {
    if (spare.size() < SPARE && done.bytes().length <= LARGEST_SPARE) {
      done.clear();
      spare.addLast(done);
    }
  }

  /**
   * Takes out the earliest stretch.
   *
   * @param through null is given unless it has begun by this time
   */
  @Nullable PackedReadings poll(long through) {
    if (stretches.isEmpty() || stretches.firstKey() > Math.floorDiv(through, STRETCH)) {
      return null;
    }
    var first = stretches.pollFirstEntry();
    recent[(int) (long) first.getKey() & (RECENT - 1)] = null;
    return first.getValue();
  }

  Collection<PackedReadings> all() {
    return stretches.values();
  }

  /**
   * Where the readings of a stretch stand, in the order in which they are judged: that of {@link
   * citybrain.observation.Stamped#ORDER}. They mostly came in it.
   *
   * @param feeds the names of feeds by their numbers
   */
  static int[] inOrder(PackedReadings stretch, List<String> feeds) {
    var bytes = stretch.bytes();
    var places = new int[stretch.count()];
    boolean sorted = true;
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = at;
      sorted &= i == 0 || compare(bytes, places[i - 1], at, feeds) <= 0;
      at += PackedReading.length(bytes, at);
    }
    if (!sorted) {
      sort(bytes, places, feeds);
    }
    return places;
  }

  /** By time as numbers, for no two may be of one time, and only where they are by the rest. */
  private static void sort(byte[] bytes, int[] places, List<String> feeds) {
    var byTime = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      byTime[i] =
          Math.floorMod(PackedReading.time(bytes, places[i]), STRETCH) << Integer.SIZE | places[i];
    }
    Arrays.sort(byTime);
    boolean sorted = true;
    for (int i = 0; i < places.length; i++) {
      places[i] = (int) byTime[i];
      sorted &= i == 0 || compare(bytes, places[i - 1], places[i], feeds) <= 0;
    }
    if (!sorted) {
      var boxed = Arrays.stream(places).boxed().toArray(Integer[]::new);
      Arrays.sort(boxed, (one, other) -> compare(bytes, one, other, feeds));
      Arrays.setAll(places, i -> boxed[i]);
    }
  }

  private static int compare(byte[] bytes, int one, int other, List<String> feeds) {
    int byTime = Long.compare(PackedReading.time(bytes, one), PackedReading.time(bytes, other));
    if (byTime != 0) {
      return byTime;
    }
    int feed = PackedReading.feed(bytes, one);
    int otherFeed = PackedReading.feed(bytes, other);
    int byFeed = feed == otherFeed ? 0 : feeds.get(feed).compareTo(feeds.get(otherFeed));
    return byFeed != 0 ? byFeed : PackedReading.compareSaid(bytes, one, other);
  }
}
