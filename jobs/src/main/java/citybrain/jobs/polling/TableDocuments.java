package citybrain.jobs.polling;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Data lines, some hundred a part, blank ones left out.
 *
 * @param header true when the first line names the columns; each part repeats it
 */
record TableDocuments(boolean header) implements Documents {

  static final int MOST_LINES = 500;

  private static final int FULL_BYTES = 256 * 1024;

  @Override
  public List<Part> parts(byte[] body) {
    var parts = new ArrayList<Part>();
    int headerEnd = header ? lineEnd(body, 0) : -1;
    var gathered = new ByteArrayOutputStream();
    long firstLine = 0;
    int records = 0;
    long number = header ? 1 : 0;
    for (int at = headerEnd + 1; at < body.length; ) {
      int end = lineEnd(body, at);
      number++;
      if (!isBlank(body, at, end)) {
        if (records == 0) {
          firstLine = number;
          write(gathered, body, 0, headerEnd);
        }
        write(gathered, body, at, end);
        records++;
        if (records == MOST_LINES || gathered.size() >= FULL_BYTES) {
          parts.add(new Part(firstLine, records, gathered.toByteArray()));
          gathered.reset();
          records = 0;
        }
      }
      at = end + 1;
    }
    if (records > 0) {
      parts.add(new Part(firstLine, records, gathered.toByteArray()));
    }
    return parts;
  }

  /** A line and its end; nothing when it ends before it begins: there is no header. */
  private static void write(ByteArrayOutputStream out, byte[] body, int from, int to) {
    if (to >= from) {
      out.write(body, from, to - from);
      out.write('\n');
    }
  }

  private static int lineEnd(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int at = from; at < to; at++) {
      if (body[at] != ' ' && body[at] != '\t' && body[at] != '\r') {
        return false;
      }
    }
    return true;
  }
}
