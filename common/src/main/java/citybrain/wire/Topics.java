package citybrain.wire;

import citybrain.observation.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of topics: each with its name, key, partitions, retention and content. {@code
 * ./citybrain topics} prints it, the local broker and the manifests are made from it.
 */
public final class Topics {

  /**
   * The size budget, from the origin to the broker, the same on one machine and in the manifests.
   * The largest answer of an origin and the largest document of a recording; what is larger is cut
   * by its sender and refused.
   */
  public static final int LARGEST_BODY = 16 << 20;

  /** A body with its headers, in a batch of its own; of producers, broker and raw topic. */
  public static final int LARGEST_RAW_RECORD = LARGEST_BODY + (1 << 20);

  /**
   * Everywhere else: a refused record keeps 64 KiB of its bytes, and ids and texts have 1 KiB each,
   * so that nothing a job writes comes near.
   */
  public static final int LARGEST_RECORD = 1 << 20;

  /** Of all topics but that of alerts, whose consumers in any language may come without it. */
  public static final String COMPRESSION = "lz4";

  public static final String UNCOMPRESSED = "none";

  public static final String RAW = "citybrain.raw";
  public static final String REJECTED = "citybrain.rejected";
  public static final String LATE = "citybrain.late";
  public static final String AGGREGATES = "citybrain.aggregates";
  public static final String AGGREGATES_LATEST = "citybrain.aggregates.latest";
  public static final String ALERTS = "citybrain.alerts";
  public static final String ALERTS_LATEST = "citybrain.alerts.latest";
  public static final String TALLY = "citybrain.tally";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** By domain; made once, because every observation asks. */
  private static final Map<Domain, String> OBSERVATIONS =
      Arrays.stream(Domain.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  domain -> "citybrain.observations." + domain.word(),
                  (one, other) -> one,
                  () -> new EnumMap<>(Domain.class)));

  private static final Set<String> NAMES =
      all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

  private Topics() {}

  public static String observations(Domain domain) {
    return Objects.requireNonNull(OBSERVATIONS.get(domain));
  }

  /** Whether blocks of observations lie on the topic. */
  public static boolean hasObservations(String topic) {
    return OBSERVATIONS.containsValue(topic) || topic.equals(LATE);
  }

  /**
   * How many values a record of a topic holds: readings in a block, aggregates in a frame; one on
   * other topics, and where it is no such record. All count by this, whether or not they can read
   * the rest of it, so that they come to the same.
   */
  public static int valuesIn(String topic, byte @Nullable [] value) {
    return hasObservations(topic)
        ? BlockHead.readingsIn(value)
        : hasAggregates(topic) ? FrameReader.aggregatesIn(value) : 1;
  }

  /** Whether frames of aggregates lie on the topic. */
  public static boolean hasAggregates(String topic) {
    return topic.equals(AGGREGATES) || topic.equals(AGGREGATES_LATEST);
  }

  /** The names of all topics. */
  public static Set<String> names() {
    return NAMES;
  }

  /** All topics, in the order data flows through them. */
  public static List<Topic> all() {
    var topics = new ArrayList<Topic>();
    topics.add(
        new Topic(
            RAW,
            "city/feed",
            4,
            WEEK,
            false,
            "arrival",
            "messages as their origin sent them; headers city, feed, source, line, records;"
                + " of a play also n and play; header beat: a heartbeat, without body",
            "the feed's own format",
            LARGEST_RAW_RECORD));
    for (var domain : Domain.values()) {
      topics.add(
          new Topic(
              observations(domain),
              "city/feed",
              4,
              WEEK,
              false,
              "latest phenomenon time",
              "blocks of observations, Avro single-object encoding. A record with the header mark"
                  + " tells how far the clock of the feed is and has no value. Where a feed has lanes,"
                  + " the header lane says which of how many, and keys of further lanes end with /lane",
              "observation-block.v2.avsc",
              LARGEST_RECORD));
    }
    topics.add(
        new Topic(
            REJECTED,
            "city/feed",
            1,
            MONTH,
            false,
            "arrival",
            "the bytes that were refused, none of feeds with pseudonyms; headers city, feed, source, line, field, reason, detail;"
                + " of our own topics also job, topic, partition, offset, values",
            "the feed's own format",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            LATE,
            "city/feed",
            1,
            MONTH,
            false,
            "latest phenomenon time",
            "blocks of observations too late to revise a window, or for some rule; headers job, rules",
            "observation-block.v2.avsc",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            AGGREGATES,
            "city/layer/property",
            4,
            MONTH,
            false,
            "window start",
            "frames of aggregates, Avro single-object encoding; a higher revision of a zone and window"
                + " replaces the lower",
            "aggregate-frame.v2.avsc",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            AGGREGATES_LATEST,
            "city/layer/property/window/zone",
            4,
            MONTH,
            true,
            "window start",
            "of each zone and property the newest window of 15 minutes, an hour and a day, as on"
                + " citybrain.aggregates, in a frame of its own",
            "aggregate-frame.v2.avsc",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            ALERTS,
            "alert id",
            1,
            MONTH,
            false,
            "event time of the change",
            "alerts as CloudEvents 1.0, binary mode, JSON data",
            "alert.v1.schema.json",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            ALERTS_LATEST,
            "alert id",
            1,
            MONTH,
            true,
            "event time of the change",
            "what is open: of each alert the newest change, as on citybrain.alerts; a closed one is"
                + " taken out (a record without value)",
            "alert.v1.schema.json",
            LARGEST_RECORD));
    topics.add(
        new Topic(
            TALLY,
            "city/feed",
            1,
            MONTH,
            false,
            "wall clock",
            "what each job did with what it got, counted per checkpoint, JSON",
            "tally.v1.schema.json",
            LARGEST_RECORD));
    return List.copyOf(topics);
  }
}
