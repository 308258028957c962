package citybrain.jobs.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came before its turn, of one lane and sender. */
final class Turns {

  private final Map<Long, LaneInput> early = new HashMap<>();
  private long next;

  /** Hands over what is next, and what came too early and follows it. */
  void take(LaneInput input, Consumer<LaneInput> out) {
    if (input.turn() != next) {
      if (input.turn() < next || early.put(input.turn(), input) != null) {
        throw new IllegalStateException("a record has come twice");
      }
      return;
    }
    for (@Nullable LaneInput one = input; one != null; one = early.remove(next)) {
      next++;
      out.accept(one);
    }
  }

  boolean isEmpty() {
    return early.isEmpty();
  }
}
