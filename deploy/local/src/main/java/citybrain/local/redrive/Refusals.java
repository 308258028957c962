package citybrain.local.redrive;

import citybrain.local.topics.ForeignMessages;
import citybrain.local.topics.WholeTopics;
import citybrain.wire.Aside;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The refused records that are wanted, by where they came from. */
final class Refusals {

  private final Wish wish;
  private final Map<Place, Refusal> found = new LinkedHashMap<>();
  private long more;

  /**
   * Why a record was refused.
   *
   * @param times it had been sent again when it was refused last
   */
  record Refusal(String reason, long times) {

    Refusal and(Refusal other) {
      return new Refusal(reason, Math.max(times, other.times));
    }
  }

  private Refusals(Wish wish) {
    this.wish = wish;
  }

  static Refusals read(String bootstrap, Wish wish) {
    var refusals = new Refusals(wish);
    WholeTopics.read(bootstrap, List.of(Topics.REJECTED), refusals::add);
    return refusals;
  }

  Map<Place, Refusal> found() {
    return found;
  }

  /** How many there are beyond the most that is wanted at one time. */
  long more() {
    return more;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    var headers = record.headers();
    var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    var reason = ForeignMessages.text(headers, "reason");
    boolean isOfIngest = headers.lastHeader(Aside.READER) == null;
    if (!isOfIngest || !key.equals(wish.key()) || !wish.wants(reason, record.timestamp())) {
      return;
    }
    var source = ForeignMessages.text(headers, "source");
    var place =
        new Place(
            record.timestamp(),
            RawHeaders.sourceOf(source),
            RawHeaders.number(ForeignMessages.text(headers, "line")));
    var refusal = new Refusal(reason, RawHeaders.timesRedriven(source));
    if (found.containsKey(place) || found.size() < wish.most()) {
      found.merge(place, refusal, Refusal::and);
    } else {
      more++;
    }
  }
}
