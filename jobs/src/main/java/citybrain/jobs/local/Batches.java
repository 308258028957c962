package citybrain.jobs.local;

import citybrain.jobs.runtime.JobCatalog;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batch jobs in the JVM that ran the streaming jobs: half of what a short one costs in a JVM of its
 * own is loading and compiling what is loaded and compiled here. Asked for by a line each, a list
 * in JSON of the name of a class with a main method and its arguments.
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
  static void runUntilInputEnds(Lines lines, Announcer announce) throws IOException {
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      var words = line.get();
      var thread = new Thread(() -> run(words, announce), "batch");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run(String line, Announcer announce) {
    try {
      var words = words(line);
      JobCatalog.main(Class.forName(words[0]), Arrays.copyOfRange(words, 1, words.length));
      announce.batch("");
    } catch (Exception | LinkageError e) {
      LOG.error("a batch failed", e);
      announce.batch(e.toString());
    }
  }

  private static String[] words(String line) throws JsonProcessingException {
    var words = JSON.readValue(line, String[].class);
    if (words == null || words.length == 0) {
      throw new IllegalArgumentException("no class is named");
    }
    return words;
  }
}
