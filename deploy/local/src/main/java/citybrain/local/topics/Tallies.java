package citybrain.local.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sum of all tallies: what the jobs say they did, exact because each tally was committed
 * together with the outputs it counts. Safe for use by several threads.
 */
public final class Tallies {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 1024;
  private static final int MOST_NAMES = 30_000;
  private static final Set<String> NAMES =
      Set.of("stage", "city", "feed", "property", "procedure", "rule");
  private static final String INGEST = "ingest";
  private static final String DERIVED = "derived";
  private static final String AGGREGATES = "city-aggregates";
  private static final String WINDOWS = "city-windows";
  private static final String RULE_INPUTS = "rule-inputs";
  private static final String RULE = "rule";
  private static final String LATE = "late";

  /** More rules than there are. */
  private static final int MOST_RULES = 1_000;

  private final Map<String, Ingested> ingested = new TreeMap<>();
  private long derived;
  private final Map<String, Aggregated> aggregated = new TreeMap<>();
  private final Map<String, Long> missed = new TreeMap<>();
  private final Map<String, RuleTotals> rules = new TreeMap<>();
  private final Map<String, Long> lateForRules = new TreeMap<>();

  /**
   * What ingest did with one feed.
   *
   * @param repeated values that a snapshot said again
   * @param waiting words about events that wait for further ones
   * @param from the earliest phenomenon time, ms; {@code Long.MAX_VALUE} when there is none
   */
  public record Ingested(
      long messages,
      long records,
      long observations,
      long rejected,
      long repeated,
      long waiting,
      long from,
      long to) {

    public static final Ingested NOTHING =
        new Ingested(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    public Ingested plus(Ingested other) {
      return new Ingested(
          messages + other.messages,
          records + other.records,
          observations + other.observations,
          rejected + other.rejected,
          repeated + other.repeated,
          waiting + other.waiting,
          Math.min(from, other.from),
          Math.max(to, other.to));
    }

    /** The range of event time, when there is any. */
    public Optional<TimeRange> range() {
      return observations == 0 ? Optional.empty() : Optional.of(TimeRange.ofMillis(from, to));
    }
  }

  /** What the aggregates did with all observations. */
  public record Aggregated(long observations, long aggregated, long late) {

    static final Aggregated NOTHING = new Aggregated(0, 0, 0);

    Aggregated plus(Aggregated other) {
      return new Aggregated(
          observations + other.observations, aggregated + other.aggregated, late + other.late);
    }
  }

  /**
   * Adds one tally as it came from the topic.
   *
   * @return false when it is none: the topic is ours, but others may write to it
   */
  public synchronized boolean add(byte @Nullable [] json) {
    var tally = tree(json);
    if (tally == null || !isWell(tally)) {
      return false;
    }
    var feed = feed(tally);
    switch (tally.path("stage").asText()) {
      case INGEST -> ingested.merge(feed, ingested(tally), Ingested::plus);
      case DERIVED -> derived += tally.path("observations").asLong();
      case AGGREGATES ->
          aggregated.merge(
              feed,
              new Aggregated(
                  tally.path("observations").asLong(),
                  tally.path("aggregated").asLong(),
                  tally.path("late").asLong()),
              Aggregated::plus);
      case WINDOWS -> missed.merge(feed, tally.path("missed").asLong(), Long::sum);
      case RULE_INPUTS, RULE ->
          rules.merge(tally.path("rule").asText(), rule(tally), RuleTotals::plus);
      case LATE -> lateForRules.merge(feed, tally.path("readings").asLong(), Long::sum);
      default -> {
        // Jobs may count more than is shown here.
      }
    }
    return true;
  }

  private static @Nullable JsonNode tree(byte @Nullable [] json) {
    try {
      return json == null ? null : JSON.readTree(json);
    } catch (IOException e) {
      return null;
    }
  }

  /** Names are texts and counts are whole numbers from zero up; names are not without end. */
  private boolean isWell(JsonNode tally) {
    for (var name : List.of("stage", "city", "feed")) {
      if (!tally.path(name).isTextual() || tally.path(name).textValue().length() > LONGEST_NAME) {
        return false;
      }
    }
    for (var field : tally.properties()) {
      var value = field.getValue();
      boolean isCount = value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0;
      if (!isCount && !NAMES.contains(field.getKey())) {
        return false;
      }
    }
    var rule = tally.path("rule").asText();
    if (!rule.isEmpty()
        && !rules.containsKey(rule)
        && (rules.size() >= MOST_RULES || rule.length() > LONGEST_NAME)) {
      return false;
    }
    var feed = feed(tally);
    return ingested.containsKey(feed)
        || aggregated.containsKey(feed)
        || missed.containsKey(feed)
        || lateForRules.containsKey(feed)
        || ingested.size() + aggregated.size() + missed.size() + lateForRules.size() < MOST_NAMES;
  }

  private static String feed(JsonNode tally) {
    return tally.path("city").asText() + "/" + tally.path("feed").asText();
  }

  private static RuleTotals rule(JsonNode tally) {
    return new RuleTotals(
        tally.path("inputs").asLong(),
        tally.path("late").asLong(),
        tally.path("taken").asLong(),
        tally.path("judged").asLong(),
        tally.path("overtaken").asLong(),
        tally.path("stopped").asLong());
  }

  private static Ingested ingested(JsonNode tally) {
    long observations = tally.path("observations").asLong();
    return new Ingested(
        tally.path("messages").asLong(),
        tally.path("records").asLong(),
        observations,
        tally.path("rejected").asLong(),
        tally.path("repeated").asLong(),
        tally.path("waiting").asLong() - tally.path("waited").asLong(),
        observations == 0 ? Long.MAX_VALUE : tally.path("from").asLong(),
        observations == 0 ? Long.MIN_VALUE : tally.path("to").asLong());
  }

  public synchronized Ingested ingested(String feed) {
    return ingested.getOrDefault(feed, Ingested.NOTHING);
  }

  /** All feeds of one city together. */
  public synchronized Ingested ingestedOf(String city) {
    return ingested.entrySet().stream()
        .filter(feed -> feed.getKey().startsWith(city + "/"))
        .map(Map.Entry::getValue)
        .reduce(Ingested.NOTHING, Ingested::plus);
  }

  /** All feeds together. */
  public synchronized Ingested ingested() {
    return ingested.values().stream().reduce(Ingested.NOTHING, Ingested::plus);
  }

  /** What each rule did, by its name. */
  public synchronized Map<String, RuleTotals> rules() {
    return new TreeMap<>(rules);
  }

  /** Readings of all feeds that came too late, for their windows or for some rule. */
  public synchronized long late() {
    return aggregated().late() + lateForRules("");
  }

  /** The same of one "city/feed". */
  public synchronized long late(String feed) {
    return aggregated(feed).late() + lateForRules.getOrDefault(feed, 0L);
  }

  /** The same of all feeds of one city. */
  public synchronized long lateOf(String city) {
    return aggregatedOf(city).late() + lateForRules(city + "/");
  }

  private long lateForRules(String prefix) {
    return lateForRules.entrySet().stream()
        .filter(feed -> feed.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Observations that jobs made of other observations. */
  public synchronized long derived() {
    return derived;
  }

  /** All cities together. */
  public synchronized Aggregated aggregated() {
    return aggregated.values().stream().reduce(Aggregated.NOTHING, Aggregated::plus);
  }

  /** All feeds of one city together. */
  public synchronized Aggregated aggregatedOf(String city) {
    return aggregated.entrySet().stream()
        .filter(feed -> feed.getKey().startsWith(city + "/"))
        .map(Map.Entry::getValue)
        .reduce(Aggregated.NOTHING, Aggregated::plus);
  }

  /** One "city/feed". */
  public synchronized Aggregated aggregated(String feed) {
    return aggregated.getOrDefault(feed, Aggregated.NOTHING);
  }

  /** Values of all feeds that were in time by their own clock, but whose windows were forgotten. */
  public synchronized long missed() {
    return missed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same of one "city/feed". */
  public synchronized long missed(String feed) {
    return missed.getOrDefault(feed, 0L);
  }

  /** Every "city/feed" that any tally names. */
  public synchronized Set<String> feeds() {
    var feeds = new TreeSet<>(ingested.keySet());
    feeds.addAll(aggregated.keySet());
    feeds.addAll(missed.keySet());
    return feeds;
  }
}
