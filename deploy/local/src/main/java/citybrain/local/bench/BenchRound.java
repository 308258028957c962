package citybrain.local.bench;

import java.util.Locale;

/**
 * One round of a bench.
 *
 * @param cold the whole round, from the start of the first job in a fresh JVM
 * @param sustained the rest of it after the warm-up
 * @param load the load average of the machine in the minute before its end; below zero if unknown
 */
record BenchRound(long rawRecords, BenchSpan cold, BenchSpan sustained, double load) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "sustained %.2f CPU-s per million observations (broker %.2f of it), %,.0f/s (%,d in %.1f"
            + " s); cold %.2f, %,.0f/s (%,d in %.1f s); load %.1f",
        sustained.cpuSecondsPerMillion(),
        sustained.brokerCpuSeconds() / (sustained.observations() / 1e6),
        sustained.ratePerSecond(),
        sustained.observations(),
        sustained.seconds(),
        cold.cpuSecondsPerMillion(),
        cold.ratePerSecond(),
        cold.observations(),
        cold.seconds(),
        load);
  }
}
