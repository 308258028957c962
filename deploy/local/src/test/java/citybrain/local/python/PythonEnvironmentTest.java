package citybrain.local.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs in place of Python that only say what they are asked. */
class PythonEnvironmentTest {

  private static final String SOUND =
      """
      #!/bin/sh
      [ "$1" = -c ] && exit 0
      mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && [ -z "$5" ] && echo "$*" >> %s
      exit 0
      """;

  private final Path home;
  private final List<String> said = new ArrayList<>();

  PythonEnvironmentTest(@TempDir Path home) throws IOException {
    this.home = home;
    Files.writeString(home.resolve("wanted.txt"), "pandas>=2\n");
  }

  private Path python(String script) throws IOException {
    var file = Files.writeString(home.resolve("python"), script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private PythonEnvironment make(Path python) {
    return PythonEnvironment.in(
        home.resolve("made"),
        List.of(home.resolve("wanted.txt")),
        Map.of(PythonEnvironment.VARIABLE, python.toString()),
        said::add);
  }

  @Test
  void isMadeOnceAndAgainWhenMoreIsWanted() throws IOException {
    var python = python(SOUND.formatted(home.resolve("calls")));
    assertThat(make(python).python()).isEqualTo(home.resolve("made/bin/python")).exists();
    make(python);
    assertThat(said).hasSize(1);
    Files.writeString(home.resolve("wanted.txt"), "pandas>=3\n");
    make(python);
    assertThat(said).hasSize(2);
    assertThat(Files.readAllLines(home.resolve("calls")))
        .hasSize(2)
        .allSatisfy(call -> assertThat(call).startsWith("-m venv --clear"));
  }

  @Test
  void saysThatPythonIsMissingOrTooOld() throws IOException {
    assertThatThrownBy(() -> make(Path.of("/nowhere/python3")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("Python 3.11 or newer is missing (looked for /nowhere/python3)")
        .hasMessageContaining("apt install python3 python3-venv");
    var old = python("#!/bin/sh\nexit 1\n");
    assertThatThrownBy(() -> make(old)).hasMessageContaining("3.11 or newer is missing");
  }

  @Test
  void saysThatVenvIsMissing() throws IOException {
    var bare = python("#!/bin/sh\n[ \"$1\" = -c ] && exit 0\necho No module named venv\nexit 1\n");
    assertThatThrownBy(() -> make(bare))
        .hasMessageContaining("apt install python3-venv")
        .hasMessageContaining("No module named venv");
  }

  @Test
  void saysThatPipFailsAndTriesAgainNextTime() throws IOException {
    var offline =
        python(
            """
            #!/bin/sh
            [ "$1" = -c ] && exit 0
            [ "$2" = pip ] && { echo "no way to the index"; exit 1; }
            mkdir -p "$4/bin" && cp "$0" "$4/bin/python"
            """);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(() -> make(offline))
          .hasMessageContaining("pip could not install")
          .hasMessageContaining("no way to the index");
    }
    assertThat(said).hasSize(2);
  }
}
