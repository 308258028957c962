package citybrain.jobs.cities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @Test
  void linksMayNotLeaveIt() throws IOException {
    var data = home.resolve("data");
    Files.createSymbolicLink(data.resolve("out.csv"), home.resolve("secret.csv"));
    Files.createSymbolicLink(data.resolve("away"), home);
    Files.createSymbolicLink(data.resolve("in.csv"), Path.of("roads/links.csv"));
    Files.createSymbolicLink(home.resolve("elsewhere"), data);
    for (var path : new String[] {"out.csv", "away/secret.csv"}) {
      assertThatThrownBy(() -> folder.read(path))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("'" + path + "' leaves the data folder: it leads to ")
          .hasMessageContaining("expected a file below " + data);
    }
    assertThat(folder.read("in.csv")).asString().isEqualTo("id\n1\n");
    var byLink = new DataFolder(home.resolve("elsewhere"));
    assertThat(byLink.read("in.csv")).asString().isEqualTo("id\n1\n");
    assertThatThrownBy(() -> byLink.read("out.csv")).hasMessageContaining("leaves");
  }

  @Test
  @Timeout(30)
  void aPipeIsNotWaitedFor() throws Exception {
    var pipe = home.resolve("data/pipe.csv");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertThatThrownBy(() -> folder.read("pipe.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("'pipe.csv' is no regular file");
  }

  @Test
  void whatIsTooLargeForMemoryIsRefused() throws IOException {
    var zeros = new byte[1 << 20];
    try (var out = new GZIPOutputStream(Files.newOutputStream(home.resolve("data/zeros.csv.gz")))) {
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(() -> folder.read("zeros.csv.gz"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("zeros.csv.gz has more than ")
        .hasMessageContaining("expected at most 100 times of what is packed");
    try (var large = new RandomAccessFile(home.resolve("data/large.csv").toFile(), "rw")) {
      large.setLength(Limits.WHOLE + 1L);
    }
    assertThatThrownBy(() -> folder.read("large.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageEndingWith("' has 134,217,729 bytes; expected at most 134,217,728");
    assertThatThrownBy(() -> DataFolder.cityFile(home.resolve("data/large.csv")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("a city file has at most 4,194,304");
  }
}
