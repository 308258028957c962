package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("CITYBRAIN_NIGHT_LEAK_LIMIT", "20", "CITYBRAIN_UNUSED", "x", "PATH", "/bin");

  @Test
  void theCommandLineBeatsTheEnvironmentBeatsTheDefault() {
    var fromDefault = Config.from(Map.of());
    var fromEnvironment = Config.from(ENVIRONMENT);
    var fromArguments = Config.from(ENVIRONMENT, "--night-leak.limit=30");

    assertThat(fromDefault.number("night-leak.limit", "L/s", 10)).isEqualTo(10);
    assertThat(fromEnvironment.number("night-leak.limit", "L/s", 10)).isEqualTo(20);
    assertThat(fromArguments.number("night-leak.limit", "L/s", 10)).isEqualTo(30);
  }

  @Test
  void valuesAreReadAsWhatTheyAre() {
    var config = Config.from(Map.of(), "--n=3", "--d=PT90S", "--t=a=b", "--empty=");

    assertThat(config.count("n", "", 1)).isEqualTo(3);
    assertThat(config.duration("d", "", Duration.ZERO)).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.text("t", "", "")).isEqualTo("a=b");
    assertThat(config.text("empty", "", "full")).isEmpty();
  }

  @Test
  void aWrongValueIsRefusedWithItsKeyAndWhatIsAllowed() {
    var config = Config.from(Map.of(), "--n=three", "--m=-1", "--d=1 hour", "--x=1,5");

    assertRefused(() -> config.count("n", "", 1), "setting 'n' is 'three': expected a whole");
    assertRefused(() -> config.count("m", "", 1), "setting 'm' is '-1': expected a whole number");
    assertRefused(
        () -> config.duration("d", "", Duration.ofHours(1)), "setting 'd' is '1 hour': expected");
    assertRefused(() -> config.number("x", "", 1), "setting 'x' is '1,5': expected a number");
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable reading, String message) {
    assertThatThrownBy(reading)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void argumentsThatAreNoSettingsAreRefused() {
    assertRefused(() -> Config.from(Map.of(), "now"), "argument 'now': expected --key=value");
    assertRefused(() -> Config.from(Map.of(), "--fast"), "argument '--fast': expected");
  }

  @Test
  void aKeyThatNobodyReadsIsRefusedWithThoseThatExist() {
    var config = Config.from(ENVIRONMENT, "--lattitude=1");
    config.text("latitude", "where", "0");

    assertRefused(
        config::refuseUnknown,
        "setting 'lattitude' is not known: expected one of latitude; did you mean 'latitude'?");
  }

  @Test
  void settingsOfTheEngineAreHandedOnAndNotRefused() {
    var config = Config.from(Map.of(), "--flink.parallelism.default=4", "--help");
    config.refuseUnknown();

    assertThat(config.helpWanted()).isTrue();
    assertThat(config.flink().toMap()).containsExactly(Map.entry("parallelism.default", "4"));
  }

  @Test
  void helpIsOneLineForEachSettingThatWasRead() {
    var config = Config.from(Map.of(), "--help");
    config.number("limit", "the most", 2.5);
    config.text("name", "what to call it", "demo");

    assertThat(config.help().lines())
        .containsExactly(
            "  --%-42s the most [2.5]".formatted("limit=…"),
            "  --%-42s what to call it [demo]".formatted("name=…"));
  }
}
