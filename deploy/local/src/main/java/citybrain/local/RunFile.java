package citybrain.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in a home: read by status, alerts, stop and the next start.
 *
 * @param pid of the process that started the others
 * @param started when, wall clock, ISO 8601
 */
public record RunFile(
    String city,
    long pid,
    long brokerPid,
    long flinkPid,
    String bootstrap,
    String web,
    String lake,
    double speed,
    String started) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  static RunFile of(byte[] bytes) throws IOException {
    return JSON.readValue(bytes, RunFile.class);
  }

  /** True while the process that started it all lives. */
  @JsonIgnore
  public boolean isRunning() {
    return isOurs(pid, Main.class.getName());
  }

  /** Children that outlived their parent; they end by themselves within seconds. */
  public List<ProcessHandle> leftBehind() {
    var left = new ArrayList<ProcessHandle>();
    if (isOurs(brokerPid, "citybrain.local.broker.BrokerMain")) {
      ProcessHandle.of(brokerPid).ifPresent(left::add);
    }
    if (isOurs(flinkPid, "citybrain.jobs.runtime.LocalFlink")) {
      ProcessHandle.of(flinkPid).ifPresent(left::add);
    }
    return left;
  }

  /** A process id may have been given to a stranger since: the command line tells. */
  private static boolean isOurs(long pid, String mainClass) {
    return pid > 0
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().commandLine())
            .filter(line -> line.contains(mainClass))
            .isPresent();
  }
}
