package citybrain.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * What a whole message says about itself, before anybody decodes it.
 *
 * @param records how many records it holds; 0 when it cannot be read
 * @param time of which moment it speaks, on the city's clock; empty when it does not say
 */
public record Envelope(int records, Optional<Instant> time) {

  /** Looks at a message; never throws. */
  @FunctionalInterface
  public interface Reader {
    Envelope read(byte[] body);
  }
}
