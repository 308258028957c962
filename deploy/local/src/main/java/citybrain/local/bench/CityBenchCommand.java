package citybrain.local.bench;

import picocli.CommandLine.Command;

/** {@code ./citybrain bench city}: the whole demo city, every job. */
@Command(
    name = "city",
    description = {
      "The whole demo city: every job that up runs, with the settings of up, the generator apart.",
      "Raw records are played beforehand; each round is a fresh Flink process on them, until all",
      "jobs have read all there is. CPU-seconds per million observations are of Flink and the",
      "broker, after the warm-up share; Flink's are told apart by compilers (JIT), collector (GC)",
      "and work, and the work by job, in shares of the time in which their tasks were busy.",
      "The sustained figure is an upper bound: the clock starts when ingest is past the warm-up,",
      "and what the other jobs are behind then is measured and not counted."
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

  private static final long RECORDS = 1_000_000;

  @Override
  BenchPlan plan() {
    return BenchPlan.CITY;
  }

  @Override
  long usualRecords() {
    return RECORDS;
  }
}
