package citybrain.local.recording;

import citybrain.feed.RecordClock;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The times of the lines under one header, in milliseconds. */
final class Times {

  static final long UNREADABLE = Long.MIN_VALUE;

  private final String header;
  private final RecordClock clock;

  Times(byte[] header, RecordClock clock) {
    this.header = new String(header, StandardCharsets.UTF_8);
    this.clock = clock;
  }

  long of(byte[] line) {
    return millis(clock.timeOf(header, text(line)));
  }

  /** The second instant of a time that the clocks showed twice; unreadable for any other. */
  long secondOf(byte[] line) {
    return millis(clock.secondTimeOf(header, text(line)));
  }

  private static String text(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    return new String(line, 0, end, StandardCharsets.UTF_8);
  }

  private static long millis(Optional<Instant> time) {
    try {
      return time.isPresent() ? time.get().toEpochMilli() : UNREADABLE;
    } catch (ArithmeticException | DateTimeException e) {
      return UNREADABLE; // a year that no clock of ours can hold
    }
  }
}
