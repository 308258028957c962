package citybrain.jobs.ingest.polling;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables: each part repeats the header line and holds some hundred data lines, blank ones left out.
 */
final class TableDocuments implements Documents {

  static final int MOST_LINES = 500;

  private static final int FULL_BYTES = 256 * 1024;

  @Override
  public List<Part> parts(byte[] body) {
    var parts = new ArrayList<Part>();
    int headerEnd = lineEnd(body, 0);
    var gathered = new ByteArrayOutputStream();
    long firstLine = 0;
    int records = 0;
    long number = 1;
    for (int at = headerEnd + 1; at < body.length; ) {
      int end = lineEnd(body, at);
      number++;
      if (!isBlank(body, at, end)) {
        if (records == 0) {
          firstLine = number;
          gathered.write(body, 0, headerEnd);
          gathered.write('\n');
        }
        gathered.write(body, at, end - at);
        gathered.write('\n');
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
