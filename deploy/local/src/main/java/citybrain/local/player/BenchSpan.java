package citybrain.local.player;

/**
 * A stretch of a round.
 *
 * @param observations that went all the way from the raw topic into aggregates
 * @param flinkCpuSeconds processor time of the process of both jobs, of all its threads
 * @param brokerCpuSeconds of the broker at the same time
 */
record BenchSpan(
    long observations, double seconds, double flinkCpuSeconds, double brokerCpuSeconds) {

  private static final double MILLION = 1e6;

  double ratePerSecond() {
    return observations / seconds;
  }

  /** Of both jobs and the broker. */
  double cpuSecondsPerMillion() {
    return (flinkCpuSeconds + brokerCpuSeconds) / (observations / MILLION);
  }
}
