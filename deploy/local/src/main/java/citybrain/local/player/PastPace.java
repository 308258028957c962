package citybrain.local.player;

/**
 * How much of the past may be sent so far. It decides when a message is sent, never which: that is
 * the script's business.
 */
@FunctionalInterface
public interface PastPace {

  /** As fast as it goes: for who does not read meanwhile. */
  PastPace FREE = handed -> true;

  /**
   * May be asked from any thread, often.
   *
   * @param handed records handed over so far, since the beginning of the raw topic
   */
  boolean permits(long handed);
}
