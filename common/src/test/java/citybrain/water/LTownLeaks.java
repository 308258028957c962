package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.detection.Surroundings;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A simulated year of L-Town with 14 known leaks, to score the water rules on. */
final class LTownLeaks {

  private record Leak(String pipe, Instant start) {}

  private final Path folder;
  private final List<Leak> leaks = new ArrayList<>();

  LTownLeaks(Path data) throws IOException {
    folder = data.resolve("ltown-sim");
    for (var line : Files.readAllLines(folder.resolve("2018_leaks.csv"))) {
      var cells = line.split(",", -1);
      if (!cells[0].equals("pipe_id")) {
        leaks.add(new Leak(cells[0], instant(cells[1])));
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

  /** The network as the rules of a city come to know it. */
  Surroundings surroundings() throws IOException {
    var network =
        new Surroundings.NetworkFile("L-TOWN.inp", Files.readString(folder.resolve("L-TOWN.inp")));
    return new Surroundings() {
      @Override
      public String timeZone() {
        return "UTC";
      }

      @Override
      public List<NetworkFile> networks() {
        return List.of(network);
      }
    };
  }

  /**
   * How far the first pipe that an alert names is from each leak that began within so long before
   * it, metres along the pipes.
   */
  Map<String, Double> metres(List<AlertChange> alerts, Duration within) throws IOException {
    var file = surroundings().networks().get(0);
    var walk = PipeGraph.open(EpanetNetwork.read(file.path(), file.text()));
    var ids = walk.names();
    var metres = new TreeMap<String, Double>();
    for (var leak : leaks) {
      alerts.stream()
          .filter(one -> !one.onset().isBefore(leak.start()))
          .filter(one -> !one.onset().isAfter(leak.start().plus(within)))
          .findFirst()
          .map(AlertChange::localisation)
          .ifPresent(
              where ->
                  metres.put(
                      leak.pipe(),
                      walk.fromLink(ids.indexOf(leak.pipe()))[
                          ids.indexOf(where.features().get(0))]));
    }
    return metres;
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
}
