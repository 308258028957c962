package citybrain.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @Test
  void aTemporaryFolderGoesWithAllThatIsInIt() throws IOException {
    Path path;
    try (var folder = WorkFolder.of(Optional.empty(), "citybrain-test")) {
      path = folder.path();
      Files.writeString(Files.createDirectories(path.resolve("a/b")).resolve("file"), "x");
    }

    assertThat(path).isAbsolute().doesNotExist();
  }

  @Test
  void theOneThatWasAskedForStays(@TempDir Path temp) throws IOException {
    var asked = temp.resolve("new/home");
    try (var folder = WorkFolder.of(Optional.of(asked), "citybrain-test")) {
      Files.writeString(folder.path().resolve("file"), "x");
    }

    assertThat(asked.resolve("file")).hasContent("x");
  }

  @Test
  void whatIsThereIsNotTaken(@TempDir Path temp) {
    assertThatThrownBy(() -> WorkFolder.of(Optional.of(temp), "citybrain-test"))
        .isInstanceOf(SettingException.class)
        .hasMessage("--home %s exists; a bench needs a new folder", temp);
  }

  /** A broker that still ends wrote into the folder, and "cannot delete" was all that was said. */
  @Test
  void theFailureOfTheWorkIsWhatIsTold() {
    assertThatThrownBy(
            () -> {
              try (var folder = WorkFolder.of(Optional.empty(), "citybrain-test")) {
                Files.delete(folder.path());
                throw new IllegalStateException("no such feed");
              }
            })
        .hasMessage("no such feed")
        .satisfies(
            e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IOException.class));
  }
}
