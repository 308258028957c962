package citybrain.local.generate;

import citybrain.feed.SettingException;
import citybrain.local.player.SyntheticFiles;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.wire.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./citybrain generate}: days of the synthetic city as files, or into the raw topic. */
@Command(
    name = "generate",
    description = "Write the synthetic city to files or into the raw topic of a broker.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./citybrain generate --to city                       one day as files, with the truth",
      "  ./citybrain generate --to city --days 7 --scale 10",
      "  ./citybrain generate --to-topic localhost:9092       into the topic citybrain.raw",
      "",
      "Everything is made up by a generator: the same seed gives the same bytes."
    })
public final class GenerateCommand implements Callable<Integer> {

  /** One place to write to. */
  static final class Target {

    @Option(
        names = "--to",
        paramLabel = "DIR",
        description = "Write files below this folder, laid out as their origins would.")
    @Nullable Path folder;

    @Option(
        names = "--to-topic",
        paramLabel = "HOST:PORT",
        description = "Write raw messages into the topic " + Topics.RAW + " of this broker.")
    @Nullable String bootstrap;
  }

  @ArgGroup(multiplicity = "1")
  Target target = new Target();

  @Option(names = "--days", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  int days = 1;

  @Option(
      names = "--start",
      paramLabel = "WHEN",
      description = "First day (2025-03-10) or instant (2025-03-09T23:00:00Z) of the city.")
  @Nullable String start;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Default: 42.")
  long seed = 42;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "1",
      description = "1 is about 10,000 meters and 1,000 road links. Default: 1.")
  double scale = 1;

  @Option(
      names = "--city",
      paramLabel = "NAME",
      defaultValue = "demo",
      description = "Name of the city in the raw topic. Default: demo.")
  String city = "demo";

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      defaultValue = "truth.json",
      description = "With --to-topic: where to write what really happened. Default: truth.json.")
  Path truth = Path.of("truth.json");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (days < 1) {
      throw new SettingException(
          String.format(Locale.ROOT, "--days is %d, expected 1 or more", days));
    }
    var settings = settings();
    var until = settings.start().plus(Duration.ofDays(days));
    var begun = System.nanoTime();
    var out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "Synthetic city, seed %d, scale %s, %s to %s%n",
        seed,
        scale,
        settings.start(),
        until);
    var bootstrap = target.bootstrap;
    var folder = target.folder;
    long records;
    if (bootstrap != null) {
      createTopic(bootstrap);
      records = new CityToTopic(city, settings).write(until, bootstrap);
      new SyntheticFiles(settings).writeTruth(city, settings.start(), until, truth);
      out.printf(Locale.ROOT, "What really happened: %s%n", truth.toAbsolutePath());
    } else if (folder != null) {
      records = new CityToFolder(city, settings).write(until, folder);
    } else {
      throw new SettingException("one of --to and --to-topic is needed");
    }
    report(out, records, System.nanoTime() - begun);
    return 0;
  }

  private static void report(PrintWriter out, long records, long nanos) {
    double seconds = nanos / 1e9;
    out.printf(
        Locale.ROOT,
        "%,d records in %.1f s, %,.0f a second%n",
        records,
        seconds,
        records / seconds);
  }

  private SyntheticSettings settings() {
    var usual = SyntheticSettings.defaults();
    try {
      return new SyntheticSettings(seed, scale, startOr(usual.start()), usual.zone());
    } catch (IllegalArgumentException e) {
      throw new SettingException("--scale: " + e.getMessage());
    }
  }

  private Instant startOr(Instant usual) {
    if (start == null) {
      return usual;
    }
    try {
      return start.indexOf('T') > 0
          ? Instant.parse(start)
          : LocalDate.parse(start).atStartOfDay(SyntheticSettings.defaults().zone()).toInstant();
    } catch (DateTimeParseException e) {
      throw new SettingException(
          "--start is '%s', expected a date such as 2025-03-10 or an instant such as %s"
              .formatted(start, usual));
    }
  }

  private static void createTopic(String bootstrap) {
    var raw = Topics.all().get(0);
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(raw.name(), raw.partitions(), (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new SettingException(
            "the broker at %s cannot be used: %s".formatted(bootstrap, e.getCause()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making the topic", e);
    }
  }
}
