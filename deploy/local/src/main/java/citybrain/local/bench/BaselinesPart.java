package citybrain.local.bench;

import citybrain.local.flink.FlinkProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it takes to learn the baselines of all series of a lake, as {@code ./citybrain run
 * baselines} does: a process from its start to its end.
 */
final class BaselinesPart implements LakeBenchPart {

  private static final String JOB = "citybrain.jobs.lake.report.BaselineMain";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "baselines";
  }

  @Override
  public Topic topic() {
    return Topic.WATER;
  }

  @Override
  public boolean needsPython() {
    return false;
  }

  @Override
  public Figures measure(LakeBenchGround ground) throws IOException {
    var rounds = new ArrayList<Spent>();
    var said = new ArrayList<String>();
    for (int round = 0; round <= ground.rounds(); round++) {
      said.clear();
      // As ./citybrain run baselines has it.
      var one =
          ground.job(
              name(),
              FlinkProcess.heapMebibytes(),
              JOB,
              List.of(
                  "--lake=" + ground.lake(),
                  "--city=" + ground.cityFile(),
                  "--data=" + ground.folder()),
              said::add);
      ground.say().accept("baselines round " + round + ": " + one);
      // The first has files and programs to bring into the memory of the system.
      if (round > 0) {
        rounds.add(one);
      }
    }
    return figures(ground.readings(), made(said), rounds);
  }

  /** The line that tells of the file; what went wrong is no figure. */
  static JsonNode made(List<String> said) throws IOException {
    if (said.size() != 1) {
      throw new IllegalStateException("expected one file of baselines, but the job says " + said);
    }
    var made = JSON.readTree(said.get(0));
    if (!made.path("series").isNumber()) {
      throw new IllegalStateException("no baselines were made: " + said);
    }
    return made;
  }

  static Figures figures(long readings, JsonNode made, List<Spent> rounds) {
    var median = Spent.median(rounds);
    double perMillion = median.cpuSeconds() / (readings / 1e6);
    var json = new LinkedHashMap<String, Object>();
    json.put("readings", readings);
    json.put("series", made.path("series").asLong());
    json.put("rows", made.path("rows").asLong());
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("heap_mebibytes", FlinkProcess.heapMebibytes());
    json.put("cpu_seconds", median.cpuSeconds());
    json.put("wall_seconds", median.wallSeconds());
    json.put("cpu_seconds_per_million", perMillion);
    json.put(
        "rounds",
        rounds.stream()
            .map(one -> Map.of("cpu_seconds", one.cpuSeconds(), "wall_seconds", one.wallSeconds()))
            .toList());
    var line =
        String.format(
            Locale.ROOT,
            "baselines median of %d: %s; %,d series of %,d readings, %.2f CPU-s per million"
                + " readings",
            rounds.size(),
            median,
            made.path("series").asLong(),
            readings,
            perMillion);
    return new Figures(List.of(line), json);
  }
}
