package citybrain.local.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The rounds of a bench as medians with their spread, (largest - smallest) / median. */
record BenchFigures(String bench, List<BenchRound> rounds) {

  static BenchFigures of(String bench, List<BenchRound> rounds) {
    return new BenchFigures(bench, List.copyOf(rounds));
  }

  private double[] sorted(ToDoubleFunction<BenchRound> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray();
  }

  double median(ToDoubleFunction<BenchRound> figure) {
    var sorted = sorted(figure);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double spread(ToDoubleFunction<BenchRound> figure) {
    var sorted = sorted(figure);
    return (sorted[sorted.length - 1] - sorted[0]) / median(figure);
  }

  private static double sustainedCpu(BenchRound round) {
    return round.sustained().cpuSecondsPerMillion();
  }

  private static double sustainedRate(BenchRound round) {
    return round.sustained().ratePerSecond();
  }

  /** What all processors would do if nothing else ran; computed, not measured. */
  double impliedRate() {
    return 1e6 * processors() / median(BenchFigures::sustainedCpu);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** As written to a file; the keys are stable. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", bench);
    json.put("cpu_seconds_per_million", median(BenchFigures::sustainedCpu));
    json.put("cpu_seconds_per_million_spread", spread(BenchFigures::sustainedCpu));
    json.put("rate_per_second", median(BenchFigures::sustainedRate));
    json.put("rate_per_second_spread", spread(BenchFigures::sustainedRate));
    json.put("implied_rate_per_second", impliedRate());
    json.put("cold_cpu_seconds_per_million", median(round -> round.cold().cpuSecondsPerMillion()));
    json.put("cold_rate_per_second", median(round -> round.cold().ratePerSecond()));
    json.put("processors", processors());
    json.put("rounds", rounds.stream().map(BenchFigures::json).toList());
    return json;
  }

  private static Map<String, Object> json(BenchRound round) {
    var json = new LinkedHashMap<String, Object>();
    json.put("raw_records", round.rawRecords());
    json.put("load_average", round.load());
    json.put("sustained", json(round.sustained()));
    json.put("cold", json(round.cold()));
    return json;
  }

  private static Map<String, Object> json(BenchSpan span) {
    var json = new LinkedHashMap<String, Object>();
    json.put("observations", span.observations());
    json.put("seconds", span.seconds());
    json.put("flink_cpu_seconds", span.flinkCpuSeconds());
    json.put("broker_cpu_seconds", span.brokerCpuSeconds());
    json.put("flink_compiler_cpu_seconds", span.parts().compilers());
    json.put("flink_collector_cpu_seconds", span.parts().collector());
    json.put("busy_share_by_job", span.parts().shares());
    json.put("cpu_seconds_per_million", span.cpuSecondsPerMillion());
    json.put("rate_per_second", span.ratePerSecond());
    return json;
  }

  /** Where it went, one line each, per million observations: medians of the sustained spans. */
  List<String> parts() {
    var lines = new ArrayList<String>();
    lines.add(part("broker", BenchSpan::brokerCpuSeconds));
    lines.add(part("Flink, compilers", span -> span.parts().compilers()));
    lines.add(part("Flink, collector", span -> span.parts().collector()));
    lines.add(part("Flink, work", BenchFigures::work));
    var jobs = new TreeSet<String>();
    rounds.forEach(round -> jobs.addAll(round.sustained().parts().busy().keySet()));
    for (var job : jobs) {
      lines.add(
          part("  " + job, span -> work(span) * span.parts().shares().getOrDefault(job, 0.0)));
    }
    return lines;
  }

  private static double work(BenchSpan span) {
    return span.flinkCpuSeconds() - span.parts().compilers() - span.parts().collector();
  }

  private String part(String name, ToDoubleFunction<BenchSpan> seconds) {
    double median =
        median(
            round ->
                seconds.applyAsDouble(round.sustained())
                    / (round.sustained().observations() / 1e6));
    return String.format(Locale.ROOT, "  %-36s %8.2f CPU-s per million", name, median);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median of %d: %.2f CPU-s per million observations (spread %.0f %%), %,.0f observations/s"
            + " (spread %.0f %%); implied by the CPU on %d free processors: %,.0f/s",
        rounds.size(),
        median(BenchFigures::sustainedCpu),
        100 * spread(BenchFigures::sustainedCpu),
        median(BenchFigures::sustainedRate),
        100 * spread(BenchFigures::sustainedRate),
        processors(),
        impliedRate());
  }
}
