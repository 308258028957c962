package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.detection.Detector;
import citybrain.detection.NameMap;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Derives the minimum night flow of each inlet of an area and alerts when the night flow of the
 * area is high several nights running, see {@link NightLeak}. Input: flows of all meters of one
 * area; those of a city without areas are one.
 *
 * <p>Formula: B = sum of inlets - share x sum of machines, mean from 02:00 to 04:00; z = (B -
 * median of the last nights - offset of the weekday) / (1.4826 MAD); S = max(0, S + z - slack).
 *
 * <p>Source: Page (1954) for the sum; night flow analysis as in IWA's Losses in Water Distribution
 * Networks (Farley and Trow, 2003); the share by least squares at switchings, own.
 *
 * <p>It cannot see a leak in the first two weeks, one that is lost in what nights differ by, or
 * where in the area it is.
 *
 * @param timeZone whose clock people sleep by
 */
public record NightFlowWatch(String timeZone, NightLeak.Settings settings)
    implements Detector<Observation, NightFlowWatch.Memory> {

  /**
   * A flow meter.
   *
   * @param flow of its last reading, L/s
   */
  public record Meter(Starts starts, double flow) {}

  /**
   * One night.
   *
   * @param by the name of its meter
   */
  public record Nights(Map<String, MinimumNightFlow.Night> by) {}

  /**
   * @param open nights by their end, epoch milliseconds
   * @param meters by feature
   */
  public record Memory(
      Map<Long, Nights> open, Map<String, Meter> meters, PumpShare pumps, NightLeak.Memory leak) {}

  /** An area has fewer meters; what comes beyond is not looked at. */
  private static final int MOST_METERS = 256;

  private static final Nights NO_NIGHTS = new Nights(Map.of());

  private static final Memory BLANK =
      new Memory(Map.of(), Map.of(), PumpShare.blank(), NightLeak.blank());

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation flow) {
    var known = memory.meters().get(flow.feature());
    if (flow.quality() == Quality.ESTIMATED
        || !Double.isFinite(flow.result())
        || (known == null && memory.meters().size() >= MOST_METERS)) {
      return Verdict.quiet(memory);
    }
    var now = flow.phenomenonTime();
    var meters = NameMap.changeable(memory.meters());
    var starts = known == null ? Starts.blank() : known.starts();
    meters.put(flow.feature(), new Meter(starts.seen(now, flow.result()), flow.result()));
    var pumps = memory.pumps().seen(now, meters);
    var summary = new MinimumNightFlow(timeZone);
    if (!summary.contains(flow)) {
      return Verdict.quiet(new Memory(memory.open(), meters.fixed(), pumps, memory.leak()));
    }
    var open = new TreeMap<>(memory.open());
    long end = summary.windowEnd(flow).toEpochMilli();
    var nights = NameMap.changeable(open.getOrDefault(end, NO_NIGHTS).by());
    nights.put(
        flow.feature(), summary.add(nights.getOrDefault(flow.feature(), summary.blank()), flow));
    open.put(end, new Nights(nights.fixed()));
    return Verdict.quiet(new Memory(open, meters.fixed(), pumps, memory.leak()))
        .wakingAt(Instant.ofEpochMilli(open.firstKey()));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = new TreeMap<>(memory.open());
    var over = open.headMap(now.toEpochMilli(), true);
    var derived = new ArrayList<Observation>();
    var changes = new ArrayList<AlertChange>();
    var leak = memory.leak();
    for (var nights : over.values()) {
      var verdict = judged(memory, leak, nights, derived);
      leak = verdict.memory();
      changes.addAll(verdict.changes());
    }
    over.clear();
    return new Verdict<>(
        new Memory(open, memory.meters(), memory.pumps(), leak), changes, next(open), derived);
  }

  private static @Nullable Instant next(TreeMap<Long, ?> open) {
    return open.isEmpty() ? null : Instant.ofEpochMilli(open.firstKey());
  }

  /** Machines that fill tanks have no night flow of their own; what they take is in the balance. */
  private Verdict<NightLeak.Memory> judged(
      Memory memory, NightLeak.Memory leak, Nights nights, List<Observation> derived) {
    var summary = new MinimumNightFlow(timeZone);
    var flows = new TreeMap<String, Double>();
    Observation told = null;
    for (var night : nights.by().entrySet()) {
      var minimum = summary.finish(night.getValue());
      if (minimum.isPresent()) {
        double mean = MinimumNightFlow.mean(night.getValue());
        if (!isMachine(memory, night.getKey(), minimum.get().phenomenonTime())) {
          derived.add(minimum.get());
          boolean isLargest = told == null || mean > flows.getOrDefault(told.feature(), mean);
          told = isLargest ? minimum.get() : told;
        }
        flows.put(night.getKey(), mean);
      }
    }
    if (told == null) {
      return Verdict.quiet(leak);
    }
    var end = told.phenomenonTime();
    var machines =
        flows.keySet().stream()
            .filter(meter -> isMachine(memory, meter, end))
            .collect(Collectors.toSet());
    int day = (int) end.atZone(ZoneId.of(timeZone)).toLocalDate().toEpochDay();
    return new NightLeak(settings)
        .night(leak, new AreaNight(day, flows), told, machines, memory.pumps().share());
  }

  private static boolean isMachine(Memory memory, String meter, Instant now) {
    var known = memory.meters().get(meter);
    return known != null && known.starts().alternates(now);
  }
}
