package citybrain.local.player;

import java.util.Locale;

/**
 * One round of a bench.
 *
 * @param cpuSeconds of the Flink process
 * @param brokerCpuSeconds of the broker at the same time
 */
record BenchRound(
    long rawRecords,
    long observations,
    double seconds,
    double cpuSeconds,
    double brokerCpuSeconds) {

  private static final double MILLION = 1e6;

  double ratePerSecond() {
    return observations / seconds;
  }

  double cpuSecondsPerMillion() {
    return cpuSeconds / (observations / MILLION);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f CPU-s per million observations, %,.0f observations/s (%,d in %.1f s; broker %.1f CPU-s)",
        cpuSecondsPerMillion(),
        ratePerSecond(),
        observations,
        seconds,
        brokerCpuSeconds);
  }
}
