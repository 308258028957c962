package citybrain.local.replay;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.cityfile.CityFile;
import citybrain.feed.RawRecord;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.home.Home;
import citybrain.local.player.PlayerSettings;
import citybrain.local.player.RawPlay;
import citybrain.observation.Vocabulary;
import citybrain.replay.Replay;
import citybrain.replay.Replayed;
import citybrain.replay.RuleReplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A recording of one city, what it must lead to, and what the jobs make of it in each way. */
final class ReplayBench {

  private final Path folder;
  private final Path cityFile;
  private final Path data;
  private final long seed;
  private final RawLog log;
  private final Replayed replayed;
  private final Results expected;
  private final Duration folding;
  private Duration plain = Duration.ofSeconds(30);

  private ReplayBench(
      Path folder, Path cityFile, Path data, long seed, RawLog log, Replayed replayed, long nanos) {
    this.folder = folder;
    this.cityFile = cityFile;
    this.data = data;
    this.seed = seed;
    this.log = log;
    this.replayed = replayed;
    this.expected = Results.of(replayed, vocabulary(cityFile));
    this.folding = Duration.ofNanos(nanos);
  }

  /**
   * What is recorded.
   *
   * @param data where recordings of real cities lie, if said
   * @param start where a synthetic city begins, or when a recording goes live, if said
   * @param span how much of the city, from where its past begins
   * @param records after so many it ends
   * @param scale of a synthetic city
   * @param disturbed whether it is disturbed beyond what it is by itself
   */
  record Plan(
      CityChoice city,
      Optional<Path> data,
      Optional<Instant> start,
      Duration span,
      long records,
      double scale,
      boolean disturbed,
      long seed) {}

  /**
   * Records, and folds what was recorded.
   *
   * @throws SettingException when the city is a recording that is not there
   */
  static ReplayBench of(Plan plan, Path folder) {
    var home = new Home(folder);
    var choice = plan.city();
    var cityFile = choice.keepIn(home);
    var data = choice.data(plan.data(), home);
    var settings =
        new PlayerSettings(
            "",
            List.of(cityFile),
            data,
            folder,
            1,
            Optional.empty(),
            plan.start(),
            Optional.empty(),
            plan.seed(),
            plan.scale());
    var sent =
        RawPlay.messages(settings, plan.span(), plan.records()).stream().map(Sent::of).toList();
    if (sent.isEmpty()) {
      throw new SettingException("city '" + choice.city().city() + "' says nothing in this time");
    }
    var trouble =
        plan.disturbed()
            ? Optional.of(Disturbance.of(sent, plan.seed()))
            : Optional.<Disturbance>empty();
    var log = RawLog.of(trouble.map(one -> one.over(sent)).orElse(sent), trouble);
    long begun = System.nanoTime();
    var replayed = fold(choice.city(), data, log.records());
    long nanos = System.nanoTime() - begun;
    return new ReplayBench(folder, cityFile, data, plan.seed(), log, replayed, nanos);
  }

  private static Vocabulary vocabulary(Path cityFile) {
    return CityChoice.of(cityFile.toString()).city().vocabulary();
  }

  private static Replayed fold(CityFile city, Path data, List<RawRecord> records) {
    var replay = new Replay(List.of(city), new Outside(data));
    records.forEach(replay::take);
    return replay.end();
  }

  /** What the city file names: files of a folder that was made for this, and keys of pseudonyms. */
  private record Outside(Path data) implements ReferenceFiles {

    @Override
    public byte[] read(String path) {
      try {
        return Files.readAllBytes(data.resolve(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<String> secret(String variable) {
      return Optional.ofNullable(System.getenv(variable));
    }
  }

  /** What the recording would lead to if the jobs did not see its record of this number. */
  Comparison without(int number) {
    var records = new ArrayList<>(log.records());
    records.remove(number);
    var city = CityChoice.of(cityFile.toString()).city();
    return Comparison.of(expected, Results.of(fold(city, data, records), city.vocabulary()));
  }

  /**
   * The alerts of the same recording where nothing is kept that was judged, as {@code evaluate}
   * does: the same ones, or it scores something else than what ships.
   */
  List<Alert> judgedInPassing() {
    var city = CityChoice.of(cityFile.toString()).city();
    var rules = new RuleReplay(city, new Outside(data), Rules.with(Rules.ALL, List.of(city)));
    log.records().forEach(rules::take);
    return rules.end().alerts();
  }

  RawLog log() {
    return log;
  }

  Replayed replayed() {
    return replayed;
  }

  Duration folding() {
    return folding;
  }

  /**
   * How a way ended.
   *
   * @param reading how long the jobs took
   */
  record Round(Way way, Comparison comparison, Duration reading) {}

  /** Runs the jobs in one way. The plain way tells others how long it takes. */
  Round run(Way way) throws InterruptedException {
    var outcome =
        new ReplayRun(
                log,
                way,
                folder.resolve(way.name()),
                List.of(cityFile),
                data.toString(),
                plain.multipliedBy(way.slowness()),
                seed)
            .run();
    if (way.equals(Way.PLAIN)) {
      plain = outcome.reading();
    }
    var comparisons = outcome.results().stream().map(one -> Comparison.of(expected, one)).toList();
    var worst =
        comparisons.stream().filter(one -> !one.isEqual()).findFirst().orElse(comparisons.get(0));
    return new Round(way, worst, outcome.reading());
  }
}
