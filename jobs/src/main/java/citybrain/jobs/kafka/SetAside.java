package citybrain.jobs.kafka;

import citybrain.wire.Aside;
import citybrain.wire.Topics;
import citybrain.wire.WireException;

/** Makes copies of deliveries that a job could not take, see {@link Aside}. */
public final class SetAside {

  private static final byte[] NOTHING = {};

  private SetAside() {}

  /**
   * The copy.
   *
   * @param job who could not take it
   */
  public static Outgoing of(Delivery delivery, String job, WireException why) {
    var value = delivery.value();
    return new Outgoing(
        Topics.REJECTED,
        Aside.key(),
        Aside.cut(value == null ? NOTHING : value),
        delivery.timestamp(),
        new Aside(
                job,
                delivery.topic(),
                delivery.partition(),
                delivery.offset(),
                Topics.valuesIn(delivery.topic(), value))
            .headers(why));
  }
}
