package citybrain.local.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The job zone-summary beside DuckDB on the same files: exactly, and by DuckDB's own sketches. Each
 * is a process from its start to its end, and they take turns. DuckDB is told in which zone each
 * place lies, which the job finds out.
 */
final class ZoneSummaryPart implements LakeBenchPart {

  private static final String JOB = "citybrain.jobs.lake.summary.DailySummaryJob";
  private static final String CONTENDER = "zone_summary.py";

  /** As {@code ./citybrain summary} has it. */
  private static final int HEAP_MEBIBYTES = 1024;

  @Override
  public String name() {
    return "zone-summary";
  }

  @Override
  public Figures measure(LakeBenchGround ground) throws IOException {
    var spent = new LinkedHashMap<String, List<Spent>>();
    for (int round = 0; round <= ground.rounds(); round++) {
      for (var contender : List.of("zone-summary", "duckdb", "duckdb-sketches")) {
        var one = run(contender, ground);
        ground.say().accept(contender + " round " + round + ": " + one);
        // The first has files and programs to bring into the memory of the system.
        if (round > 0) {
          spent.computeIfAbsent(contender, name -> new ArrayList<>()).add(one);
        }
      }
    }
    ground.python(CONTENDER, compared(ground, "exact"));
    return figures(ground.readings(), spent);
  }

  private static List<String> compared(LakeBenchGround ground, String how) {
    return List.of("compare", ground.lake().toString(), summary(ground, how));
  }

  private static String summary(LakeBenchGround ground, String how) {
    return ground.folder().resolve("duckdb-" + how + ".parquet").toString();
  }

  private static Spent run(String contender, LakeBenchGround ground) throws IOException {
    if (contender.equals("zone-summary")) {
      return ground.job(
          contender,
          HEAP_MEBIBYTES,
          JOB,
          List.of(
              "--lake=" + ground.lake(),
              "--cities=" + ground.cityFile(),
              "--data=" + ground.folder()));
    }
    var how = contender.equals("duckdb") ? "exact" : "sketches";
    return ground.python(
        CONTENDER,
        List.of(
            "summarise",
            ground.lake().toString(),
            ground.places().toString(),
            summary(ground, how),
            how));
  }

  static Figures figures(long readings, Map<String, List<Spent>> spent) {
    var lines = new ArrayList<String>();
    var json = new LinkedHashMap<String, Object>();
    json.put("readings", readings);
    json.put("processors", Runtime.getRuntime().availableProcessors());
    var ours = Spent.median(spent.getOrDefault("zone-summary", List.of()));
    spent.forEach(
        (contender, rounds) -> {
          var median = Spent.median(rounds);
          var of = new LinkedHashMap<String, Object>();
          of.put("cpu_seconds", median.cpuSeconds());
          of.put("wall_seconds", median.wallSeconds());
          of.put("cpu_seconds_per_million", median.cpuSeconds() / (readings / 1e6));
          of.put("times_as_fast_by_cpu", median.cpuSeconds() / ours.cpuSeconds());
          of.put("times_as_fast_by_wall", median.wallSeconds() / ours.wallSeconds());
          of.put(
              "rounds",
              rounds.stream()
                  .map(
                      one ->
                          Map.of(
                              "cpu_seconds", one.cpuSeconds(), "wall_seconds", one.wallSeconds()))
                  .toList());
          json.put(contender.replace('-', '_'), of);
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%-16s median of %d: %s; %.2f CPU-s per million readings; the job is %.2f times as"
                      + " fast by CPU, %.2f by the clock",
                  contender,
                  rounds.size(),
                  median,
                  median.cpuSeconds() / (readings / 1e6),
                  median.cpuSeconds() / ours.cpuSeconds(),
                  median.wallSeconds() / ours.wallSeconds()));
        });
    return new Figures(lines, json);
  }
}
