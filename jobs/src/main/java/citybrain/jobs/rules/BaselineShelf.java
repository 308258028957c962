package citybrain.jobs.rules;

import citybrain.detection.Baseline;
import citybrain.jobs.lake.baselines.LakeBaselines;
import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of baselines that one worker of some rules knows (decision 33). It looks for new
 * ones from time to time. One that is found after the time from which it applies has passed here is
 * left aside: taught to what is judged from then on, it would make what rules say depend on when
 * somebody looked.
 */
final class BaselineShelf {

  private static final Logger LOG = LoggerFactory.getLogger(BaselineShelf.class);

  private final String lake;
  private final Set<ObservedProperty> inputs;
  private final Vocabulary vocabulary;
  private final Counter late;
  private final Counter unreadable;
  private final Map<SeriesKey, List<Baseline>> bySeries = new HashMap<>();
  private final Set<String> known = new TreeSet<>();

  /** Left aside, and told. */
  private final Set<String> refused = new HashSet<>();

  /**
   * @param lake its root; nothing is looked for when empty
   * @param inputs properties whose baselines are wanted
   * @param late counts versions that came too late
   * @param unreadable counts files and folders that could not be read
   */
  BaselineShelf(
      String lake,
      Set<ObservedProperty> inputs,
      Vocabulary vocabulary,
      Counter late,
      Counter unreadable) {
    this.lake = lake;
    this.inputs = new TreeSet<>(inputs);
    this.vocabulary = vocabulary;
    this.late = late;
    this.unreadable = unreadable;
  }

  /** Whether there may ever be anything on it. */
  boolean isOpen() {
    return !lake.isEmpty() && !inputs.isEmpty();
  }

  boolean isEmpty() {
    return bySeries.isEmpty();
  }

  /** The names of the versions that are on it. */
  Set<String> known() {
    return known;
  }

  /**
   * Takes what is new of a city. A lake that cannot be reached is told, and looked at again later:
   * rules go on with what they know.
   *
   * @param before versions that were known before a restart: these are not late
   * @param now how far the city was judged here, epoch milliseconds
   */
  void look(String city, Collection<String> before, long now) {
    try {
      for (var version : LakeBaselines.versions(lake, city)) {
        if (!known.contains(version.name()) && !refused.contains(version.name())) {
          take(version, before.contains(version.name()) ? Long.MIN_VALUE : now);
        }
      }
    } catch (IOException e) {
      unreadable.inc();
      LOG.warn("city={} baselines cannot be listed: {}", city, e.getMessage());
    }
  }

  private void take(LakeBaselines.Version version, long now) {
    List<Baseline> read;
    try {
      read = LakeBaselines.read(version, vocabulary);
    } catch (IOException e) {
      unreadable.inc();
      refused.add(version.name());
      LOG.warn("baselines={} cannot be read: {}", version.name(), e.getMessage());
      return;
    }
    var wanted = read.stream().filter(one -> inputs.contains(one.series().property())).toList();
    if (wanted.stream().anyMatch(one -> one.appliesFrom().toEpochMilli() <= now)) {
      late.inc();
      refused.add(version.name());
      LOG.warn(
          "baselines={} came after their time and are left aside: learn them to apply from later on",
          version.name());
      return;
    }
    known.add(version.name());
    for (var one : wanted) {
      // Versions are listed in the order of their times.
      bySeries.computeIfAbsent(one.series(), series -> new ArrayList<>(1)).add(one);
    }
  }

  /**
   * What is to be taught before a reading: of all that apply the newest, unless that was taught.
   *
   * @param time of the reading, epoch milliseconds
   * @param taught from when what was taught last applies; null when nothing was taught
   */
  @Nullable Baseline due(SeriesKey series, long time, @Nullable Long taught) {
    var all = bySeries.get(series);
    if (all == null) {
      return null;
    }
    Baseline due = null;
    for (var one : all) {
      long from = one.appliesFrom().toEpochMilli();
      if (from <= time && (taught == null || from > taught)) {
        due = one;
      }
    }
    return due;
  }

  boolean has(SeriesKey series) {
    return bySeries.containsKey(series);
  }
}
