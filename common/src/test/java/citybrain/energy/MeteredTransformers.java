package citybrain.energy;

import citybrain.detection.Readings;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The 250 virtual meters of {@code fraudsim_dev} behind their twelve transformers, half-hourly for
 * twelve weeks, some of them tampered with: as its register says, or as another one would.
 *
 * @param meters by transformer, as the register has them
 * @param series by meter or transformer, kWh by half hour since the beginning
 * @param thieves meters that were tampered with
 */
record MeteredTransformers(
    Map<String, List<String>> meters, Map<String, float[]> series, Set<String> thieves) {

  /** What a meter tells of what it counted so many hours after the beginning. */
  interface Dial {
    double tells(String meter, double hours, double counted);
  }

  private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00:00");
  private static final int HALF_HOURS = 12 * 7 * 48;

  static MeteredTransformers read(Path data) throws IOException {
    var folder = data.resolve("electricity");
    var meters = new TreeMap<String, List<String>>();
    var thieves = new HashSet<String>();
    var series = new TreeMap<String, float[]>();
    for (var line : Files.readAllLines(folder.resolve("fraudsim_dev_meters.csv"))) {
      var cells = line.split(",", -1);
      if (!cells[0].equals("meter_id")) {
        meters.computeIfAbsent(cells[1], any -> new ArrayList<>()).add(cells[0]);
      }
    }
    for (var line : Files.readAllLines(folder.resolve("fraudsim_dev_labels.csv"))) {
      thieves.add(line.split(",", -1)[0]);
    }
    for (var file : List.of("readings", "transformers")) {
      lines(
          folder.resolve("fraudsim_dev_" + file + ".csv.gz"),
          line -> {
            var cells = line.split(",", -1);
            var time = LocalDateTime.parse(cells[1].replace(' ', 'T'));
            int at = (int) (Duration.between(START, time).toMinutes() / 30);
            series.computeIfAbsent(cells[0], any -> new float[HALF_HOURS])[at] =
                Float.parseFloat(cells[2]);
          });
    }
    return new MeteredTransformers(meters, series, thieves);
  }

  private static void lines(Path file, Consumer<String> each) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      in.lines().skip(1).forEach(each);
    }
  }

  /** The n-th meter of a transformer that was not tampered with. */
  String honest(String transformer, int n) {
    return of(transformer).stream().filter(one -> !thieves.contains(one)).toList().get(n);
  }

  List<String> of(String transformer) {
    return Objects.requireNonNull(meters.get(transformer));
  }

  /** All readings of one transformer and of the meters that a register says are behind it. */
  List<Observation> readings(String transformer, List<String> register, Dial dial) {
    var all = new ArrayList<Observation>(HALF_HOURS * (register.size() + 1));
    var zone = "transformer/" + transformer;
    var carried = Objects.requireNonNull(series.get(transformer));
    var counted = register.stream().map(series::get).map(Objects::requireNonNull).toList();
    for (int t = 0; t < HALF_HOURS; t++) {
      var time = Readings.hour(t / 2.0);
      for (int i = 0; i < register.size(); i++) {
        var meter = register.get(i);
        double told = dial.tells(meter, t / 2.0, counted.get(i)[t]);
        all.add(Readings.of(meter, ObservedProperty.ELECTRIC_ENERGY, zone, time, told));
      }
      all.add(
          Readings.of(transformer, ObservedProperty.TRANSFORMER_ENERGY, zone, time, carried[t]));
    }
    return all;
  }
}
