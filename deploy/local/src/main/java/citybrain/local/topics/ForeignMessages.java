package citybrain.local.topics;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.PlainText;
import citybrain.wire.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;

/**
 * Messages in the raw topic that the play of this home did not send: counted by where they say they
 * belong. Such names come from outside, so they are bounded in length and number.
 */
public final class ForeignMessages {

  private static final int MOST_NAMES = 20;
  private static final String OTHERS = "others";

  private final Map<String, Long> byName = new TreeMap<>();

  public void add(Headers headers) {
    var name = PlainText.of(text(headers, RawHeaders.CITY) + "/" + text(headers, RawHeaders.FEED));
    boolean fits = byName.containsKey(name) || byName.size() < MOST_NAMES;
    byName.merge(fits ? name : OTHERS, 1L, Long::sum);
  }

  /** How many by "city/feed". */
  public Map<String, Long> byName() {
    return new TreeMap<>(byName);
  }

  /** Whether it is a heartbeat: no message, and nothing that ingest counts as one. */
  public static boolean isBeat(Headers headers) {
    return !text(headers, RawHeaders.BEAT).isEmpty();
  }

  /** What a header says, cut where no honest one reaches; empty when it is not there. */
  public static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : BoundedOutlet.cut(new String(header.value(), StandardCharsets.UTF_8));
  }
}
