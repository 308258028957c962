package citybrain.synthetic.chance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was computed for the latest few ticks; neighbours in a feed ask again and again.
 */
public final class Recent<T> {

  private final int most;
  private final LongFunction<T> compute;
  private final Map<Long, T> kept = new LinkedHashMap<>();
  private long lastTick;
  private @Nullable T last;

  public Recent(int most, LongFunction<T> compute) {
    this.most = most;
    this.compute = compute;
  }

  public T at(long tick) {
    T same = last;
    if (same != null && tick == lastTick) {
      return same;
    }
    T found = kept.get(tick);
    if (found == null) {
      found = compute.apply(tick);
      if (kept.size() >= most) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(tick, found);
    }
    last = found;
    lastTick = tick;
    return found;
  }
}
