package citybrain.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import citybrain.jobs.runtime.BatchEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.MapPartitionFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line is answered by one announcement, whatever becomes of the batch. */
@SuppressWarnings("try") // an interrupt while closing a cluster is no concern here
class BatchesTest {

  private static final int SLOTS = 2;

  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

  /** A batch that goes well, if nothing is wrong. */
  public static final class Well {
    private Well() {}

    public static void main(String[] args) throws IOException {
      CALLS.add(String.join(" ", args));
      if (args[0].equals("wrong")) {
        throw new IOException("no lake");
      }
    }
  }

  /** A batch with a job of two steps, of which the second sorts what it is sent. */
  public static final class Adds {
    private Adds() {}

    public static void main(String[] args) throws Exception {
      var sums =
          BatchEngine.environment(new Configuration())
              .fromSequence(1, Long.parseLong(args[0]))
              .uid("numbers")
              .keyBy(number -> number % 2, Types.LONG)
              .fullWindowPartition()
              .mapPartition(new Sum())
              .uid("sums");
      try (var results = sums.executeAndCollect("adds")) {
        results.forEachRemaining(sum -> CALLS.add("sum " + sum));
      }
    }
  }

  /** Of a partition. */
  public static final class Sum implements MapPartitionFunction<Long, Long> {
    @Override
    public void mapPartition(Iterable<Long> values, Collector<Long> out) {
      long sum = 0;
      for (long value : values) {
        sum += value;
      }
      out.collect(sum);
    }
  }

  private static MiniCluster cluster;

  @BeforeAll
  static void start(@TempDir Path home) throws Exception {
    cluster = LocalCluster.start(home, 0, SLOTS, Optional.empty());
  }

  @AfterAll
  static void end() throws Exception {
    cluster.close();
  }

  private static List<String> said(String... lines) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var announce = new Announcer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var left = new ArrayDeque<>(List.of(lines));
    Batches.runUntilInputEnds(() -> Optional.ofNullable(left.poll()), cluster, announce);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bytes.toString(StandardCharsets.UTF_8).lines().count() == lines.length);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aBatchRunsWithItsArguments() throws IOException {
    var name = Well.class.getName();
    assertThat(said("[\"" + name + "\",\"--lake=a b\",\"--date=\"]"))
        .containsExactly("{\"batch\":\"\"}");
    assertThat(CALLS).contains("--lake=a b --date=");
  }

  @Test
  void itsJobRunsInTheEngineThatIsThere() throws Exception {
    assertThat(said("[\"" + Adds.class.getName() + "\",\"100000\"]"))
        .containsExactly("{\"batch\":\"\"}");
    assertThat(CALLS).contains("sum 2500050000", "sum 2500000000");
    assertThat(cluster.listJobs().get())
        .extracting(JobStatusMessage::getJobName, JobStatusMessage::getJobState)
        .containsExactly(tuple("adds", JobStatus.FINISHED));
  }

  @Test
  void whatGoesWrongIsSaid() throws IOException {
    var name = Well.class.getName();
    assertThat(said("[\"" + name + "\",\"wrong\"]"))
        .containsExactly("{\"batch\":\"java.io.IOException: no lake\"}");
    assertThat(said("[\"no.such.Batch\"]").get(0))
        .contains("ClassNotFoundException: no.such.Batch");
    assertThat(said("[]").get(0)).contains("no class is named");
    assertThat(said("GO").get(0)).contains("JsonParseException");
  }
}
