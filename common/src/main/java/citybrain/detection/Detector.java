package citybrain.detection;

import java.time.Instant;

/**
 * A rule as a pure fold: memory and input in, verdict out. The runtime hands inputs over in
 * event-time order, keeps the memory, wakes the detector when it asked to be woken, and deletes a
 * memory equal to {@link #blank()}.
 *
 * @param <I> input
 * @param <M> memory: a public record of primitives, strings, enums, instants, arrays, lists and
 *     maps of these
 */
public interface Detector<I, M> {

  M blank();

  Verdict<M> observe(M memory, I input);

  /**
   * Called when event time reached what {@link Verdict#wakingAt} asked for and nothing newer asked
   * for another time.
   */
  default Verdict<M> wake(M memory, Instant now) {
    return Verdict.quiet(memory);
  }

  /** Whether it makes something of what history says, see {@link #taught}. */
  default boolean learns() {
    return false;
  }

  /**
   * Called before the first reading of a series at or after the time from which a baseline of it
   * applies. Most rules learn nothing from history.
   */
  default M taught(M memory, Baseline baseline) {
    return memory;
  }
}
