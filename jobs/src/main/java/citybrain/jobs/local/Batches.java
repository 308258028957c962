package citybrain.jobs.local;

import citybrain.jobs.runtime.InProcess;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batch jobs in the engine that ran the streaming jobs: most of what a short one costs in a JVM of
 * its own is loading, compiling and starting what is there already. Asked for by a line each, a
 * list in JSON of the name of a class with a main method and its arguments.
 */
final class Batches {

  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Batches() {}

  /** Where lines come from; empty when there are no more. */
  @FunctionalInterface
  interface Lines {
    Optional<String> next() throws IOException;
  }

  /** Runs what the lines say, beside reading on: when they end, whatever runs is broken off. */
  static void runUntilInputEnds(Lines lines, MiniCluster cluster, Announcer announce)
      throws IOException {
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      var words = line.get();
      var thread = new Thread(() -> run(words, cluster, announce), "batch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run(String line, MiniCluster cluster, Announcer announce) {
    try {
      var words = words(line);
      InProcess.run(cluster, Class.forName(words.get(0)), words.subList(1, words.size()));
      announce.batch("");
    } catch (Exception | LinkageError e) {
      LOG.error("a batch failed", e);
      announce.batch(e.toString());
    }
  }

  private static List<String> words(String line) throws JsonProcessingException {
    var words = JSON.readValue(line, String[].class);
    if (words == null || words.length == 0) {
      throw new IllegalArgumentException("no class is named");
    }
    return List.of(words);
  }
}
