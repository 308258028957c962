package citybrain.local.bench;

/**
 * A stretch of a round.
 *
 * @param observations that went all the way from the raw topic into aggregates
 * @param flinkCpuSeconds processor time of the process of the jobs, of all its threads
 * @param brokerCpuSeconds of the broker at the same time
 * @param parts of Flink's
 */
record BenchSpan(
    long observations,
    double seconds,
    double flinkCpuSeconds,
    double brokerCpuSeconds,
    BenchParts parts) {

  private static final double MILLION = 1e6;

  double ratePerSecond() {
    return observations / seconds;
  }

  /** Of the jobs and the broker. */
  double cpuSecondsPerMillion() {
    return (flinkCpuSeconds + brokerCpuSeconds) / (observations / MILLION);
  }
}
