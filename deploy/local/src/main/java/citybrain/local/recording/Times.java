package citybrain.local.recording;

import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The times of the lines under one header, in milliseconds. */
final class Times {

  static final long UNREADABLE = Long.MIN_VALUE;

  private final String header;
  private final RecordClock clock;
  private final Charset charset;

  Times(byte[] header, RecordClock clock) {
    // What is cut into lines is UTF-8 then.
    this.charset = TextEncoding.isWide(clock.charset()) ? StandardCharsets.UTF_8 : clock.charset();
    this.header = new String(header, charset);
    this.clock = clock;
  }

  long of(byte[] line) {
    return millis(clock.timeOf(header, text(line)));
  }

  /** The second instant of a time that the clocks showed twice; unreadable for any other. */
  long secondOf(byte[] line) {
    return millis(clock.secondTimeOf(header, text(line)));
  }

  /** The series that the line tells of, see {@link RecordClock#seriesOf}. */
  List<String> seriesOf(byte[] line) {
    return clock.seriesOf(header, text(line));
  }

  private String text(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    return new String(line, 0, end, charset);
  }

  private static long millis(Optional<Instant> time) {
    try {
      return time.isPresent() ? time.get().toEpochMilli() : UNREADABLE;
    } catch (ArithmeticException | DateTimeException e) {
      return UNREADABLE; // a year that no clock of ours can hold
    }
  }
}
