package citybrain.jobs.kafka;

import citybrain.feed.RejectedRecord;
import citybrain.wire.Aside;
import citybrain.wire.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.TreeSet;

/**
 * Rejections, from their headers alone; what is missing there becomes empty or zero. The city comes
 * from the key and is one of those known: what a stranger calls itself must not become a folder.
 */
public record RejectedReading(TreeSet<String> cities) implements Reading<RejectedRecord> {

  private static final long serialVersionUID = 1L;

  public RejectedReading(Collection<String> cities) {
    this(new TreeSet<>(cities));
  }

  @Override
  public Reader<RejectedRecord> open() {
    var known = new HashSet<>(cities);
    return (delivery, out) ->
        out.accept(
            new RejectedRecord(
                city(delivery, known),
                delivery.header("feed"),
                delivery.header("source"),
                RawHeaders.number(delivery.header("line")),
                delivery.header("field"),
                delivery.header("reason"),
                delivery.header("detail"),
                Instant.ofEpochMilli(RawHeaders.time(delivery.timestamp()))));
  }

  private static String city(Delivery delivery, Collection<String> known) {
    var bytes = delivery.key();
    var key = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    var city = key.substring(0, Math.max(0, key.indexOf('/')));
    return known.contains(city) ? city : Aside.UNKNOWN;
  }
}
