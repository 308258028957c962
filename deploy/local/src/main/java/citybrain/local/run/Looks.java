package citybrain.local.run;

import citybrain.local.broker.Patience;
import citybrain.local.choice.CityChoices;
import citybrain.local.flink.JobState;
import citybrain.local.player.Player;
import citybrain.local.view.CityTimes;
import citybrain.local.view.Snapshot;
import citybrain.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks at a running city, again and again. */
final class Looks {

  private static final long LAKE_EVERY_NANOS = 5_000_000_000L;
  private static final String FINISHED_FILE = ".parquet";
  private static final Set<String> FAILED = Set.of("FAILING", "RESTARTING");

  private final RunningCity running;
  private final CityChoices choices;
  private final CityTimes zones;
  private final Figures figures;
  private final CatchingUp catchingUp = new CatchingUp();
  private long aggregates;
  private long lakeFiles;
  private long lakeBytes;
  private long lakeLookedAt = System.nanoTime() - LAKE_EVERY_NANOS;

  Looks(RunningCity running) {
    this.running = running;
    this.choices = running.settings.choices();
    this.zones = CityTimes.of(choices.cities());
    this.figures = new Figures(choices);
  }

  Snapshot look() {
    lookAtLake();
    running.memory.measure();
    var progress = running.player.progress();
    var tallies = running.watch.tallies();
    var alerts = running.watch.alerts();
    var jobs = running.jobs();
    return new Snapshot(
        choices.title(),
        choices.hasSynthetic() && !choices.areSeveral(),
        choices.first().timeZone(),
        zones,
        clock(progress),
        running.settings.speed(),
        figures.rows(progress, tallies),
        jobs,
        running.flink.jobs().size(),
        aggregates(),
        tallies.late(),
        tallies.missed(),
        lakeFiles,
        lakeBytes,
        alerts.opened().size(),
        alerts.closed(),
        alerts.latest(),
        new Snapshot.Links(
            running.flink.web(),
            running.broker.bootstrap(),
            running.metrics.url(),
            running.settings.lakeUri()),
        progress.problem().or(() -> whyAgain(jobs)));
  }

  /** Why a job starts again, while it does. */
  private Optional<String> whyAgain(List<JobState> jobs) {
    return jobs.stream()
        .filter(job -> FAILED.contains(job.state()))
        .findFirst()
        .map(job -> "job '" + job.name() + "' starts again" + running.why(job));
  }

  /** Of what has been understood, not of what was sent. */
  private Snapshot.Clock clock(Player.Progress progress) {
    var tallies = running.watch.tallies();
    var understood = running.player.understood(feed -> tallies.ingested(feed).messages());
    if (understood.isBefore(progress.goesLive())) {
      return Snapshot.Clock.catchingUp(
          understood, catchingUp.secondsToGo(System.nanoTime(), understood, progress.goesLive()));
    }
    var behind = Duration.between(understood, progress.cityTime());
    return Snapshot.Clock.live(
        understood, Math.round(behind.toMillis() / 1e3 / running.settings.speed()));
  }

  /** By offsets: cheap, and a little high, because transactions take offsets of their own. */
  private long aggregates() {
    try {
      var partitions =
          Topics.all().stream()
              .filter(topic -> topic.name().equals(Topics.AGGREGATES))
              .flatMap(
                  topic ->
                      java.util.stream.IntStream.range(0, topic.partitions())
                          .mapToObj(i -> new TopicPartition(topic.name(), i)))
              .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
      var glance = new ListOffsetsOptions().timeoutMs(Patience.GLANCE_MILLIS);
      aggregates =
          running.admin.listOffsets(partitions, glance).all().get().values().stream()
              .mapToLong(end -> end.offset())
              .sum();
      return aggregates;
    } catch (ExecutionException e) {
      return aggregates; // the broker is busy: the last figure will do
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return aggregates;
    }
  }

  private void lookAtLake() {
    long now = System.nanoTime();
    if (now - lakeLookedAt < LAKE_EVERY_NANOS) {
      return;
    }
    lakeLookedAt = now;
    localLake().ifPresent(this::countLake);
  }

  private Optional<Path> localLake() {
    var uri = running.settings.lakeUri();
    return uri.startsWith("file:")
        ? Optional.of(Path.of(java.net.URI.create(uri).getPath())).filter(Files::isDirectory)
        : Optional.empty();
  }

  private void countLake(Path lake) {
    try (var files = Files.walk(lake)) {
      long count = 0;
      long bytes = 0;
      var finished = new ArrayList<Path>();
      files.filter(Looks::isFinished).forEach(finished::add);
      for (var file : finished) {
        count++;
        bytes += Files.size(file);
      }
      lakeFiles = count;
      lakeBytes = bytes;
    } catch (IOException | UncheckedIOException e) {
      // A file came or went while we looked; the next look will see it.
    }
  }

  private static boolean isFinished(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(FINISHED_FILE) && !name.startsWith(".") && !name.startsWith("_");
  }
}
