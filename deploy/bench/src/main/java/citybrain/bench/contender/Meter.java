package citybrain.bench.contender;

import citybrain.bench.CpuTime;
import java.time.Duration;

/**
 * Notes processor time from when a contender begins to read to the end of a pass, and time until
 * the last record is read.
 */
final class Meter {

  private final long broker;
  private CpuTime from = CpuTime.now();
  private double brokerFrom;
  private long first;
  private long last;
  private boolean begun;

  /**
   * What a pass took.
   *
   * @param cpu of this process
   * @param brokerSeconds of a processor, by the broker meanwhile
   * @param seconds until the last record was read
   */
  record Reading(CpuTime cpu, double brokerSeconds, double seconds) {}

  /**
   * @param broker the id of the process of the broker
   */
  Meter(long broker) {
    this.broker = broker;
  }

  /** Readers are ready, and ask for the first records now. */
  void begin() {
    if (!begun) {
      begun = true;
      from = CpuTime.now();
      brokerFrom = brokerSeconds();
      first = System.nanoTime();
    }
  }

  /** A record has come. */
  void record() {
    last = System.nanoTime();
  }

  /** Everything is written. */
  Reading end() {
    if (last == 0) {
      throw new IllegalStateException("there was no record to read");
    }
    return new Reading(
        CpuTime.now().since(from), brokerSeconds() - brokerFrom, (last - first) / 1e9);
  }

  private double brokerSeconds() {
    return ProcessHandle.of(broker)
            .flatMap(process -> process.info().totalCpuDuration())
            .map(Duration::toNanos)
            .orElseThrow(() -> new IllegalStateException("the broker has ended"))
        / 1e9;
  }
}
