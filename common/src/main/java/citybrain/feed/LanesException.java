package citybrain.feed;

import java.io.IOException;
import java.time.Instant;

/** The state of a feed was written with other lanes than its city file declares now. */
public final class LanesException extends IOException {

  private static final long serialVersionUID = 1L;

  LanesException(Lanes now, Lanes earlier, long told) {
    super(
        "it was read in "
            + earlier
            + " lanes and would now be in "
            + now
            + ", so that what it tells again would not be recognised: keep the number, or declare"
            + " from when on another holds, later than "
            + Instant.ofEpochMilli(told)
            + " (keys 'lanes', 'lanes-since', 'lanes-before')");
  }
}
