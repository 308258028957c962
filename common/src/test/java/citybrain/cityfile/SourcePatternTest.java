package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePatternTest {

  @ParameterizedTest
  @CsvSource({
    "a/b.csv.gz, a/b.csv.gz, true",
    "a/b.csv.gz, a/b.csv, false",
    "a/b.csv, a/bxcsv, false",
    "a/b, a/b/c.csv, true",
    "a/b/, a/b/c.csv, true",
    "a/b, a/b/c/d.csv, true",
    "a/b, a/bc.csv, false",
    "a/b, a/b/.DS_Store, false",
    "a/*.csv, a/b.csv, true",
    "a/*.csv, a/b/c.csv, false",
    "a/**/*.csv, a/b/c/d.csv, true",
    "a/**/*.csv, a/d.csv, true",
    "a/**, a/b/c.txt, true",
    "a/?.csv, a/b.csv, true",
    "a/?.csv, a/bb.csv, false",
    "a/(b)*.csv, a/(b)1.csv, true",
    "/abs/*.csv, /abs/x.csv, true",
  })
  void matchesFiles(String pattern, String file, boolean matches) {
    assertThat(SourcePattern.parse(pattern).matches(file)).isEqualTo(matches);
  }

  @Test
  void matchesEntriesOfAZip() {
    var pattern = SourcePattern.parse("a/t_*.zip!streams/Aarhus*.stream");

    assertThat(pattern.path()).isEqualTo("a/t_*.zip");
    assertThat(pattern.entries()).contains("streams/Aarhus*.stream");
    assertThat(pattern.matches("a/t_1.zip")).isTrue();
    assertThat(pattern.matchesEntry("streams/AarhusTrafficData1.stream")).isTrue();
    assertThat(pattern.matchesEntry("Aarhus.stream")).isFalse();
    assertThat(pattern).hasToString("a/t_*.zip!streams/Aarhus*.stream");
    assertThat(SourcePattern.parse("a.zip").matchesEntry("x")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/*.csv, a/b",
    "a/b*/c.csv, a",
    "*.csv, ''",
    "/*.csv, /",
    "a/b.csv, a/b.csv",
    "a/b/, a/b",
    "a/b.zip!*, a/b.zip",
    "a/b.tar.xz!*.pb, a/b.tar.xz",
    "a/b.tgz!*, a/b.tgz",
  })
  void saysWhereToLook(String pattern, String root) {
    assertThat(SourcePattern.parse(pattern).root()).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a.csv!x", "a.zip!", "a.zip!b!c", "!x", "a\\b.csv"})
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> SourcePattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "source '"
                + text
                + "': expected a file, folder, glob, or entries of a zip or tar such as"
                + " data.zip!logs/*.csv");
  }
}
