package citybrain.feed;

import java.util.List;

/**
 * Turns the bytes of one origin into observations. Pure: same message, same output. It never throws
 * on bad input: what cannot be read is rejected with a reason. Knows nothing of transport.
 */
public interface Feed {

  void decode(RawMessage message, Outlet outlet);

  /**
   * The moment of which a snapshot speaks, in epoch milliseconds; {@link Long#MIN_VALUE} when
   * messages are no snapshots or it does not say. One that comes twice means that the origin stands
   * still.
   */
  default long snapshotTime(RawMessage message) {
    return Long.MIN_VALUE;
  }

  /**
   * What is not right in the reference data of this feed but did not stop the start, in words, each
   * with file, line and field; for people, at the start.
   */
  default List<String> remarks() {
    return List.of();
  }
}
