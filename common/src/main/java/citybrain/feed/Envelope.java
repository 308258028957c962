package citybrain.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * What a whole message says about itself, before anybody decodes it.
 *
 * @param records how many records it holds; 0 when it cannot be read
 * @param time of which moment it speaks, on the city's clock; empty when it does not say
 * @param sound whether it can be read: one without records is then an answer that says nothing
 */
public record Envelope(int records, Optional<Instant> time, boolean sound) {

  /** Looks at a message; never throws. */
  @FunctionalInterface
  public interface Reader {
    Envelope read(byte[] body);
  }
}
