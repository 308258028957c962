package citybrain.local.broker;

import java.time.Duration;

/** How long anything waits for a broker that lives but does not answer, said in this one place. */
public final class Patience {

  /**
   * A machine under load lets a broker stand still for a minute or more; one that has been silent
   * for so long will not speak again. Clients wait as long, so that they never give up before.
   */
  public static final Duration LONGEST = Duration.ofMinutes(3);

  /** The same, as settings of clients take it. */
  public static final int LONGEST_MILLIS = (int) LONGEST.toMillis();

  /** For a figure that is only shown: the last one will do. */
  public static final int GLANCE_MILLIS = 2_000;

  private Patience() {}
}
