package citybrain.jobs.kafka;

import citybrain.observation.Domain;
import citybrain.wire.BlockLane;
import citybrain.wire.ClockMark;
import citybrain.wire.Topics;
import citybrain.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mark of a clock as it lies on a topic of observations: of which feed, in which domain. The key
 * is {@code city/feed}, of further lanes {@code city/feed/lane}.
 */
public record FeedMark(String city, String feed, Domain domain, ClockMark mark) {

  private static final Map<String, Domain> DOMAINS =
      Arrays.stream(Domain.values()).collect(Collectors.toMap(Topics::observations, d -> d));

  /**
   * The mark in a delivery.
   *
   * @return null when it is something else
   * @throws WireException when it is a mark that cannot be
   */
  public static @Nullable FeedMark find(Delivery delivery) {
    var text = delivery.header(ClockMark.HEADER);
    if (text.isEmpty()) {
      return null;
    }
    var bytes = delivery.key();
    var key = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new WireException(WireException.MALFORMED, "a mark of no feed");
    }
    var domain = domain(delivery);
    var mark = ClockMark.parse(text, delivery.header(ClockMark.OF));
    int end = key.indexOf('/', slash + 1);
    var feed = key.substring(slash + 1, end < 0 ? key.length() : end);
    return new FeedMark(key.substring(0, slash), feed, domain, mark);
  }

  /**
   * Whose topic a record of observations lies on.
   *
   * @throws WireException when it lies on another topic
   */
  static Domain domain(Delivery delivery) {
    var domain = DOMAINS.get(delivery.topic());
    if (domain == null) {
      throw new WireException(WireException.MALFORMED, "on no topic of observations");
    }
    return domain;
  }

  /** What this says of the feed itself, of which lane. */
  public BlockLane lane() {
    return new BlockLane(mark.part(), mark.parts());
  }
}
