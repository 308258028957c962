package citybrain.local.evaluate;

import citybrain.Rules;
import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Localisation;
import citybrain.detection.Surroundings;
import citybrain.detection.Ways;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the pipes that alerts name are from the pipe that leaked, along the pipes. Beside it what
 * those get who know nothing, as many pipes of the same area by lot, and who know the least: the
 * pipe nearest to the sensor that the alert is about.
 */
final class PlaceScoring {

  /** What BattLeDIM takes for found, metres along the pipes. */
  static final double FOUND = 300;

  private static final int DRAWS = 200;

  /** The same lots each time. */
  private static final long SEED = 42;

  private final Ways walk;
  private final Ways area;
  private final Map<String, Integer> pipes = new HashMap<>();
  private final Duration inTime;

  /** A leak whose pipe is known; epoch milliseconds. */
  record Leak(String pipe, long start) {}

  /** Distances from one leak, metres. */
  private record Told(
      Leak leak, double first, double best, boolean isWithin, double nearest, double[][] lots) {}

  /**
   * Of one network.
   *
   * @param inTime an alert that comes later is about something else
   */
  PlaceScoring(SetFolder.Found network, Duration inTime) {
    var file =
        new Surroundings.NetworkFile(
            network.name(), new String(network.content(), StandardCharsets.UTF_8));
    this.walk = Rules.ways(file, false);
    this.area = Rules.ways(file, true);
    this.inTime = inTime;
    for (var pipe : walk.names()) {
      pipes.put(pipe, pipes.size());
    }
  }

  boolean knows(String pipe) {
    return pipes.containsKey(pipe);
  }

  /**
   * In words, a sentence each.
   *
   * @param half leaks that began before are told apart from the others, epoch milliseconds
   */
  List<String> remarks(List<Leak> leaks, List<Alert> alerts, long half) {
    var random = new SplittableRandom(SEED);
    var told = new ArrayList<Told>();
    for (var leak : leaks) {
      first(leak, alerts).ifPresent(alert -> told.add(told(leak, alert, random)));
    }
    var remarks = new ArrayList<String>();
    for (var one : told) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "where: %s leaks %.0f m along the pipes from the first pipe that was named, %.0f m"
                  + " from the nearest named, %s the radius; %.0f m from the pipe at the sensor",
              one.leak.pipe(),
              one.first,
              one.best,
              one.isWithin ? "within" : "outside of",
              one.nearest));
    }
    remarks.add(summary("first half", told.stream().filter(one -> one.leak.start() < half)));
    remarks.add(summary("second half", told.stream().filter(one -> one.leak.start() >= half)));
    return remarks;
  }

  /** The first that opened in time and says where. */
  private Optional<Alert> first(Leak leak, List<Alert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.status() == AlertStatus.OPEN)
        .filter(alert -> isAbout(leak, alert.onset().toEpochMilli()))
        .filter(alert -> isPipes(alert.localisation()))
        .findFirst();
  }

  private boolean isAbout(Leak leak, long onset) {
    return onset >= leak.start() && onset <= leak.start() + inTime.toMillis();
  }

  private static boolean isPipes(@Nullable Localisation where) {
    return where != null && where.kind().equals(Localisation.PIPE);
  }

  private Told told(Leak leak, Alert alert, SplittableRandom random) {
    var where = Objects.requireNonNull(alert.localisation());
    var away = walk.fromLink(number(leak.pipe()));
    var named = where.features().stream().mapToInt(this::number).toArray();
    var reach = area.fromLink(named[0]);
    var near = IntStream.range(0, reach.length).filter(i -> Double.isFinite(reach[i])).toArray();
    var lots = new double[DRAWS][];
    for (int i = 0; i < DRAWS; i++) {
      var drawn =
          IntStream.range(0, named.length)
              .mapToDouble(any -> away[near[random.nextInt(near.length)]])
              .toArray();
      lots[i] = new double[] {drawn[0], Arrays.stream(drawn).min().orElseThrow()};
    }
    return new Told(
        leak,
        away[named[0]],
        Arrays.stream(named).mapToDouble(pipe -> away[pipe]).min().orElseThrow(),
        walk.fromNode(where.around())[number(leak.pipe())] <= where.radiusMetres(),
        away[nearest(alert.feature(), where.around())],
        lots);
  }

  private int number(String pipe) {
    var number = pipes.get(pipe);
    if (number == null) {
      throw new IllegalStateException("an alert names the pipe " + pipe + " of no network");
    }
    return number;
  }

  /** The pipe at a sensor; at the middle of what was named where the alert is of no sensor. */
  private int nearest(String sensor, String around) {
    var away = area.fromNode(walk.has(sensor) ? sensor : around);
    int nearest = 0;
    for (int i = 1; i < away.length; i++) {
      nearest = away[i] < away[nearest] ? i : nearest;
    }
    return nearest;
  }

  private static String summary(String which, Stream<Told> of) {
    var all = of.toList();
    var lots = all.stream().map(Told::lots).flatMap(Arrays::stream).toList();
    return String.format(
        Locale.ROOT,
        "where, leaks of the %s that were told with a place: %d; first pipe %s; best of the named %s; one by lot in the area %s;"
            + " best of as many by lot %s; pipe at the sensor %s; %d within the radius",
        which,
        all.size(),
        of(all.stream().mapToDouble(Told::first).toArray()),
        of(all.stream().mapToDouble(Told::best).toArray()),
        of(lots.stream().mapToDouble(lot -> lot[0]).toArray()),
        of(lots.stream().mapToDouble(lot -> lot[1]).toArray()),
        of(all.stream().mapToDouble(Told::nearest).toArray()),
        all.stream().filter(Told::isWithin).count());
  }

  private static String of(double[] metres) {
    if (metres.length == 0) {
      return "none";
    }
    var sorted = metres.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    double found = Arrays.stream(sorted).filter(one -> one <= FOUND).count();
    return String.format(
        Locale.ROOT,
        "median %.0f m, %.0f %% within %.0f m",
        median,
        100 * found / sorted.length,
        FOUND);
  }
}
