package citybrain.local.recording;

import citybrain.feed.RecordClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Hand-made recordings: the first field of a line is its time in ISO 8601. */
public final class Recordings {

  public static final Instant START = Instant.parse("2025-03-10T00:00:00Z");

  /** Reads the first field; a line whose first field is no time has none. */
  static final RecordClock CLOCK =
      (header, line) -> {
        try {
          return Optional.of(Instant.parse(line.split(",", 2)[0]));
        } catch (DateTimeParseException e) {
          return Optional.empty();
        }
      };

  private Recordings() {}

  public static FeedPlan plan(Path root, String feed, String source) {
    return new FeedPlan("test", feed, source, CLOCK, root, "its origin (its licence)");
  }

  /** A table with one line per step, naming the sensor. */
  public static String table(String sensor, int lines, int stepSeconds) {
    var text = new StringBuilder("time,sensor,value\n");
    for (int i = 0; i < lines; i++) {
      text.append(START.plusSeconds((long) i * stepSeconds)).append(',').append(sensor);
      text.append(',').append(i).append('\n');
    }
    return text.toString();
  }

  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  public static void gzip(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, bytes.toByteArray());
  }

  public static void zip(Path file, Map<String, String> entries) throws IOException {
    Files.createDirectories(file.getParent());
    try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
  }

  public static List<Message> all(FeedPlan plan) throws IOException {
    return all(plan, START);
  }

  public static List<Message> all(FeedPlan plan, Instant from) throws IOException {
    var messages = new ArrayList<Message>();
    try (var recording = FeedRecording.open(plan, from)) {
      for (var next = recording.next(); next != null; next = recording.next()) {
        messages.add(next);
      }
    }
    return messages;
  }

  /** The data lines of all messages, in the order in which they are sent. */
  public static List<String> lines(List<Message> messages) {
    return messages.stream().flatMap(message -> body(message).lines().skip(1)).toList();
  }

  static String body(Message message) {
    return new String(message.raw().body(), StandardCharsets.UTF_8);
  }
}
