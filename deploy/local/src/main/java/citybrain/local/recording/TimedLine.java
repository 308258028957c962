package citybrain.local.recording;

/**
 * A data line and when it is played.
 *
 * @param key city time in milliseconds; never less than that of the line before it in its entry
 * @param bytes how long the line was in the source
 * @param ofOddHour its time is one that autumn repeats, and that was before where its entry stands:
 *     only what its series told before says of which pass it is
 */
record TimedLine(
    Entry entry, byte[] header, byte[] line, long bytes, long number, long key, boolean ofOddHour) {

  /** How many lines of the source it takes. */
  int lines() {
    int lines = 1;
    for (byte b : line) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  boolean isOversize() {
    return bytes > line.length;
  }
}
