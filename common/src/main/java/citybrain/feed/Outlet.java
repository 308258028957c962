package citybrain.feed;

import citybrain.observation.Observation;

/**
 * Where a feed puts what it made of a message. A feed must call {@link #record} exactly once for
 * each record (data line) it met, after the observations and rejections of that record: this is
 * what makes conservation checkable.
 */
public interface Outlet {

  /** A value was read. */
  void observation(Observation observation);

  /** A record or one value of it was refused. */
  void rejected(Rejected rejected);

  /**
   * One record of the message has been dealt with; {@code values} counts the values it held and
   * that were not missing.
   */
  void record(int values);
}
