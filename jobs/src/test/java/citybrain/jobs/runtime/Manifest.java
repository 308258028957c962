package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.kafka.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The topics that the KafkaUser of a job may write. Which topics a job writes only its records
 * know: so every test of a job's wiring holds them against this.
 */
record Manifest(String job, String text) {

  private static final Pattern WRITES =
      Pattern.compile("\\{type: topic, name: ([\\w.]+)}, operations: \\[[^\\]]*Write");

  /** That of the job whose test this class (or a lambda in it) is. */
  static Optional<Manifest> ofTest(Class<?> test) {
    var tested = test.getName().replaceAll("\\$.*", "").replaceAll("Test$", "");
    return JobCatalog.streamingJobs().entrySet().stream()
        .filter(job -> job.getValue().getName().equals(tested))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(job -> new Manifest(job, text(Path.of("../deploy/k8s/base/jobs", job + ".yaml"))));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void allows(List<Outgoing> written) {
    var topics = new TreeSet<String>();
    written.forEach(record -> topics.add(record.topic()));
    assertThat(WRITES.matcher(text).results().map(found -> found.group(1)))
        .as("topics that KafkaUser " + job + " may write, in its manifest")
        .containsAll(topics);
  }
}
