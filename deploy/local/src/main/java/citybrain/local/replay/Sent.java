package citybrain.local.replay;

import citybrain.feed.RawMessage;
import java.time.Instant;
import java.util.Comparator;

/**
 * A message on its way into the topic.
 *
 * @param at when it gets there, epoch milliseconds; its arrival, unless its sender has another
 *     clock
 */
record Sent(long at, RawMessage message) {

  static final Comparator<Sent> ORDER = Comparator.comparingLong(Sent::at);

  static Sent of(RawMessage message) {
    return new Sent(message.arrival().toEpochMilli(), message);
  }

  /** The same message, sent at another time. */
  Sent at(long time) {
    return new Sent(time, arrivingAt(time));
  }

  /** The same by a sender whose clock is so far behind. */
  Sent skewed(long behind) {
    return new Sent(at, arrivingAt(at - behind));
  }

  private RawMessage arrivingAt(long time) {
    return new RawMessage(
        message.city(),
        message.feed(),
        message.source(),
        message.firstLine(),
        Instant.ofEpochMilli(time),
        message.records(),
        message.body(),
        message.cut());
  }

  String feed() {
    return message.city() + "/" + message.feed();
  }
}
