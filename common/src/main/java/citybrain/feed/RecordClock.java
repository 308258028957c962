package citybrain.feed;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sender of raw records must know of a feed without decoding it: when a line was true, to
 * pace the replay of recordings, and where a record and the header end, to cut between records
 * only.
 */
public interface RecordClock {

  /** More lines than this have no note, even if its quotes are never closed. */
  int MOST_LINES_OF_A_RECORD = 64;

  /** Likewise in bytes. */
  int LONGEST_RECORD_OF_LINES = 64 * 1024;

  /** What lines make together. */
  enum Shape {
    /** The header has not even begun. */
    TOO_SHORT,
    /** A quoted field goes on in the next line (RFC 4180, 2.6). */
    OPEN,
    /** Quotes stand where none may stand: the first line stands alone. */
    BROKEN,
    WHOLE
  }

  /**
   * The time of this data line under this header line (both without line end); empty when it cannot
   * be read.
   */
  Optional<Instant> timeOf(String header, String line);

  /**
   * The later instant of a local time that the clocks showed twice, in the hour that autumn
   * repeats; empty for any other time.
   */
  default Optional<Instant> secondTimeOf(String header, String line) {
    return Optional.empty();
  }

  /**
   * Names of the series that this line tells of, as far as the feed can tell them apart: its
   * feature, with each property that has a value. Only asked in the hour that autumn repeats.
   */
  default List<String> seriesOf(String header, String line) {
    return List.of();
  }

  /** True when the first line of each file names the columns and is no record. */
  default boolean hasHeader() {
    return true;
  }

  /** What these first lines of a file make, joined by line feeds: what is before the records. */
  default Shape header(byte[] lines) {
    return Shape.WHOLE;
  }

  /** Whether this header is one of this feed's, for a document that has nothing under it. */
  default boolean knows(String header) {
    return true;
  }

  /** What these lines under this header make, joined by line feeds: one record? */
  default Shape record(String header, byte[] lines) {
    return Shape.WHOLE;
  }

  /** How the origin writes letters. */
  default Charset charset() {
    return StandardCharsets.UTF_8;
  }
}
