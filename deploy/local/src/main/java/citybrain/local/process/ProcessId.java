package citybrain.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be found again: ids are given to strangers in time, so the moment of its start
 * belongs to it.
 *
 * @param started ms since 1970; 0 where the system does not tell
 */
public record ProcessId(long pid, long started) {

  private static final Duration CLOCK_MOVES = Duration.ofSeconds(3);

  public static ProcessId of(ProcessHandle process) {
    return new ProcessId(process.pid(), started(process));
  }

  /** The process, if it still lives. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(started(process) - started) <= CLOCK_MOVES.toMillis());
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
