package citybrain.local.recording;

import static citybrain.local.recording.Recordings.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MergeLawsTest {

  /** Whatever the entries hold: every line is sent once, in time order, the same way each time. */
  @Property(tries = 60)
  void mergingLosesNothingAndKeepsTimeOrder(
      @ForAll @Size(min = 1, max = 20)
          List<@Size(max = 40) List<@IntRange(max = 7200) Integer>> entries)
      throws IOException {
    Path root = Files.createTempDirectory("merge");
    try {
      var expected = new ArrayList<String>();
      for (int i = 0; i < entries.size(); i++) {
        var text = new StringBuilder("time,sensor,value\n");
        int number = 0;
        for (int second : entries.get(i).stream().sorted().toList()) {
          var line = START.plusSeconds(second) + "," + (char) ('a' + i) + "," + number++;
          expected.add(line);
          text.append(line).append('\n');
        }
        Files.writeString(root.resolve((char) ('a' + i) + ".csv"), text);
      }
      var plan = Recordings.plan(root, "traffic", "*.csv");
      var messages = Recordings.all(plan);
      var lines = Recordings.lines(messages);
      expected.sort(
          Comparator.<String, String>comparing(line -> line.split(",", -1)[0])
              .thenComparing(line -> line.split(",", -1)[1])
              .thenComparing(line -> Integer.valueOf(line.split(",", -1)[2])));
      assertThat(lines).isEqualTo(expected);
      assertThat(messages.stream().mapToInt(m -> m.raw().records()).sum()).isEqualTo(lines.size());
      assertThat(messages.stream().map(m -> m.raw().arrival())).isSorted();
      assertThat(Recordings.all(plan).stream().map(Recordings::body))
          .isEqualTo(messages.stream().map(Recordings::body).toList());
    } finally {
      try (var files = Files.list(root)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(root);
    }
  }
}
