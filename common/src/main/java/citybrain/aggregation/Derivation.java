package citybrain.aggregation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pure fold over the inputs of one key in event-time order that yields values of a derived kind,
 * each as soon as it is known: where a summary has windows, this has a memory. The runtime keeps
 * the memory and wakes the fold when it asked for it.
 *
 * @param <I> input
 * @param <M> memory: a public record of primitives, strings, enums, instants and lists of these
 * @param <O> what is derived
 */
public interface Derivation<I, M, O> {

  M blank();

  Step<M, O> observe(M memory, I input);

  /** Called when event time reached {@link Step#wakeAt} and nothing newer asked otherwise. */
  Step<M, O> wake(M memory, Instant now);

  /**
   * What an input led to.
   *
   * @param wakeAt when to be woken if nothing comes; null not to be
   */
  record Step<M, O>(M memory, List<O> derived, @Nullable Instant wakeAt) {}
}
