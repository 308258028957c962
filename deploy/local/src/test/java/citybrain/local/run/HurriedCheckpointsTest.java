package citybrain.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.flink.FlinkRest;
import citybrain.local.flink.JobState;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as Flink 2.2 does, its counts some seconds late. */
class HurriedCheckpointsTest {

  private static final JobState JOB = new JobState("rules", "a1b2", "RUNNING", 0);
  private static final String DONE =
      "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"checkpointId\":7,\"failureCause\":null}}";
  private static final String FAILED =
      "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"checkpointId\":null,\"failureCause\":"
          + "{\"class\":\"x\",\"stack-trace\":\"declined\"}}}";
  private static final String PENDING = "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}";

  private final Map<String, String> became = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int completed = 5;
  private volatile boolean refuses;
  private final HttpServer server;
  private final HurriedCheckpoints hurried;

  HurriedCheckpointsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/jobs/a1b2/checkpoints", this::answer);
    hurried =
        new HurriedCheckpoints(
            new FlinkRest("http://127.0.0.1:" + server.getAddress().getPort(), "s3cret"));
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    String answer;
    int status = 200;
    if (exchange.getRequestMethod().equals("POST")) {
      status = refuses ? 503 : 202;
      answer =
          refuses
              ? "{\"errors\":[\"busy\"]}"
              : "{\"request-id\":\"r%s\"}".formatted(Integer.toString(asked.incrementAndGet()));
    } else if (path.endsWith("/checkpoints")) {
      answer = "{\"counts\":{\"completed\":" + completed + "}}";
    } else {
      answer = became.getOrDefault(path.substring(path.lastIndexOf('/') + 1), PENDING);
    }
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void theNextIsAskedForWhenTheLastIsDoneAndCountsAtOnce() throws Exception {
    assertThat(hurried.hurry(JOB)).isZero();
    assertThat(hurried.hurry(JOB)).isZero();
    assertThat(asked).as("not while one is on its way").hasValue(1);

    became.put("r1", DONE);
    assertThat(hurried.hurry(JOB)).isEqualTo(1);
    assertThat(asked).hasValue(2);

    became.put("r2", FAILED);
    assertThat(hurried.hurry(JOB)).as("one that failed is none").isEqualTo(1);
    assertThat(asked).hasValue(3);

    became.put("r3", DONE);
    assertThat(hurried.hurry(JOB)).isEqualTo(2);
  }

  @Test
  void thoseThatTheJobMakesByItselfCountAsWell() throws Exception {
    refuses = true;
    assertThat(hurried.hurry(JOB)).isZero();
    completed = 7;
    assertThat(hurried.hurry(JOB)).isEqualTo(2);
    assertThat(asked).hasValue(0);
  }
}
