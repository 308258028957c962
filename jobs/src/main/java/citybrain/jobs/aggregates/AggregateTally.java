package citybrain.jobs.aggregates;

import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.ObservedProperty;
import citybrain.wire.Tally;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;

/** What the aggregates did with the observations of one feed since the last checkpoint. */
final class AggregateTally {

  long observations;
  long aggregated;
  long late;

  Outgoing drain(String city, String feed) {
    var counted =
        Tally.of("city-aggregates", city, feed)
            .count("observations", observations)
            .count("aggregated", aggregated)
            .count("late", late);
    observations = 0;
    aggregated = 0;
    late = 0;
    return outgoing(city, feed, counted);
  }

  /** What was aggregated by its own feed's clock, but whose windows were forgotten. */
  static Outgoing missed(String city, String feed, ObservedProperty property, long values) {
    return outgoing(
        city,
        feed,
        Tally.of("city-windows", city, feed)
            .about("property", property.name())
            .count("missed", values));
  }

  private static Outgoing outgoing(String city, String feed, Tally counted) {
    return new Outgoing(
        Topics.TALLY,
        (city + "/" + feed).getBytes(StandardCharsets.UTF_8),
        counted.toBytes(),
        0,
        Outgoing.NO_HEADERS);
  }
}
