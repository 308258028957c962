package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import citybrain.wire.FrameReader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The last state of each window that a contender wrote.
 *
 * @param written aggregates, earlier states included
 */
record WindowStates(long written, Map<Window, State> windows) {

  /** Sums of doubles differ in their last digits with the order in which they are added. */
  private static final double SUM_TOLERANCE = 1e-9;

  /**
   * Of the sum of what was added without its signs: near nought a sum has few digits of its own.
   */
  private static final double ROUNDING = 1e-12;

  private static final String DISTRICT = "district";

  /**
   * What a window is of and when; size and start in milliseconds.
   *
   * @param isMeasured whether its values are; those that are not stand by themselves
   */
  record Window(
      String city,
      String layer,
      String zone,
      ObservedProperty property,
      boolean isMeasured,
      long start,
      long size) {}

  /** What is in it. */
  record State(long count, double sum, double min, double max) {

    boolean agrees(State other) {
      return count == other.count
          && Double.compare(min, other.min) == 0
          && Double.compare(max, other.max) == 0
          && Math.abs(sum - other.sum) <= tolerance();
    }

    private double tolerance() {
      double added = count * Math.max(Math.abs(min), Math.abs(max));
      return Math.max(SUM_TOLERANCE * Math.abs(sum), ROUNDING * added);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d values, sum %s, %s to %s", count, sum, min, max);
    }
  }

  /** What lies behind these offsets of the topic of aggregates. */
  static WindowStates read(String bootstrap, Map<TopicPartition, Long> begins) {
    var frame = new FrameReader(Vocabulary.BUILT_IN);
    var windows = new HashMap<Window, State>();
    var written = new long[1];
    new Records(bootstrap)
        .from(
            begins,
            record -> {
              frame.read(record.value());
              written[0] += frame.count();
              for (int row = 0; row < frame.count(); row++) {
                var one = frame.aggregate(row);
                if (one.count() > 0) {
                  windows.put(
                      window(one, true), new State(one.count(), one.sum(), one.min(), one.max()));
                }
                if (one.estimated() > 0) {
                  windows.put(
                      window(one, false), new State(one.estimated(), one.estimatedSum(), 0, 0));
                }
              }
            });
    return new WindowStates(written[0], windows);
  }

  private static Window window(Aggregate one, boolean isMeasured) {
    long start = one.windowStart().toEpochMilli();
    return new Window(
        one.city(),
        one.layer(),
        one.zone(),
        one.property(),
        isMeasured,
        start,
        one.windowEnd().toEpochMilli() - start);
  }

  /** How many observations are in its minutes: each lies in one district, or outside of all. */
  long observations() {
    return windows.entrySet().stream()
        .filter(
            one -> one.getKey().layer.equals(DISTRICT) && one.getKey().size == WindowSpans.MINUTE)
        .mapToLong(one -> one.getValue().count)
        .sum();
  }

  /** One line for each window that is not as the reference has it. */
  List<String> differences(Map<Window, State> reference) {
    var lines = new ArrayList<String>();
    reference.forEach(
        (window, expected) -> {
          var state = windows.get(window);
          if (state == null) {
            lines.add(line(window, "nothing", expected.toString()));
          } else if (!state.agrees(expected)) {
            lines.add(line(window, state.toString(), expected.toString()));
          }
        });
    windows.forEach(
        (window, state) -> {
          if (!reference.containsKey(window)) {
            lines.add(line(window, state.toString(), "nothing"));
          }
        });
    lines.sort(String::compareTo);
    return lines;
  }

  private static String line(Window window, String found, String expected) {
    return String.format(
        Locale.ROOT,
        "%s/%s %s%s from %s, %d min: %s; the reference has %s",
        window.layer,
        window.zone,
        window.property,
        window.isMeasured ? "" : ", estimated,",
        Instant.ofEpochMilli(window.start),
        window.size / WindowSpans.MINUTE,
        found,
        expected);
  }

  void write(Path file) throws IOException {
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeInt(windows.size());
      for (var one : windows.entrySet()) {
        var window = one.getKey();
        out.writeUTF(window.city);
        out.writeUTF(window.layer);
        out.writeUTF(window.zone);
        out.writeInt(SeriesCode.of(window.property, window.isMeasured));
        out.writeLong(window.start);
        out.writeLong(window.size);
        var state = one.getValue();
        out.writeLong(state.count);
        out.writeDouble(state.sum);
        out.writeDouble(state.min);
        out.writeDouble(state.max);
      }
    }
  }

  /** What {@link #write} wrote. */
  static Map<Window, State> read(Path file) throws IOException {
    var windows = new HashMap<Window, State>();
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        var city = in.readUTF();
        var layer = in.readUTF();
        var zone = in.readUTF();
        int code = in.readInt();
        windows.put(
            new Window(
                city,
                layer,
                zone,
                SeriesCode.property(code),
                SeriesCode.isMeasured(code),
                in.readLong(),
                in.readLong()),
            new State(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
      }
    }
    return windows;
  }
}
