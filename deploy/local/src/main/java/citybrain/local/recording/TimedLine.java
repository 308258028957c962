package citybrain.local.recording;

/**
 * A data line and when it is played.
 *
 * @param key city time in milliseconds; never less than that of the line before it in its entry
 * @param bytes how long the line was in the source
 */
record TimedLine(Entry entry, byte[] header, byte[] line, long bytes, long number, long key) {

  boolean isOversize() {
    return bytes > line.length;
  }
}
