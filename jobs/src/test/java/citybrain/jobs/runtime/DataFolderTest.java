package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  private final Path home;
  private final DataFolder folder;

  DataFolderTest(@TempDir Path home) throws IOException {
    this.home = home;
    var data = Files.createDirectories(home.resolve("data/roads"));
    Files.writeString(data.resolve("links.csv"), "id\n1\n");
    Files.writeString(home.resolve("secret.csv"), "secret");
    Files.writeString(data.resolve("broken.csv.gz"), "this is not packed");
    try (var out = new GZIPOutputStream(Files.newOutputStream(data.resolve("links.csv.gz")))) {
      out.write("packed".getBytes(StandardCharsets.UTF_8));
    }
    folder = new DataFolder(home.resolve("data"));
  }

  @Test
  void readsFilesPlainAndPacked() {
    assertThat(folder.read("roads/links.csv")).asString().isEqualTo("id\n1\n");
    assertThat(folder.read("roads/../roads/links.csv")).asString().isEqualTo("id\n1\n");
    assertThat(folder.read("roads/links.csv.gz")).asString().isEqualTo("packed");
  }

  @Test
  void amongSeveralTheFirstThatHasAFileIsRead() throws IOException {
    var other = Files.createDirectories(home.resolve("other/roads"));
    Files.writeString(other.resolve("links.csv"), "other");
    Files.writeString(other.resolve("nodes.csv"), "nodes");
    var both = DataFolder.among(home.resolve("data") + "," + home.resolve("other"));
    assertThat(both.read("roads/links.csv")).asString().isEqualTo("id\n1\n");
    assertThat(both.read("roads/nodes.csv")).asString().isEqualTo("nodes");
    assertThatThrownBy(() -> both.read("roads/none.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(home.resolve("data/roads/none.csv").toString());
    assertThatThrownBy(() -> both.read("../secret.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("leaves the data folder");
  }

  @Test
  void nothingOutsideOfItIsRead() {
    var absolute = home.resolve("secret.csv").toString();

    for (var path : new String[] {"../secret.csv", "roads/../../secret.csv", absolute}) {
      assertThatThrownBy(() -> folder.read(path))
          .as(path)
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("leaves the data folder");
    }
  }

  @Test
  void whatIsMissingOrUnreadableIsNamed() {
    assertThatThrownBy(() -> folder.read("roads/nodes.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'roads/nodes.csv' is missing: expected at ")
        .hasMessageContaining(home.resolve("data/roads/nodes.csv").toString());
    assertThatThrownBy(() -> folder.read("roads"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("is missing");
    assertThatThrownBy(() -> folder.read("roads/broken.csv.gz"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cannot be read: Not in GZIP format");
  }
}
