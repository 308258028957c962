package citybrain.feed;

/**
 * Turns the bytes of one origin into observations. Pure: same message, same output. It never throws
 * on bad input: what cannot be read is rejected with a reason. Knows nothing of transport.
 */
public interface Feed {

  void decode(RawMessage message, Outlet outlet);
}
