package citybrain.jobs.polling;

import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.lines.RecordLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Records, some hundred a part, blank lines left out.
 *
 * @param clock where header and records end; each part repeats what is before the records
 */
record TableDocuments(RecordClock clock) implements Documents {

  static final int MOST_LINES = 500;

  private static final int FULL_BYTES = 256 * 1024;

  /** Where a cut would hide what its series told before, see {@link #isOfOddHour}. */
  private static final int FULL_BYTES_OF_ODD_HOUR = 768 * 1024;

  @Override
  public List<Part> parts(byte[] body) {
    try (var lines =
        new RecordLines(
            new ByteArrayInputStream(body), clock, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
      return parts(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Part> parts(RecordLines lines) throws IOException {
    var parts = new ArrayList<Part>();
    var gathered = new ByteArrayOutputStream();
    var charset = charset();
    var header = new String(lines.header(), charset);
    long firstLine = 0;
    int records = 0;
    while (lines.next()) {
      if (isFull(records, gathered.size())
          && (gathered.size() >= FULL_BYTES_OF_ODD_HOUR
              || !isOfOddHour(header, lines.line(), charset))) {
        parts.add(new Part(firstLine, records, gathered.toByteArray()));
        gathered.reset();
        records = 0;
      }
      if (records == 0) {
        firstLine = lines.number();
        if (clock.hasHeader()) {
          write(gathered, lines.header());
        }
      }
      write(gathered, lines.line());
      records++;
    }
    if (records > 0) {
      parts.add(new Part(firstLine, records, gathered.toByteArray()));
    }
    return parts;
  }

  private static boolean isFull(int records, int size) {
    return records >= MOST_LINES || size >= FULL_BYTES;
  }

  /** Of the hour that autumn repeats: only the rows before it say of which pass it is. */
  private boolean isOfOddHour(String header, byte[] line, Charset charset) {
    return clock.secondTimeOf(header, new String(line, charset)).isPresent();
  }

  private Charset charset() {
    return TextEncoding.isWide(clock.charset()) ? StandardCharsets.UTF_8 : clock.charset();
  }

  private static void write(ByteArrayOutputStream out, byte[] line) {
    out.writeBytes(line);
    out.write('\n');
  }
}
