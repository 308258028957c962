package citybrain.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as Flink 2.2 does. */
class FlinkRestTest {

  private static final String JOB = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";

  private final Map<String, String> answers = new TreeMap<>();
  private final Map<String, String> posted = new TreeMap<>();
  private final Map<String, String> authorized = new TreeMap<>();
  private final HttpServer server = start();
  private final FlinkRest rest =
      new FlinkRest("http://127.0.0.1:" + server.getAddress().getPort(), "s3cret");

  private HttpServer start() {
    try {
      var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            var path = exchange.getRequestURI().toString();
            var bearer = exchange.getRequestHeaders().getFirst("Authorization");
            authorized.put(
                exchange.getRequestMethod() + " " + path, Objects.requireNonNullElse(bearer, ""));
            posted.put(
                path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = answers.get(exchange.getRequestMethod() + " " + path);
            var body =
                Objects.requireNonNullElse(answer, "{\"errors\":[\"Not found: " + path + "\"]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      http.start();
      return http;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void knowsWhatSourcesHaveTakenThoughTheyHaveNotCommittedIt() throws Exception {
    var vertex = "GET /jobs/" + JOB + "/vertices/v1/subtasks/metrics";
    var water = "Source__o.KafkaSourceReader.topic.citybrain_observations_water.partition.";
    answers.put(
        "GET /jobs/" + JOB,
        "{\"vertices\":[{\"id\":\"v1\",\"name\":\"Source: o -> read\"},"
            + "{\"id\":\"v2\",\"name\":\"a rule\"}]}");
    var names = List.of(water + "0.currentOffset", water + "3.currentOffset", "x.currentOffset");
    answers.put(
        vertex,
        names.stream()
            .map(name -> "{\"id\":\"" + name + "\"}")
            .collect(
                Collectors.joining(",", "[", ",{\"id\":\"" + water + "0.committedOffset\"}]")));
    answers.put(
        vertex + "?agg=max&get=" + names.get(0) + "%2C" + names.get(1),
        "[{\"id\":\""
            + names.get(0)
            + "\",\"max\":41.0},"
            + "{\"id\":\""
            + names.get(1)
            + "\",\"max\":-1.0}]");

    assertThat(rest.consumed(JOB))
        .isEqualTo(Map.of(new TopicPartition("citybrain.observations.water", 0), 42L));
  }

  @Test
  void sumsWhatSourcesReadAndSinksTook() throws Exception {
    answers.put(
        "GET /jobs/" + JOB, "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"},{\"id\":\"v3\"}]}");
    var vertices = "GET /jobs/" + JOB + "/vertices/";
    answers.put(
        vertices + "v1/subtasks/metrics",
        "[{\"id\":\"Source__raw.numRecordsIn\"},{\"id\":\"numRecordsOut\"}]");
    answers.put(
        vertices + "v1/subtasks/metrics?agg=sum&get=Source__raw.numRecordsIn",
        "[{\"id\":\"Source__raw.numRecordsIn\",\"sum\":12.0}]");
    answers.put(
        vertices + "v2/subtasks/metrics",
        "[{\"id\":\"a__Writer.numRecordsSend\"},{\"id\":\"b__Writer.numRecordsSend\"}]");
    answers.put(
        vertices
            + "v2/subtasks/metrics?agg=sum&get=a__Writer.numRecordsSend%2Cb__Writer.numRecordsSend",
        "[{\"id\":\"a__Writer.numRecordsSend\",\"sum\":3.0},{\"id\":\"b__Writer.numRecordsSend\",\"sum\":4.0}]");
    answers.put(vertices + "v3/subtasks/metrics", "[]");
    assertThat(rest.records(JOB))
        .isEqualTo(new FlinkRest.Records(OptionalLong.of(12), OptionalLong.of(7)));
  }

  @Test
  void listsJobsWithStateAndRestarts() throws Exception {
    answers.put(
        "GET /jobs/overview",
        """
        {"jobs":[{"jid":"%s","name":"ingest","start-time":1,"end-time":-1,"duration":5,
        "state":"RUNNING","last-modification":2,"tasks":{"total":2,"running":2},
        "pending-operators":0}]}"""
            .formatted(JOB));
    answers.put(
        "GET /jobs/" + JOB + "/metrics?get=numRestarts",
        "[{\"id\":\"numRestarts\",\"value\":\"3\"}]");
    assertThat(rest.jobs()).containsExactly(new JobState("ingest", JOB, "RUNNING", 3));
    assertThat(rest.jobs().get(0).isRunning()).isTrue();
  }

  @Test
  void aMetricThatIsNotThereYetIsNoRestart() throws Exception {
    answers.put(
        "GET /jobs/overview",
        "{\"jobs\":[{\"jid\":\"%s\",\"name\":\"x\",\"state\":\"RESTARTING\"}]}".formatted(JOB));
    answers.put("GET /jobs/" + JOB + "/metrics?get=numRestarts", "[]");
    assertThat(rest.jobs()).containsExactly(new JobState("x", JOB, "RESTARTING", 0));
  }

  @Test
  void tellsWhatBecameOfACheckpointThatWasAskedFor() throws Exception {
    answers.put("POST /jobs/" + JOB + "/checkpoints", "{\"request-id\":\"r1\"}");
    assertThat(rest.checkpoint(JOB)).isEqualTo("r1");
    var asked = "GET /jobs/" + JOB + "/checkpoints/r1";
    answers.put(asked, "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}");
    assertThat(rest.checkpointed(JOB, "r1")).isEqualTo(new FlinkRest.Request.Pending());
    answers.put(
        asked,
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"checkpointId\":7,\"failureCause\":null}}");
    assertThat(rest.checkpointed(JOB, "r1")).isEqualTo(new FlinkRest.Request.Done("7"));
    answers.put(
        asked,
        """
        {"status":{"id":"COMPLETED"},"operation":{"checkpointId":null,"failureCause":
        {"class":"x","stack-trace":"CheckpointException: too many\\n\\tat y"}}}""");
    assertThat(rest.checkpointed(JOB, "r1"))
        .isEqualTo(new FlinkRest.Request.Failed("CheckpointException: too many"));
  }

  @Test
  void countsCheckpointsAndTellsFailures() throws Exception {
    answers.put(
        "GET /jobs/" + JOB + "/checkpoints",
        "{\"counts\":{\"restored\":0,\"total\":9,\"in_progress\":1,\"completed\":7,\"failed\":1}}");
    answers.put(
        "GET /jobs/" + JOB + "/exceptions?maxExceptions=1",
        """
        {"exceptionHistory":{"entries":[{"exceptionName":"java.lang.IllegalStateException",
        "stacktrace":"java.lang.IllegalStateException: no zone\\n\\tat x","timestamp":1}],
        "truncated":false}}""");
    assertThat(rest.completedCheckpoints(JOB)).isEqualTo(7);
    assertThat(rest.failure(JOB)).isEqualTo("java.lang.IllegalStateException: no zone");
  }

  @Test
  void stopsWithASavepoint() throws Exception {
    answers.put("POST /jobs/" + JOB + "/stop", "{\"request-id\":\"r1\"}");
    assertThat(rest.stop(JOB, Path.of("/home/x/savepoints/ingest"))).isEqualTo("r1");
    assertThat(posted.get("/jobs/" + JOB + "/stop"))
        .contains("\"drain\":false", "file:///home/x/savepoints/ingest");

    var status = "GET /jobs/" + JOB + "/savepoints/r1";
    answers.put(status, "{\"status\":{\"id\":\"IN_PROGRESS\"},\"operation\":null}");
    assertThat(rest.stopped(JOB, "r1")).isInstanceOf(FlinkRest.Request.Pending.class);
    answers.put(
        status, "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/1\"}}");
    assertThat(rest.stopped(JOB, "r1")).isEqualTo(new FlinkRest.Request.Done("file:/s/1"));
    answers.put(
        status,
        """
        {"status":{"id":"COMPLETED"},"operation":{"failure-cause":{
        "class":"java.util.concurrent.CompletionException",
        "stack-trace":"CompletionException: checkpoint declined\\n\\tat y"}}}""");
    assertThat(rest.stopped(JOB, "r1"))
        .isEqualTo(new FlinkRest.Request.Failed("CompletionException: checkpoint declined"));
  }

  @Test
  void theSecretGoesOnlyWhereSomethingChanges() throws Exception {
    answers.put("POST /jobs/" + JOB + "/checkpoints", "{}");
    answers.put("GET /jobs/" + JOB + "/checkpoints", "{}");
    rest.checkpoint(JOB);
    rest.completedCheckpoints(JOB);
    assertThat(authorized)
        .isEqualTo(
            Map.of(
                "POST /jobs/" + JOB + "/checkpoints",
                "Bearer s3cret",
                "GET /jobs/" + JOB + "/checkpoints",
                ""));
  }

  @Test
  void anErrorIsTold() {
    assertThatThrownBy(() -> rest.checkpoint(JOB))
        .isInstanceOf(IOException.class)
        .hasMessage("Flink answers 404: Not found: /jobs/" + JOB + "/checkpoints");
  }
}
