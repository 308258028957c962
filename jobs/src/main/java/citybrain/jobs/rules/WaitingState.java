package citybrain.jobs.rules;

import citybrain.jobs.rules.Readings.FeedName;
import citybrain.jobs.runtime.Workers;
import citybrain.wire.ObservationCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits, in keyed state while a snapshot is made: one value a key group, under a key that
 * leads there, so that readings go to the worker to which their keys go.
 */
final class WaitingState {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingState.class);

  private final ValueState<Readings> state;
  private final Consumer<String> keys;

  /** How many key groups there are. */
  private final int most;

  /** For each key group of this worker a key. */
  private final Map<Integer, String> keyOf;

  /** Those under which something is kept. */
  private final Set<Integer> kept = new HashSet<>();

  /**
   * The state of one worker.
   *
   * @param keys sets the current key
   */
  WaitingState(ValueState<Readings> state, Consumer<String> keys, TaskInfo task) {
    this.state = state;
    this.keys = keys;
    most = task.getMaxNumberOfParallelSubtasks();
    // Keys of readings hold a slash.
    keyOf = Workers.keysOfGroups(task, i -> "waiting-" + i);
  }

  /**
   * What waited when the snapshot was made, but for what is of a property that no city declares any
   * more: no rule can be about it.
   */
  List<Readings> read(ObservationCodec codec) throws Exception {
    var all = new ArrayList<Readings>();
    for (var one : keyOf.entrySet()) {
      keys.accept(one.getValue());
      var readings = state.value();
      if (readings != null) {
        kept.add(one.getKey());
        all.add(known(readings, codec));
      }
    }
    return all;
  }

  private static Readings known(Readings readings, ObservationCodec codec) {
    var bytes = readings.bytes();
    var known = new PackedReadings();
    int unknown = 0;
    for (int at = 0; at < bytes.length; at += PackedReading.length(bytes, at)) {
      if (PackedReading.isKnown(bytes, at, codec)) {
        known.add(bytes, at, PackedReading.feed(bytes, at));
      } else {
        unknown++;
      }
    }
    if (unknown == 0) {
      return readings;
    }
    LOG.warn("readings={} waited, and no city declares their property any more", unknown);
    return new Readings(readings.feeds(), known.copy());
  }

  /** What is on its way into a snapshot. */
  final class Writing {
    private final List<FeedName> feeds;
    private final @Nullable Group[] groups = new Group[most];

    private Writing(List<FeedName> feeds) {
      this.feeds = feeds;
    }

    /** What waits of one key group, with the feeds it is of. */
    private final class Group {
      final PackedReadings entries = new PackedReadings();
      final List<FeedName> named = new ArrayList<>();

      /** The places of feeds among those named, from one; by their numbers. */
      final int[] places = new int[feeds.size()];

      void add(byte[] from, int at) {
        int feed = PackedReading.feed(from, at);
        if (places[feed] == 0) {
          named.add(feeds.get(feed));
          places[feed] = named.size();
        }
        entries.add(from, at, places[feed] - 1);
      }
    }

    void add(PackedReadings some) {
      var bytes = some.bytes();
      for (int at = 0; at < some.length(); at += PackedReading.length(bytes, at)) {
        int number =
            KeyGroupRangeAssignment.computeKeyGroupForKeyHash(
                PackedReading.keyHash(bytes, at), most);
        var group = groups[number];
        if (group == null) {
          group = new Group();
          groups[number] = group;
        }
        group.add(bytes, at);
      }
    }

    void end() throws Exception {
      for (var one : keyOf.entrySet()) {
        var group = groups[one.getKey()];
        if (group != null) {
          keys.accept(one.getValue());
          state.update(new Readings(List.copyOf(group.named), group.entries.copy()));
          kept.add(one.getKey());
        } else if (kept.remove(one.getKey())) {
          keys.accept(one.getValue());
          state.clear();
        }
      }
    }
  }

  /**
   * Begins to write.
   *
   * @param feeds by their numbers
   */
  Writing write(List<FeedName> feeds) {
    return new Writing(feeds);
  }
}
