package citybrain.feed.table;

import citybrain.feed.TextEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Walks over lines that hold one JSON object each, and lays the values at the wanted paths side by
 * side like the fields of a table. Null and what is not there are empty fields.
 */
final class JsonCursor implements Cells {

  /** What no honest record needs; a line itself may have 1 MiB. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(100)
                  .maxStringLength(TableCursor.LONGEST_LINE)
                  .maxNameLength(1_000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Stands for an object or a list where a single value was expected: no number, no time. */
  private static final String STRUCTURE = "{}";

  private final TableCursor lines;
  private final JsonPaths paths;
  private final int[] starts;
  private final int[] ends;
  private final boolean[] found;
  private byte[] values = new byte[256];
  private int filled;

  JsonCursor(byte[] body, JsonPaths paths) {
    lines = new TableCursor(body, ',');
    this.paths = paths;
    starts = new int[paths.count()];
    ends = new int[paths.count()];
    found = new boolean[paths.count()];
  }

  /** Moves to the next line that is not blank. */
  boolean next() {
    return lines.next();
  }

  boolean isTooLong() {
    return lines.isTooLong();
  }

  /** Why the line is not UTF-8, as JSON is exchanged (RFC 8259, 8.1); empty when it is. */
  Optional<String> fault() {
    return TextEncoding.fault(lines.wholeLine());
  }

  /** Reads the line; false when it is not one JSON object. */
  boolean read() {
    filled = 0;
    Arrays.fill(starts, 0);
    Arrays.fill(ends, 0);
    Arrays.fill(found, false);
    try (var parser = JSON.createParser(lines.wholeLine())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      object(parser, paths.root());
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false; // the bytes are in memory: whatever it says, it is about them
    }
  }

  private void object(JsonParser parser, JsonPaths.Node node) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var child = node.child(parser.currentName());
      var token = parser.nextToken();
      if (child == null) {
        parser.skipChildren();
      } else {
        value(parser, token, child);
      }
    }
  }

  private void list(JsonParser parser, JsonPaths.Node node) throws IOException {
    int at = 0;
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      var child = node.child(Integer.toString(at));
      if (child == null) {
        parser.skipChildren();
      } else {
        value(parser, token, child);
      }
      at++;
    }
  }

  private void value(JsonParser parser, JsonToken token, JsonPaths.Node node) throws IOException {
    if (node.path() >= 0) {
      keep(
          node.path(),
          switch (token) {
            case START_OBJECT, START_ARRAY -> STRUCTURE;
            case VALUE_NULL -> "";
            default -> parser.getText().strip();
          });
    }
    if (token == JsonToken.START_OBJECT) {
      object(parser, node);
    } else if (token == JsonToken.START_ARRAY) {
      list(parser, node);
    }
  }

  private void keep(int path, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (filled + bytes.length > values.length) {
      values = Arrays.copyOf(values, Math.max(filled + bytes.length, values.length * 2));
    }
    System.arraycopy(bytes, 0, values, filled, bytes.length);
    starts[path] = filled;
    filled += bytes.length;
    ends[path] = filled;
    found[path] = true;
  }

  /** There is no header, so the first line is one behind it. */
  @Override
  public long line() {
    return lines.line() + 1;
  }

  @Override
  public byte[] body() {
    return values;
  }

  @Override
  public int start(int field) {
    return starts[field];
  }

  @Override
  public int end(int field) {
    return ends[field];
  }

  @Override
  public boolean isEmpty(int field) {
    return starts[field] == ends[field];
  }

  @Override
  public boolean isAbsent(int field) {
    return !found[field];
  }

  @Override
  public String text(int field) {
    return new String(values, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
  }

  @Override
  public byte[] raw() {
    return lines.raw();
  }
}
