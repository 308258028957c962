package citybrain.jobs.polling;

import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.lines.RecordLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
  public List<Part> parts(byte[] body, Room.Share share) throws IOException {
    try (var lines =
        new RecordLines(
            new ByteArrayInputStream(body), clock, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
      var parts = parts(lines, new Allowance(body.length, share));
      var header = new String(lines.header(), charset());
      if (parts.isEmpty() && clock.hasHeader() && !header.isBlank() && !clock.knows(header)) {
        throw new NoDocumentException("no record in it, and no header that names the time");
      }
      return parts;
    }
  }

  /** How many bytes the parts of one document may have, the header counted in each. */
  private static final class Allowance {

    private static final int TIMES = 8;
    private static final int OF_AN_OBJECT = 256;

    private final int size;
    private final long most;
    private final Room.Share share;
    private long spent;

    Allowance(int size, Room.Share share) {
      this.size = size;
      this.most = (long) size * TIMES + FULL_BYTES;
      this.share = share;
    }

    void spend(int count) throws IOException {
      long before = Math.max(spent, size);
      spent += count + OF_AN_OBJECT;
      if (spent > most) {
        throw new NoDocumentException("the header is so long that its records drown in it");
      }
      share.more(Math.max(0, spent - before)); // the first copy is counted with the answer
    }
  }

  private List<Part> parts(RecordLines lines, Allowance allowance) throws IOException {
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
        allowance.spend(gathered.size());
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
      allowance.spend(gathered.size());
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
