package citybrain.local.run;

import citybrain.local.choice.CityChoices;
import citybrain.local.flink.FlinkProcess;
import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import citybrain.local.metrics.Vitals;
import citybrain.local.metrics.Vitals.FeedVitals;
import citybrain.local.metrics.Vitals.JobVitals;
import citybrain.local.metrics.Vitals.OpenAlerts;
import citybrain.local.player.Player;
import citybrain.local.player.Player.FeedProgress;
import citybrain.local.topics.Backlog;
import citybrain.local.topics.LakeReach;
import citybrain.local.topics.TopicWatch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Takes the pulse of a running city for its metrics; may be asked from any thread. */
final class VitalSigns {

  private static final FeedProgress NOTHING = new FeedProgress(0, 0);

  private final CityChoices choices;
  private final Set<String> polled;
  private final Player player;
  private final TopicWatch watch;
  private final Admin admin;
  private final String bootstrap;
  private final FlinkProcess flink;
  private final FlinkRest rest;

  VitalSigns(
      CityChoices choices,
      Player player,
      TopicWatch watch,
      Admin admin,
      String bootstrap,
      FlinkProcess flink) {
    this.choices = choices;
    this.polled = PollerProcess.polled(choices.cities());
    this.player = player;
    this.watch = watch;
    this.admin = admin;
    this.bootstrap = bootstrap;
    this.flink = flink;
    this.rest = flink.rest();
  }

  Vitals look() {
    var progress = player.progress();
    var states = states();
    var backlog = backlog();
    return new Vitals(
        progress.cityTime(),
        states.isPresent(),
        feeds(progress),
        jobs(states.orElse(Map.of()), backlog.map(VitalSigns::behind).orElse(Map.of())),
        backlog.map(now -> lakeLag(now, progress.cityTime())).orElse(OptionalDouble.empty()),
        watch.tallies().rules(),
        alerts(),
        watch.rejected().unreadable());
  }

  private List<FeedVitals> feeds(Player.Progress progress) {
    var keys = new TreeSet<>(progress.feeds().keySet());
    keys.addAll(watch.tallies().feeds());
    choices
        .cities()
        .forEach(city -> city.feeds().forEach(feed -> keys.add(city.city() + "/" + feed.name())));
    return keys.stream().map(key -> feed(key, progress)).toList();
  }

  private FeedVitals feed(String key, Player.Progress progress) {
    var ingested = watch.tallies().ingested(key);
    // Asked after what is accounted for: nothing is that was not sent.
    long sent =
        polled.contains(key)
            ? ingested.records()
            : player.progress().feeds().getOrDefault(key, NOTHING).records();
    int slash = key.indexOf('/');
    return new FeedVitals(
        key.substring(0, slash),
        key.substring(slash + 1),
        sent,
        ingested.records(),
        ingested.observations(),
        watch.rejected().of(key),
        watch.tallies().late(key),
        watch.tallies().missed(key),
        ingested.observations() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(seconds(ingested.to(), progress.cityTime())));
  }

  private static double seconds(long fromMillis, Instant to) {
    return (to.toEpochMilli() - fromMillis) / 1e3;
  }

  /** Empty when Flink does not answer. */
  private Optional<Map<String, JobState>> states() {
    try {
      return Optional.of(
          rest.jobs().stream()
              .collect(Collectors.toMap(JobState::name, state -> state, VitalSigns::alive)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JobState alive(JobState one, JobState other) {
    return one.isRunning() ? one : other;
  }

  private List<JobVitals> jobs(Map<String, JobState> states, Map<String, Long> behind) {
    var jobs = new ArrayList<JobVitals>();
    for (var name : new TreeSet<>(flink.jobs().keySet())) {
      var state = Optional.ofNullable(states.get(name));
      var records = state.flatMap(this::records);
      jobs.add(
          new JobVitals(
              name,
              state.filter(JobState::isRunning).isPresent(),
              state.map(JobState::restarts).orElse(0L),
              records.map(FlinkRest.Records::in).orElse(OptionalLong.empty()),
              records.map(FlinkRest.Records::out).orElse(OptionalLong.empty()),
              behind.containsKey(name) ? OptionalLong.of(behind.get(name)) : OptionalLong.empty()));
    }
    return jobs;
  }

  private Optional<FlinkRest.Records> records(JobState job) {
    try {
      return Optional.of(rest.records(job.id()));
    } catch (IOException e) {
      // It is ending or Flink is: the figure is left out.
      return Optional.empty();
    }
  }

  /** Empty when the broker does not answer. */
  private Optional<Backlog> backlog() {
    try {
      return Optional.of(Backlog.look(admin, flink.jobs().keySet()));
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** By job. */
  private static Map<String, Long> behind(Backlog backlog) {
    var behind = new TreeMap<String, Long>();
    backlog
        .progress()
        .forEach(
            (job, read) ->
                behind.put(
                    job,
                    read.behind(backlog.ends()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
    return behind;
  }

  /** Asked before the lake is: it may have come further since. */
  private OptionalDouble lakeLag(Backlog backlog, Instant cityTime) {
    try {
      var reach = LakeReach.read(bootstrap, backlog);
      return OptionalDouble.of(
          reach.map(all -> Math.max(0, seconds(all.toEpochMilli(), cityTime))).orElse(0.0));
    } catch (IllegalStateException | KafkaException e) {
      return OptionalDouble.empty();
    }
  }

  private List<OpenAlerts> alerts() {
    var open = new TreeMap<List<String>, Long>(java.util.Comparator.comparing(List::toString));
    for (var alert : watch.alerts().open()) {
      open.merge(List.of(alert.city(), alert.rule(), alert.severity().name()), 1L, Long::sum);
    }
    return open.entrySet().stream()
        .map(
            entry ->
                new OpenAlerts(
                    entry.getKey().get(0),
                    entry.getKey().get(1),
                    entry.getKey().get(2),
                    entry.getValue()))
        .toList();
  }
}
