package citybrain.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How fast the archive writes observations, beside DuckDB and pyarrow that write the same rows.
 * Each has them in memory and one thread; a round is a process each, of which the last pass counts.
 */
final class ArchivePart implements LakeBenchPart {

  private static final String OURS = "archive";
  private static final List<String> CONTENDERS = List.of(OURS, "duckdb", "pyarrow");
  private static final String MAIN = "citybrain.bench.lake.ArchiveRate";
  private static final String CONTENDER = "lake_write.py";
  private static final int HEAP_MEBIBYTES = 4096;

  /** So many, for compilers to be through; libraries are compiled already. */
  private static final int PASSES = 6;

  private static final int PASSES_OF_OTHERS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public Figures measure(LakeBenchGround ground) throws IOException {
    var found = new LinkedHashMap<String, List<JsonNode>>();
    for (int round = 1; round <= ground.rounds(); round++) {
      for (var contender : CONTENDERS) {
        var one = run(contender, ground);
        ground
            .say()
            .accept(
                String.format(
                    Locale.ROOT,
                    "%s round %d: %.2f CPU-s per million rows, %,.0f rows/s",
                    contender,
                    round,
                    perMillion(one),
                    rate(one)));
        found.computeIfAbsent(contender, name -> new ArrayList<>()).add(one);
      }
    }
    return figures(found);
  }

  private static JsonNode run(String contender, LakeBenchGround ground) throws IOException {
    var to = ground.folder().resolve(contender + ".written");
    var figures = ground.folder().resolve(contender + ".json");
    try {
      if (contender.equals(OURS)) {
        ground.bench(
            contender,
            HEAP_MEBIBYTES,
            MAIN,
            List.of(
                "--stations=" + ground.size().stations(),
                "--minutes=" + ground.size().minutes(),
                "--days=1",
                "--passes=" + PASSES,
                "--to=" + to,
                "--json=" + figures));
      } else {
        ground.python(
            CONTENDER,
            List.of(
                contender,
                ground.firstDay().toString(),
                Integer.toString(PASSES_OF_OTHERS),
                to.toString(),
                figures.toString()));
      }
      return JSON.readTree(figures.toFile());
    } finally {
      Files.deleteIfExists(to);
    }
  }

  private static double perMillion(JsonNode one) {
    return one.path("cpu_seconds").asDouble() / (one.path("rows").asLong() / 1e6);
  }

  private static double rate(JsonNode one) {
    return one.path("rows").asLong() / one.path("seconds").asDouble();
  }

  private static double bytes(JsonNode one) {
    return (double) one.path("bytes").asLong() / one.path("rows").asLong();
  }

  private static double median(List<JsonNode> rounds, ToDoubleFunction<JsonNode> of) {
    var sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static Figures figures(Map<String, List<JsonNode>> found) {
    var lines = new ArrayList<String>();
    var json = new LinkedHashMap<String, Object>();
    double ours = median(found.getOrDefault(OURS, List.of()), ArchivePart::perMillion);
    found.forEach(
        (contender, rounds) -> {
          double cpu = median(rounds, ArchivePart::perMillion);
          double bytes = median(rounds, ArchivePart::bytes);
          json.put(
              contender,
              Map.of(
                  "cpu_seconds_per_million", cpu,
                  "rows_per_second", median(rounds, ArchivePart::rate),
                  "bytes_per_row", bytes,
                  "archive_times_as_fast_by_cpu", cpu / ours,
                  "rounds", rounds));
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%-8s median of %d: %.2f CPU-s per million rows, %,.0f rows/s, %.1f bytes a row;"
                      + " the archive is %.2f times as fast by CPU",
                  contender,
                  rounds.size(),
                  cpu,
                  median(rounds, ArchivePart::rate),
                  bytes,
                  cpu / ours));
        });
    return new Figures(lines, json);
  }
}
