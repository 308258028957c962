package citybrain.local.recording;

import java.io.IOException;

/** The data lines under one header line, one after the other. */
interface EntryLines extends AutoCloseable {

  /** The first line of the entry, without its line end; empty when there is none. */
  byte[] header();

  /** Moves to the next data line that is not blank; false at the end. */
  boolean next() throws IOException;

  /** The line without its line feed; cut when longer than {@link LineReader#LONGEST}. */
  byte[] line();

  /** How many bytes the line had in the source. */
  long bytes();

  /** Where the line stood in the entry, 1-based. */
  long number();

  @Override
  void close() throws IOException;
}
