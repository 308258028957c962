package citybrain.jobs.rules;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Readings on their way to a rule, or waiting there for their turn, as the bytes that lay on Kafka:
 * nobody decodes what is not judged yet, and to keep, move and snapshot them is to copy bytes. Each
 * is an {@link PackedReading}; nothing stands between them.
 *
 * @param feeds those of the readings, which name them by their place here
 * @param bytes never changed
 */
record Readings(List<FeedName> feeds, byte[] bytes) {

  static final TypeInformation<Readings> TYPE =
      citybrain.jobs.kafka.Types.of(Readings.class, new ReadingsSerializer());

  static final Readings NONE = new Readings(List.of(), new byte[0]);

  /** A feed of a city. */
  record FeedName(String city, String feed) {}

  boolean isEmpty() {
    return bytes.length == 0;
  }
}
