package citybrain.city;

import citybrain.detection.CityCalendar;
import citybrain.scoring.NabScore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The labelled series of the Numenta Anomaly Benchmark, as they lie in a folder. */
record NabFiles(List<Series> series) {

  record Series(String name, Instant[] times, double[] values, List<NabScore.Window> windows) {}

  static NabFiles read(Path folder) throws IOException {
    var labels = new ObjectMapper().readTree(folder.resolve("windows.json").toFile());
    var all = new ArrayList<Series>();
    for (var name : (Iterable<String>) labels::fieldNames) {
      var file = folder.resolve("data").resolve(name + ".gz");
      if (Files.exists(file)) {
        all.add(series(name, file, labels.get(name)));
      }
    }
    return new NabFiles(all);
  }

  private static Series series(String name, Path file, JsonNode labels) throws IOException {
    var times = new ArrayList<Instant>();
    var values = new ArrayList<Double>();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              cells -> {
                times.add(instant(cells[0]));
                values.add(Double.valueOf(cells[1]));
              });
    }
    var timeArray = times.toArray(Instant[]::new);
    var windows = new ArrayList<NabScore.Window>();
    for (var window : labels) {
      windows.add(
          new NabScore.Window(
              indexOf(timeArray, instant(window.get(0).asText())),
              indexOf(timeArray, instant(window.get(1).asText()))));
    }
    return new Series(
        name, timeArray, values.stream().mapToDouble(Double::doubleValue).toArray(), windows);
  }

  private static int indexOf(Instant[] times, Instant time) {
    int at = Arrays.asList(times).indexOf(time);
    if (at < 0) {
      throw new IllegalArgumentException("no row at " + time);
    }
    return at;
  }

  private static Instant instant(String text) {
    return LocalDateTime.parse(
            text.substring(0, 19), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
        .toInstant(ZoneOffset.UTC);
  }

  /** Scores the outputs of the detector on all series. */
  NabScore score() {
    var score = new NabScore();
    for (var one : series) {
      var rule = new RangeNovelty(CityCalendar.of("UTC"));
      var state = RangeNovelty.blank();
      var outputs = new double[one.values().length];
      for (int i = 0; i < outputs.length; i++) {
        var step = rule.observe(state, one.times()[i], one.values()[i]);
        state = step.state();
        outputs[i] = step.novelty();
      }
      score.add(outputs, one.windows());
    }
    return score;
  }
}
