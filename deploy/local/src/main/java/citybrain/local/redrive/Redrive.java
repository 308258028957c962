package citybrain.local.redrive;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.RawMessage;
import citybrain.feed.ReferenceFiles;
import citybrain.local.player.RawProducer;
import citybrain.local.topics.ForeignMessages;
import citybrain.local.topics.WholeTopics;
import citybrain.observation.Vocabulary;
import citybrain.wire.RawHeaders;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends refused records through ingest again, after what was wrong with them here was mended. A
 * rejection keeps the bytes of its record but not the header over them, so the record is taken from
 * the raw topic, where its message lies. Nothing is counted twice: of a record that tells again
 * what is observed already ingest recognises that, within the overlap of the feed; where it could
 * not, the record is held back.
 */
public final class Redrive {

  /** What is held in memory of records that are about to be sent, in bytes. */
  private static final long MOST_BYTES = 64L << 20;

  private final String bootstrap;
  private final Wish wish;
  private final FeedSpec spec;
  private final Cutter cutter;
  private final Vocabulary vocabulary;
  private final Map<Place, Found> found = new LinkedHashMap<>();
  private final Map<Place, Long> redriven = new HashMap<>();
  private final Counts counts = new Counts();
  private long newest;
  private long bytes;

  /** A record that can be sent again. */
  private record Found(RawMessage message, Refusals.Refusal refusal) {}

  /**
   * For one feed.
   *
   * @param files the reference data of the city
   */
  public Redrive(String bootstrap, Wish wish, CityFile city, FeedSpec spec, ReferenceFiles files) {
    this.bootstrap = bootstrap;
    this.wish = wish;
    this.spec = spec;
    this.cutter = new Cutter(city, spec, files);
    this.vocabulary = city.vocabulary();
  }

  /**
   * Does it.
   *
   * @param isDry whether all is done but the sending
   */
  public Counts run(boolean isDry) {
    var refusals = Refusals.read(bootstrap, wish);
    counts.more = refusals.more();
    if (refusals.found().isEmpty()) {
      return counts;
    }
    var lines = new HashMap<Place, Set<Long>>();
    refusals
        .found()
        .forEach(
            (place, refusal) ->
                lines.computeIfAbsent(place.whole(), p -> new HashSet<>()).add(place.line()));
    WholeTopics.read(bootstrap, List.of(Topics.RAW), record -> look(record, lines, refusals));
    refusals
        .found()
        .forEach(
            (place, refusal) -> {
              counts.refused(refusal.reason());
              if (redriven.getOrDefault(place, 0L) > refusal.times()) {
                counts.sentBefore(refusal.reason());
                found.remove(place);
              } else if (!found.containsKey(place)) {
                counts.gone(refusal.reason());
              }
            });
    var told =
        AlreadyTold.of(
            bootstrap, wish.key(), vocabulary, found.values(), one -> cutter.read(one.message()));
    var wanted = new ArrayList<Found>();
    long since = Math.max(newest, told.latest()) - spec.overlap().toMillis();
    for (var one : found.values()) {
      switch (told.look(one, since)) {
        case ALL_THERE -> counts.there(one.refusal().reason());
        case NOT_SAFE -> counts.heldBack(one.refusal().reason());
        case SAFE -> {
          counts.sent(one.refusal().reason());
          wanted.add(one);
        }
      }
    }
    if (!isDry) {
      send(wanted);
    }
    return counts;
  }

  private void look(
      ConsumerRecord<byte[], byte[]> record, Map<Place, Set<Long>> lines, Refusals refusals) {
    var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (!key.equals(wish.key())) {
      return;
    }
    newest = Math.max(newest, record.timestamp());
    var headers = record.headers();
    var source = ForeignMessages.text(headers, "source");
    var place = new Place(record.timestamp(), source, 0);
    var wanted = lines.get(place);
    if (wanted == null || ForeignMessages.isBeat(headers) || record.value() == null) {
      return;
    }
    long firstLine = RawHeaders.number(ForeignMessages.text(headers, "line"));
    long times = RawHeaders.number(ForeignMessages.text(headers, RawHeaders.REDRIVEN));
    if (times > 0) {
      // Alone under its header, or whole: then it was the message that was refused.
      redriven.merge(new Place(record.timestamp(), source, firstLine), times, Math::max);
      redriven.merge(place, times, Math::max);
      return;
    }
    var message =
        new RawMessage(
            wish.city(),
            wish.feed(),
            source,
            firstLine,
            Instant.ofEpochMilli(record.timestamp()),
            RawHeaders.records(ForeignMessages.text(headers, RawHeaders.RECORDS)),
            record.value());
    if (wanted.contains(0L)) {
      keep(place, message, refusals);
    }
    if (!cutter.isWhole()) {
      for (var one : cutter.cut(message, wanted::contains)) {
        keep(new Place(record.timestamp(), source, one.firstLine()), one, refusals);
      }
    }
  }

  private void keep(Place place, RawMessage message, Refusals refusals) {
    var refusal = refusals.found().get(place);
    if (refusal == null) {
      return;
    }
    if (bytes + message.body().length > MOST_BYTES) {
      counts.more++;
      refusals.found().remove(place);
      return;
    }
    bytes += message.body().length;
    found.put(place, new Found(message, refusal));
  }

  private void send(List<Found> wanted) {
    var failure = new AtomicReference<Exception>();
    try (var producer = new RawProducer(bootstrap, "")) {
      for (var one : wanted) {
        producer.redrive(
            one.message(),
            one.refusal().times() + 1,
            (metadata, e) -> failure.compareAndSet(null, e));
      }
    }
    var why = failure.get();
    if (why != null) {
      throw new IllegalStateException("the broker did not take all: " + why.getMessage(), why);
    }
  }
}
