package citybrain.aggregation;

/**
 * A fold over values that may be split anywhere: merging two halves equals summing the whole (up to
 * the rounding of floating point sums). Checked for every summary by property tests.
 *
 * @param <I> input
 * @param <S> what is remembered
 * @param <O> result
 */
public interface Summary<I, S, O> {

  S blank();

  S add(S memory, I input);

  S merge(S left, S right);

  O finish(S memory);
}
