package citybrain.water;

import citybrain.aggregation.Derivation;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The minimum night flow of one inlet, known at the end of each night. */
public record NightFlows(MinimumNightFlow night)
    implements Derivation<Observation, NightFlows.Memory, Observation> {

  /**
   * @param open nights by their end, epoch milliseconds
   */
  public record Memory(Map<Long, MinimumNightFlow.Night> open) {}

  @Override
  public Memory blank() {
    return new Memory(Map.of());
  }

  @Override
  public Step<Memory, Observation> observe(Memory memory, Observation flow) {
    if (!night.contains(flow)) {
      return new Step<>(memory, List.of(), null);
    }
    var open = new TreeMap<>(memory.open());
    long end = night.windowEnd(flow).toEpochMilli();
    open.put(end, night.add(open.getOrDefault(end, night.blank()), flow));
    return new Step<>(new Memory(open), List.of(), next(open));
  }

  @Override
  public Step<Memory, Observation> wake(Memory memory, Instant now) {
    var open = new TreeMap<>(memory.open());
    var over = open.headMap(now.toEpochMilli(), true);
    var derived = new ArrayList<Observation>();
    over.values().forEach(one -> night.finish(one).ifPresent(derived::add));
    over.clear();
    return new Step<>(new Memory(open), derived, next(open));
  }

  private static @Nullable Instant next(TreeMap<Long, MinimumNightFlow.Night> open) {
    return open.isEmpty() ? null : Instant.ofEpochMilli(open.firstKey());
  }
}
