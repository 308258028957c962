package citybrain.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Each line is answered by one announcement, whatever becomes of the batch. */
class BatchesTest {

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

  private static List<String> said(String... lines) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var announce = new Announcer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var left = new ArrayDeque<>(List.of(lines));
    Batches.runUntilInputEnds(() -> Optional.ofNullable(left.poll()), announce);
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
