package citybrain.jobs.city;

import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;

/** What the aggregates did with the observations of one feed since the last checkpoint. */
final class AggregateTally {

  long observations;
  long aggregated;
  long late;

  Outgoing drain(String city, String feed) {
    var json =
        "{\"stage\":\"city-aggregates\",\"city\":\"%s\",\"feed\":\"%s\",\"observations\":%d,\"aggregated\":%d,\"late\":%d}"
            .formatted(city, feed, observations, aggregated, late);
    observations = 0;
    aggregated = 0;
    late = 0;
    return tally(city, feed, json);
  }

  /** What was aggregated by its own feed's clock, but whose windows were forgotten. */
  static Outgoing missed(String city, String feed, ObservedProperty property, long values) {
    return tally(
        city,
        feed,
        "{\"stage\":\"city-windows\",\"city\":\"%s\",\"feed\":\"%s\",\"property\":\"%s\",\"missed\":%d}"
            .formatted(city, feed, property, values));
  }

  private static Outgoing tally(String city, String feed, String json) {
    return new Outgoing(
        Topics.TALLY,
        (city + "/" + feed).getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8),
        0,
        Outgoing.NO_HEADERS);
  }
}
