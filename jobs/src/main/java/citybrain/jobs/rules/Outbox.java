package citybrain.jobs.rules;

import citybrain.jobs.rules.Readings.FeedName;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings on their way to one worker of a rule, until a clock goes the same way: before one comes,
 * nothing becomes of them, so that nothing is later for it.
 */
final class Outbox {

  /** More go before a clock does: about as much as the engine sends at once. */
  private static final int MOST_BYTES = 32 * 1024;

  private final PackedReadings entries = new PackedReadings();
  private final List<FeedName> feeds = new ArrayList<>();
  private final Map<FeedName, Integer> places = new HashMap<>();
  private FeedName latest = new FeedName("", "");
  private int latestPlace;

  /**
   * Puts in a reading.
   *
   * @param value the same as bytes
   */
  void add(
      Observation reading,
      byte[] value,
      FeedName feed,
      int keyHash,
      int hint,
      long time,
      Stamp stamp) {
    if (feeds.isEmpty() || !feed.equals(latest)) {
      latestPlace = places.computeIfAbsent(feed, this::place);
      latest = feed;
    }
    int property = reading.property().number();
    boolean isCorrection = reading.replaces() != null;
    entries.add(value, latestPlace, keyHash, hint, property, time, stamp, isCorrection);
  }

  private int place(FeedName feed) {
    feeds.add(feed);
    return feeds.size() - 1;
  }

  boolean isFull() {
    return entries.length() >= MOST_BYTES;
  }

  boolean isEmpty() {
    return entries.length() == 0;
  }

  /** All that is in it; afterwards it is empty. */
  Readings take() {
    if (isEmpty()) {
      return Readings.NONE;
    }
    var readings = new Readings(List.copyOf(feeds), entries.copy());
    entries.clear();
    feeds.clear();
    places.clear();
    return readings;
  }
}
