package citybrain.local.bench;

import picocli.CommandLine.Command;

/** {@code ./citybrain bench city}: the whole demo city, every job. */
@Command(
    name = "city",
    description = {
      "The whole demo city: every job that up runs, with the settings of up, the generator apart.",
      "Each round is a fresh Flink process and empty topics: the warm-up share of the raw records",
      "is played, and the rest when every job is through with it. The sustained figure is of that",
      "rest: CPU-seconds per million observations of Flink and the broker, until all jobs have read",
      "all there is; Flink's are told apart by compilers (JIT), collector (GC) and work, and the",
      "work by job, in shares of the time in which their tasks were busy. The rate is a lower bound:",
      "the wait for the last checkpoint is in it."
    },
    footer = {
      "",
      "Examples:",
      "  ./citybrain bench city --json city.json",
      "  ./citybrain bench city --records 500000 --rounds 3",
      "  ./citybrain bench city --rounds 1 --home /tmp/b --jvm-options "
          + "flink=-XX:StartFlightRecording=filename=/tmp/flink.jfr"
    })
public final class CityBenchCommand extends IngestBenchCommand {

  @Override
  BenchPlan plan() {
    return BenchPlan.CITY;
  }
}
