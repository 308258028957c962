package citybrain.local.player;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of a bench as medians with their spread, (largest - smallest) / median. */
record BenchFigures(List<BenchRound> rounds) {

  static BenchFigures of(List<BenchRound> rounds) {
    return new BenchFigures(List.copyOf(rounds));
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

  /** As written to a file; the keys are stable. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", "ingest");
    json.put("cpu_seconds_per_million", median(BenchRound::cpuSecondsPerMillion));
    json.put("cpu_seconds_per_million_spread", spread(BenchRound::cpuSecondsPerMillion));
    json.put("rate_per_second", median(BenchRound::ratePerSecond));
    json.put("rate_per_second_spread", spread(BenchRound::ratePerSecond));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("rounds", rounds.stream().map(BenchFigures::json).toList());
    return json;
  }

  private static Map<String, Object> json(BenchRound round) {
    var json = new LinkedHashMap<String, Object>();
    json.put("raw_records", round.rawRecords());
    json.put("observations", round.observations());
    json.put("seconds", round.seconds());
    json.put("cpu_seconds", round.cpuSeconds());
    json.put("broker_cpu_seconds", round.brokerCpuSeconds());
    json.put("cpu_seconds_per_million", round.cpuSecondsPerMillion());
    json.put("rate_per_second", round.ratePerSecond());
    return json;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median of %d: %.2f CPU-s per million observations (spread %.0f %%), %,.0f observations/s (spread %.0f %%)",
        rounds.size(),
        median(BenchRound::cpuSecondsPerMillion),
        100 * spread(BenchRound::cpuSecondsPerMillion),
        median(BenchRound::ratePerSecond),
        100 * spread(BenchRound::ratePerSecond));
  }
}
