package citybrain.feed.lines;

/**
 * A line of a file.
 *
 * @param line without its line feed; cut when it is too long
 * @param bytes how long it was
 * @param number where it stood, 1-based
 */
record PhysicalLine(byte[] line, long bytes, long number) {

  boolean isBlank() {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  boolean hasQuote() {
    for (byte b : line) {
      if (b == '"') {
        return true;
      }
    }
    return false;
  }
}
