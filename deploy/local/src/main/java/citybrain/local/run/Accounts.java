package citybrain.local.run;

import citybrain.alerting.Alert;
import citybrain.cityfile.CityFile;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.flink.JobState;
import citybrain.local.player.Player.FeedProgress;
import citybrain.local.player.Players;
import citybrain.local.report.Conservation;
import citybrain.local.report.Conservation.Check;
import citybrain.local.report.LakeFigures;
import citybrain.local.report.Report;
import citybrain.local.topics.RuleTotals;
import citybrain.local.topics.TimeRange;
import citybrain.local.topics.TopicCounts;
import citybrain.local.truth.TruthFile;
import citybrain.local.truth.TruthScore;
import citybrain.observation.Domain;
import citybrain.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts everything a second time when the city has come to rest, and writes it up. */
final class Accounts {

  private static final String CITY_AGGREGATES = "city-aggregates";

  private final RunningCity running;
  private final CityChoices choices;
  private final List<JobState> jobs;
  private final Map<String, Long> topics;
  private final TopicCounts.RawTopic raw;
  private final LakeFigures lake;

  private Accounts(
      RunningCity running,
      List<JobState> jobs,
      Map<String, Long> topics,
      TopicCounts.RawTopic raw,
      LakeFigures lake) {
    this.running = running;
    this.choices = running.settings.choices();
    this.jobs = jobs;
    this.lake = lake;
    this.topics = topics;
    this.raw = raw;
  }

  /** What lies in the topics, once it is known: read beside other things, once nobody writes. */
  static final class Counting {

    private final RunningCity running;
    private @Nullable Future<TopicCounts.RawTopic> raw;
    private @Nullable Future<Map<String, Long>> topics;

    Counting(RunningCity running) {
      this.running = running;
    }

    /** Begins with what was sent. */
    void countRaw() {
      var bootstrap = running.broker.bootstrap();
      raw =
          CompletableFuture.supplyAsync(
              () -> TopicCounts.raw(bootstrap, running.player.mark(), running.polled));
    }

    /** Begins with what became of it, and with what was sent where that has not begun. */
    void countAll() {
      if (raw == null) {
        countRaw();
      }
      var bootstrap = running.broker.bootstrap();
      var names = new ArrayList<>(observationTopics());
      names.addAll(List.of(Topics.REJECTED, Topics.LATE, Topics.AGGREGATES));
      topics = CompletableFuture.supplyAsync(() -> TopicCounts.records(bootstrap, names));
    }

    /** Waits until it is known; from then on no broker is asked. */
    void await() {
      topics();
      raw();
    }

    Map<String, Long> topics() {
      return counted(Objects.requireNonNull(topics));
    }

    TopicCounts.RawTopic raw() {
      return counted(Objects.requireNonNull(raw));
    }
  }

  /**
   * @param jobs as they were while the city was running
   */
  static Accounts of(
      RunningCity running, List<JobState> jobs, Counting counting, LakeFigures lake) {
    return new Accounts(running, jobs, counting.topics(), counting.raw(), lake);
  }

  /** What can be woken, unlike a join. */
  private static <T> T counted(Future<T> counting) {
    try {
      return counting.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics could not be counted: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the topics are counted", e);
    }
  }

  private static List<String> observationTopics() {
    return Arrays.stream(Domain.values()).map(Topics::observations).toList();
  }

  private long topic(String name) {
    return topics.getOrDefault(name, 0L);
  }

  /** Without what its readers could not take. */
  private long readable(String name) {
    return topic(name) - running.watch.rejected().unreadable(name);
  }

  private boolean hasJob(String name) {
    return jobs.stream().anyMatch(job -> job.name().equals(name));
  }

  Conservation conservation() {
    var tallies = running.watch.tallies();
    var ingested = tallies.ingested();
    var aggregated = tallies.aggregated();
    long in = raw.all().records();
    var rejected = running.watch.rejected();
    long readable = observationTopics().stream().mapToLong(this::readable).sum();
    var checks = new ArrayList<Check>();
    checks.add(
        new Check(
            "records: sent by the player, in the raw topic",
            sent(),
            raw.played().values().stream().mapToLong(TopicCounts.Raw::records).sum()));
    if (!running.polled.isEmpty()) {
      checks.add(
          new Check(
              "records: of polled feeds in the raw topic, counted by ingest",
              raw.polled().values().stream().mapToLong(TopicCounts.Raw::records).sum(),
              running.polled.stream().mapToLong(key -> tallies.ingested(key).records()).sum()));
    }
    checks.add(
        new Check(
            "messages: in the raw topic, counted by ingest",
            raw.all().messages(),
            ingested.messages()));
    checks.add(
        new Check(
            "observations: counted by ingest and those who derive, readable in their topics",
            ingested.observations() + tallies.derived(),
            readable));
    checks.add(
        new Check(
            "rejected: counted by ingest or not of ingest, in their topic",
            ingested.rejected() + rejected.notOfIngest(),
            topic(Topics.REJECTED)));
    if (hasJob(CITY_AGGREGATES)) {
      checks.add(
          new Check(
              "observations: readable in their topics, seen by " + CITY_AGGREGATES,
              readable,
              aggregated.observations()));
      checks.add(
          new Check(
              "observations: seen by " + CITY_AGGREGATES + ", aggregated or late",
              aggregated.observations(),
              aggregated.aggregated() + aggregated.late()));
    }
    checks.add(
        new Check(
            "late: counted by those who miss them, readable in their topic",
            tallies.late(),
            readable(Topics.LATE)));
    var rules = tallies.rules().values();
    checks.add(
        new Check(
            "inputs of rules: wanted, taken or too late",
            rules.stream().mapToLong(RuleTotals::inputs).sum(),
            rules.stream().mapToLong(rule -> rule.late() + rule.taken()).sum()));
    checks.add(lakeCheck("observations", readable));
    checks.add(lakeCheck("aggregates", readable(Topics.AGGREGATES)));
    checks.add(lakeCheck("alerts", running.watch.alerts().size()));
    checks.add(lakeCheck("rejected", topic(Topics.REJECTED)));
    checks.add(lakeCheck("late", readable(Topics.LATE)));
    return new Conservation(in, ingested.records(), checks);
  }

  private Check lakeCheck(String dataset, long inTopic) {
    return new Check(dataset + ": in their topics, in the lake", inTopic, lake.archived(dataset));
  }

  /** What others put into our topics, in words; empty when nobody did. */
  List<String> remarks() {
    var remarks = new ArrayList<String>();
    if (raw.foreignMessages() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%,d messages in the raw topic are not of this play: %s.",
              raw.foreignMessages(),
              named(raw.foreign())));
    }
    running
        .watch
        .rejected()
        .unreadable()
        .forEach(
            (topic, reasons) ->
                remarks.add(
                    String.format(
                        Locale.ROOT,
                        "%,d records of %s could not be read and were set aside: %s.",
                        reasons.values().stream().mapToLong(Long::longValue).sum(),
                        topic,
                        named(reasons))));
    return remarks;
  }

  private static String named(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  private long sent() {
    return running.player.progress().feeds().values().stream()
        .mapToLong(FeedProgress::records)
        .sum();
  }

  Report report(Conservation conservation, Duration wall, Duration start, List<String> problems) {
    return new Report(
        choices.name(),
        choices.hasSynthetic(),
        wall.toMillis() / 1e3,
        start.toMillis() / 1e3,
        running.watch.tallies().ingested().range(),
        played(),
        choices.shifts(),
        jobs,
        feeds(),
        cities(),
        running.watch.tallies().derived(),
        running.watch.tallies().late(),
        running.watch.tallies().missed(),
        running.watch.tallies().rules(),
        raw.foreign(),
        running.watch.rejected().unreadable(),
        readable(Topics.AGGREGATES),
        running.watch.alerts(),
        truth(),
        lake,
        conservation,
        running.memory.bytes(),
        problems);
  }

  private Map<String, Report.Feed> feeds() {
    var feeds = new TreeMap<String, Report.Feed>();
    for (var city : choices.cities()) {
      for (var feed : city.feeds()) {
        var key = city.city() + "/" + feed.name();
        var ingested = running.watch.tallies().ingested(key);
        var sent = raw.sent().get(key);
        feeds.put(
            choices.feedName(city.city(), feed.name()),
            new Report.Feed(
                sent == null ? 0 : sent.records(),
                ingested.observations(),
                ingested.rejected(),
                ingested.repeated(),
                ingested.waiting()));
      }
    }
    return feeds;
  }

  private Map<String, Report.OneCity> cities() {
    return choices.areSeveral()
        ? choices.all().stream()
            .collect(
                Collectors.toMap(
                    choice -> choice.city().city(), this::oneCity, (a, b) -> a, TreeMap::new))
        : Map.of();
  }

  private Report.OneCity oneCity(CityChoice choice) {
    var city = choice.city();
    var ingested = running.watch.tallies().ingestedOf(city.city());
    long in =
        raw.sent().entrySet().stream()
            .filter(feed -> feed.getKey().startsWith(city.city() + "/"))
            .mapToLong(feed -> feed.getValue().records())
            .sum();
    return new Report.OneCity(
        city.name(),
        city.synthetic(),
        choice.weeks(),
        in,
        ingested.records(),
        ingested.observations(),
        ingested.rejected(),
        running.watch.tallies().lateOf(city.city()),
        alertsOf(city.city()).size());
  }

  private List<Alert> alertsOf(String city) {
    return running.watch.alerts().opened().stream()
        .filter(alert -> alert.city().equals(city))
        .toList();
  }

  /** By the city's clock: the stray clocks of devices are no measure of what was played. */
  private TimeRange played() {
    return played("");
  }

  /** The same of the feeds whose names begin so. */
  private TimeRange played(String prefix) {
    var until = running.player.progress().cityTime();
    long from =
        raw.sent().entrySet().stream()
            .filter(feed -> feed.getKey().startsWith(prefix))
            .mapToLong(feed -> feed.getValue().firstArrival())
            .min()
            .orElse(until.toEpochMilli());
    return new TimeRange(Instant.ofEpochMilli(from), until);
  }

  private Optional<TruthScore> truth() {
    return choices.cities().stream().filter(CityFile::synthetic).findFirst().map(this::truth);
  }

  private TruthScore truth(CityFile city) {
    var played = played(city.city() + "/");
    var file = running.home().folder().resolve("truth.json");
    Players.writeTruth(running.play, played.from(), played.to(), file);
    return TruthScore.of(TruthFile.read(file), alertsOf(city.city()), played);
  }
}
