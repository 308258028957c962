package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.detection.Detector;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Scores the water rules on a simulated year of L-Town with 14 known leaks. An alert belongs to an
 * undetected leak between its start and two weeks after its peak; others are false, also those that
 * repeat a leak already found.
 */
final class LTownLeaks {

  private record Leak(String pipe, Instant start, Instant until) {}

  record Score(int found, int total, Duration medianDelay, int falseAlerts, List<String> pipes) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "detected %d/%d %s, median delay %.1f h, other alerts %d in 365 days",
          found,
          total,
          pipes,
          medianDelay.toMinutes() / 60.0,
          falseAlerts);
    }
  }

  private final Path folder;
  private final List<Leak> leaks = new ArrayList<>();

  LTownLeaks(Path data) throws IOException {
    folder = data.resolve("ltown-sim");
    for (var line : Files.readAllLines(folder.resolve("2018_leaks.csv"))) {
      var cells = line.split(",", -1);
      if (!cells[0].equals("pipe_id")) {
        leaks.add(
            new Leak(cells[0], instant(cells[1]), instant(cells[5]).plus(Duration.ofDays(14))));
      }
    }
  }

  private static Instant instant(String text) {
    return Instant.parse(text.substring(0, 16).replace(' ', 'T') + ":00Z");
  }

  /** All columns of one file as observations in order of time. */
  List<Observation> read(String file, ObservedProperty property, double unit) throws IOException {
    var all = new ArrayList<Observation>();
    read(file, property, unit, 1, all::add);
    return all;
  }

  /** The same one by one, of every so manieth row. */
  void read(
      String file, ObservedProperty property, double unit, int every, Consumer<Observation> to)
      throws IOException {
    long row = 0;
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(file))),
                StandardCharsets.UTF_8))) {
      var names = lines.readLine().split(";", -1);
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (row++ % every != 0) {
          continue;
        }
        var cells = line.split(";", -1);
        var time = instant(cells[0]);
        for (int i = 1; i < cells.length; i++) {
          double result = Double.parseDouble(cells[i].replace(',', '.')) * unit;
          to.accept(
              new Observation(
                  "l-town",
                  "scada",
                  names[i],
                  property,
                  time,
                  time,
                  result,
                  null,
                  "dma/all",
                  "",
                  Quality.GOOD));
        }
      }
    }
  }

  /** Leaks of which an alert was raised within so long of their beginning, and alerts of none. */
  record Early(Set<String> pipes, int falseAlerts) {}

  Early early(List<Instant> alerts, Duration within) {
    var found = new TreeSet<String>();
    int none = 0;
    for (var at : alerts) {
      var of =
          leaks.stream()
              .filter(one -> !at.isBefore(one.start()) && !at.isAfter(one.start().plus(within)))
              .map(Leak::pipe)
              .toList();
      found.addAll(of);
      none += of.isEmpty() ? 1 : 0;
    }
    return new Early(found, none);
  }

  static List<Observation> nights(List<Observation> flows) {
    var summary = new MinimumNightFlow("UTC");
    var nights = new TreeMap<Instant, MinimumNightFlow.Night>();
    for (var flow : flows) {
      if (summary.contains(flow)) {
        nights.merge(
            summary.nightOf(flow.phenomenonTime()),
            summary.add(summary.blank(), flow),
            summary::merge);
      }
    }
    var observations = new ArrayList<Observation>();
    nights.values().forEach(night -> summary.finish(night).ifPresent(observations::add));
    return observations;
  }

  static <M> List<Instant> alerts(Detector<Observation, M> rule, List<Observation> inputs) {
    var opened = new ArrayList<Instant>();
    var memory = rule.blank();
    for (var input : inputs) {
      var verdict = rule.observe(memory, input);
      memory = verdict.memory();
      for (AlertChange change : verdict.changes()) {
        if (change.status() == AlertStatus.OPEN) {
          opened.add(change.onset());
        }
      }
    }
    return opened;
  }

  Score score(List<Instant> alerts) {
    var sorted = new ArrayList<>(alerts);
    Collections.sort(sorted);
    var found = new HashSet<String>();
    var pipes = new ArrayList<String>();
    var delays = new ArrayList<Duration>();
    int others = 0;
    for (var at : sorted) {
      var leak =
          leaks.stream()
              .filter(one -> !found.contains(one.pipe()))
              .filter(one -> !at.isBefore(one.start()) && at.isBefore(one.until()))
              .findFirst();
      if (leak.isPresent()) {
        found.add(leak.get().pipe());
        pipes.add(leak.get().pipe());
        delays.add(Duration.between(leak.get().start(), at));
      } else {
        others++;
      }
    }
    Collections.sort(delays);
    var median = delays.isEmpty() ? Duration.ZERO : delays.get(delays.size() / 2);
    return new Score(found.size(), leaks.size(), median, others, pipes);
  }
}
