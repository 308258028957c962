package citybrain.local.home;

import citybrain.local.process.ProcessId;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs in a home: read by status, alerts, stop and the next start.
 *
 * @param process the one that started the others
 * @param metrics URL of the Prometheus endpoint
 * @param started when, wall clock, ISO 8601
 */
public record RunFile(
    String city,
    ProcessId process,
    ProcessId broker,
    ProcessId flink,
    String bootstrap,
    String web,
    String metrics,
    String lake,
    double speed,
    String started) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  static RunFile of(byte[] bytes) throws IOException {
    return JSON.readValue(bytes, RunFile.class);
  }

  /** True while the process that started it all lives. */
  @JsonIgnore
  public boolean isRunning() {
    return process.find().isPresent();
  }

  /** Children that outlived their parent; they end by themselves within seconds. */
  public List<ProcessHandle> leftBehind() {
    return Stream.of(broker, flink).flatMap(child -> child.find().stream()).toList();
  }
}
