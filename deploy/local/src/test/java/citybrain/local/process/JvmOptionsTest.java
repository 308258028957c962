package citybrain.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

  @Test
  void standBehindOursAndBeforeTheMainClass() {
    JvmOptions.take(Map.of("lake-report", " -Xmx64m  -XX:+PrintFlagsFinal "));

    assertThat(JvmOptions.within("lake-report", List.of("-Xmx256m", "-cp", "x.jar", "Main", "-a")))
        .containsExactly(
            "-Xmx256m", "-Xmx64m", "-XX:+PrintFlagsFinal", "-cp", "x.jar", "Main", "-a");
    assertThat(JvmOptions.within("probe", List.of("-cp", "x.jar", "Main")))
        .containsExactly("-cp", "x.jar", "Main");
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
