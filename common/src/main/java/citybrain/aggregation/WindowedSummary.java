package citybrain.aggregation;

import java.time.Instant;

/** A summary that knows its own windows: nights, service days, whatever the domain counts by. */
public interface WindowedSummary<I, S, O> extends Summary<I, S, O> {

  /** False for what belongs to no window. */
  boolean contains(I input);

  /** The end of the window this input belongs to; it names the window. */
  Instant windowEnd(I input);
}
