package citybrain.local.flink;

import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The part of Flink's REST API that a run needs. */
public final class FlinkRest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String web;
  private final String secret;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private static final Pattern CONSUMED =
      Pattern.compile(
          "Source__.*\\.KafkaSourceReader\\.topic\\.(.+)\\.partition\\.([0-9]{1,9})\\.currentOffset");

  /** By the names that they have among metrics. */
  private static final Map<String, String> TOPICS =
      Topics.names().stream().collect(Collectors.toMap(name -> name.replace('.', '_'), n -> n));

  /** Long names, and many: half of what a look at a job costs it. */
  private static final long NAMES_STAY_NANOS = 5_000_000_000L;

  private final Map<String, List<String>> sources = new ConcurrentHashMap<>();
  private final Map<String, Offsets> offsets = new ConcurrentHashMap<>();

  /** The names of a source's metrics, as they were then. */
  private record Offsets(String query, long at) {}

  /**
   * @param secret without it Flink changes nothing
   */
  public FlinkRest(String web, String secret) {
    this.web = web;
    this.secret = secret;
  }

  /** How a savepoint or checkpoint that was asked for is getting on. */
  public sealed interface Request {
    record Pending() implements Request {}

    /** The place is empty for checkpoints. */
    record Done(String place) implements Request {}

    record Failed(String why) implements Request {}
  }

  /** All jobs the cluster knows, ended ones included, by name. */
  public List<JobState> jobs() throws IOException {
    var jobs = new ArrayList<JobState>();
    for (var job : jobsAtAGlance()) {
      jobs.add(new JobState(job.name(), job.id(), job.state(), restarts(job.id())));
    }
    return jobs;
  }

  /** The same by one question in all: how often they were started again is not asked. */
  public List<JobState> jobsAtAGlance() throws IOException {
    var jobs = new ArrayList<JobState>();
    for (var job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new JobState(
              job.path("name").asText(), job.path("jid").asText(), job.path("state").asText(), 0));
    }
    jobs.sort(Comparator.comparing(JobState::name));
    return jobs;
  }

  private long restarts(String id) throws IOException {
    var metric = get("/jobs/" + id + "/metrics?get=numRestarts").path(0).path("value");
    return metric.isMissingNode() ? 0 : metric.asLong();
  }

  /**
   * What the sources of a job read and its sinks took since it last started.
   *
   * @param in empty while Flink has no such figure
   */
  public record Records(OptionalLong in, OptionalLong out) {}

  /** Asks all vertices of a job for what went in and out of it. */
  public Records records(String job) throws IOException {
    var in = OptionalLong.empty();
    var out = OptionalLong.empty();
    for (var vertex : get("/jobs/" + job).path("vertices")) {
      var path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      var names = new ArrayList<String>();
      get(path).forEach(metric -> names.add(metric.path("id").asText()));
      names.removeIf(name -> !isRead(name) && !isWritten(name));
      if (names.isEmpty()) {
        continue;
      }
      var query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
      for (var metric : get(path + "?agg=sum&get=" + query)) {
        long sum = Math.round(metric.path("sum").asDouble());
        if (isRead(metric.path("id").asText())) {
          in = OptionalLong.of(in.orElse(0) + sum);
        } else {
          out = OptionalLong.of(out.orElse(0) + sum);
        }
      }
    }
    return new Records(in, out);
  }

  /**
   * The offset after the last record that the job has taken of each partition since it was started,
   * a second old at most. What a job commits is often older: a source that finds nothing waits ten
   * seconds for something before it commits what was there.
   *
   * @return of our topics; not of partitions of which nothing was taken
   */
  public Map<TopicPartition, Long> consumed(String job) throws IOException {
    var consumed = new HashMap<TopicPartition, Long>();
    for (var source : sources(job)) {
      var path = "/jobs/" + job + "/vertices/" + source + "/subtasks/metrics";
      var offsets = offsets(path);
      if (offsets.isEmpty()) {
        continue;
      }
      for (var metric : get(path + "?agg=max&get=" + offsets)) {
        var name = CONSUMED.matcher(metric.path("id").asText());
        long last = Math.round(metric.path("max").asDouble(-1));
        var topic = name.matches() ? TOPICS.get(name.group(1)) : null;
        if (topic != null && last >= 0) {
          int partition = Integer.parseInt(name.group(2));
          consumed.merge(new TopicPartition(topic, partition), last + 1, Math::max);
        }
      }
    }
    return consumed;
  }

  /** What to ask for at a source: its partitions, which it learns of while it starts. */
  private String offsets(String path) throws IOException {
    var known = offsets.get(path);
    if (known != null && System.nanoTime() - known.at() < NAMES_STAY_NANOS) {
      return known.query();
    }
    var names = new ArrayList<String>();
    get(path).forEach(metric -> names.add(metric.path("id").asText()));
    names.removeIf(name -> !CONSUMED.matcher(name).matches());
    var query = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
    if (!query.isEmpty()) {
      offsets.put(path, new Offsets(query, System.nanoTime()));
    }
    return query;
  }

  /** The vertices of a job that read topics; they stay the same. */
  private List<String> sources(String job) throws IOException {
    var known = sources.get(job);
    if (known != null) {
      return known;
    }
    var found = new ArrayList<String>();
    for (var vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().startsWith("Source: ")) {
        found.add(vertex.path("id").asText());
      }
    }
    if (!found.isEmpty()) {
      sources.put(job, List.copyOf(found));
    }
    return found;
  }

  /** How long the tasks of this job have had something to do so far, all together, in seconds. */
  public double busySeconds(String job) throws IOException {
    double millis = 0;
    for (var vertex : get("/jobs/" + job).path("vertices")) {
      millis += vertex.path("metrics").path("accumulated-busy-time").asDouble(0);
    }
    return millis / 1e3;
  }

  private static boolean isRead(String metric) {
    return metric.startsWith("Source__") && metric.endsWith(".numRecordsIn");
  }

  private static boolean isWritten(String metric) {
    return metric.endsWith(".numRecordsSend");
  }

  /** How many checkpoints of this job have completed since it was submitted. */
  public long completedCheckpoints(String job) throws IOException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asLong();
  }

  /** What made this job fail last, or an empty text. */
  public String failure(String job) throws IOException {
    var entry = get("/jobs/" + job + "/exceptions?maxExceptions=1").path("exceptionHistory");
    var text = entry.path("entries").path(0).path("stacktrace").asText("");
    return text.lines().findFirst().orElse("");
  }

  /** Asks for a checkpoint now; returns the id of the request. */
  public String checkpoint(String job) throws IOException {
    return post("/jobs/" + job + "/checkpoints", JSON.createObjectNode())
        .path("request-id")
        .asText();
  }

  /** What became of a request for a checkpoint; unlike counts, this is never some seconds old. */
  public Request checkpointed(String job, String request) throws IOException {
    var answer = get("/jobs/" + job + "/checkpoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return new Request.Pending();
    }
    var operation = answer.path("operation");
    var number = operation.path("checkpointId");
    return number.isIntegralNumber()
        ? new Request.Done(number.asText())
        : new Request.Failed(why(operation.path("failureCause")));
  }

  /** Asks the job to stop with a savepoint; returns the id of the request. */
  public String stop(String job, Path savepoints) throws IOException {
    var body =
        JSON.createObjectNode()
            .put("drain", false)
            .put("targetDirectory", savepoints.toUri().toString());
    return post("/jobs/" + job + "/stop", body).path("request-id").asText();
  }

  /** What became of a request to stop. */
  public Request stopped(String job, String request) throws IOException {
    var answer = get("/jobs/" + job + "/savepoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return new Request.Pending();
    }
    var operation = answer.path("operation");
    var place = operation.path("location").asText("");
    if (!place.isEmpty()) {
      return new Request.Done(place);
    }
    return new Request.Failed(why(operation.path("failure-cause")));
  }

  private static String why(JsonNode cause) {
    var why = cause.path("stack-trace").asText("no reason given");
    return why.lines().findFirst().orElse(why);
  }

  private JsonNode get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(web + path)).GET());
  }

  private JsonNode post(String path, ObjectNode body) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(web + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + secret)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    try {
      var answer =
          http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        var why = JSON.readTree(answer.body()).path("errors").path(0).asText(answer.body());
        throw new IOException(
            String.format(
                Locale.ROOT,
                "Flink answers %d: %s",
                answer.statusCode(),
                why.lines().findFirst().orElse(why)));
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Flink", e);
    }
  }
}
