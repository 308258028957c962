package citybrain.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {

  private static final List<String> SHARING =
      List.of("-XX:SharedArchiveFile=x.jsa", "-Xshare:auto", "-cp", "x.jar", "Main");

  @AfterEach
  void forget() {
    JvmOptions.PROCESSES.forEach(JvmOptions::forget);
  }

  @Test
  void standBehindOursAndBeforeTheMainClass() {
    JvmOptions.take(Map.of("lake-report", " -Xmx64m  -XX:+PrintFlagsFinal "));

    assertThat(JvmOptions.within("lake-report", List.of("-Xmx256m", "-cp", "x.jar", "Main", "-a")))
        .containsExactly(
            "-Xmx256m", "-Xmx64m", "-XX:+PrintFlagsFinal", "-cp", "x.jar", "Main", "-a");
    assertThat(JvmOptions.within("probe", List.of("-cp", "x.jar", "Main")))
        .containsExactly("-cp", "x.jar", "Main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:StartFlightRecording=filename=/tmp/x.jfr",
        "-XX:StartFlightRecording",
        "-XX:+FlightRecorder",
        "-agentlib:jdwp=transport=dt_socket",
        "-agentpath:/opt/profiler.so=start",
        "-javaagent:agent.jar"
      })
  void whoLooksIntoClassesDoesWithoutOurArchive(String watcher) {
    JvmOptions.take(Map.of("lake-report", watcher));

    assertThat(JvmOptions.within("lake-report", SHARING))
        .containsExactly("-Xshare:auto", watcher, "-cp", "x.jar", "Main");
  }

  @Test
  void whoDoesNotHasIt() {
    JvmOptions.take(Map.of("broker", "-Xmx64m"));

    assertThat(JvmOptions.within("broker", SHARING))
        .containsExactly(
            "-XX:SharedArchiveFile=x.jsa", "-Xshare:auto", "-Xmx64m", "-cp", "x.jar", "Main");
  }

  @Test
  void aRecordedJvmRunsWithoutOurArchive(@TempDir Path folder) {
    JvmOptions.take(
        Map.of("lake-report", "-XX:StartFlightRecording=filename=" + folder.resolve("probe.jfr")));
    var arguments = new ArrayList<>(ClassArchive.LOCAL.options());
    arguments.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Recorded.class.getName()));

    try (var child =
        ChildProcess.java("lake-report", arguments, folder.resolve("probe.log"), line -> {})) {
      assertThat(child.awaitEnd(Duration.ofMinutes(1))).isTrue();
      assertThat(child.ending()).isEqualTo(ChildProcess.WELL);
    }
    assertThat(folder.resolve("probe.jfr")).isNotEmptyFile();
  }

  /** Has nothing to do. */
  static final class Recorded {
    private Recorded() {}

    public static void main(String[] args) {}
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> JvmOptions.take(Map.of("flnik", "-Xmx1g")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("no process 'flnik'; expected one of broker, flink, lake-report");
    assertThatThrownBy(() -> JvmOptions.take(Map.of("flink", "-Xmx1g evil.Main")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'evil.Main' of process 'flink' is no option");
  }
}
