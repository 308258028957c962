package citybrain.local.player;

import static citybrain.local.recording.Recordings.START;
import static citybrain.local.recording.Recordings.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import citybrain.local.recording.Message;
import citybrain.local.recording.Recordings;
import citybrain.local.recording.ReferenceFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that somebody filled who means no good. */
@Timeout(120)
class HostileDataTest {

  private static final byte[] ZEROS = new byte[1 << 20];
  private static final int MEBIBYTES = 400;

  private final Path root;
  private final Path outside;

  HostileDataTest(@TempDir Path folder) throws IOException {
    root = Files.createDirectory(folder.resolve("data"));
    outside = Files.writeString(folder.resolve("shadow"), "root:secret\n");
  }

  private static void bomb(OutputStream out) throws IOException {
    for (int i = 0; i < MEBIBYTES; i++) {
      out.write(ZEROS);
    }
  }

  private Path gzipBomb(String name) throws IOException {
    var file = root.resolve(name);
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      bomb(out);
    }
    return file;
  }

  private void refused(String source, String... words) {
    assertThatThrownBy(() -> Recordings.all(Recordings.plan(root, "traffic", source)))
        .isInstanceOfAny(IOException.class, SettingException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aReferenceFileThatUnpacksToMuchIsRefused() throws IOException {
    var bomb = gzipBomb("zones.geojson.gz");
    assertThat(Files.size(bomb)).isBetween(380_000L, 440_000L);
    assertThatThrownBy(() -> new ReferenceFolder(root).read("zones.geojson.gz"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("zones.geojson.gz")
        .hasMessageContaining("expected at most 100 times of what is packed");
    try (var large = new RandomAccessFile(root.resolve("network.inp").toFile(), "rw")) {
      large.setLength(Limits.WHOLE + 1L);
    }
    assertThatThrownBy(() -> new ReferenceFolder(root).read("network.inp"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("has 134,217,729 bytes; expected at most 134,217,728");
  }

  @Test
  void linksMayNotLeaveTheDataFolder() throws IOException {
    Recordings.write(root.resolve("one/a.csv"), table("a", 5, 60));
    Files.createSymbolicLink(root.resolve("in.csv"), Path.of("one/a.csv"));
    Files.createSymbolicLink(root.resolve("linked"), Path.of("one"));
    var elsewhere = Files.createSymbolicLink(root.resolveSibling("elsewhere"), root);
    for (var folder : List.of(root, elsewhere)) {
      for (var source : List.of("in.csv", "linked/a.csv", "linked", "*.csv")) {
        assertThat(Recordings.lines(Recordings.all(Recordings.plan(folder, "traffic", source))))
            .as(source)
            .hasSize(5);
      }
    }

    Files.createSymbolicLink(root.resolve("one/out.csv"), outside);
    Files.createSymbolicLink(root.resolve("away"), root.getParent());
    for (var source : List.of("one", "one/out.csv", "one/*.csv", "away/shadow", "../shadow")) {
      refused(source, "leads out of the data folder, to ", "expected something below " + root);
    }
    refused(outside.toString(), "leads out of the data folder");
    for (var file : List.of("one/out.csv", "../shadow", outside.toString())) {
      assertThatThrownBy(() -> new ReferenceFolder(root).read(file))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("leads out of the data folder");
    }
    assertThat(new ReferenceFolder(elsewhere).read("in.csv")).isNotEmpty();
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    var pipe = root.resolve("pipe.csv");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    refused("pipe.csv", "is no regular file; expected one, not a pipe or device");
    assertThatThrownBy(() -> new ReferenceFolder(root).read("pipe.csv"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("is no regular file");
    assertThatThrownBy(() -> new ReferenceFolder(root).read("."))
        .hasMessageContaining("not a folder");
  }

  @Test
  void aRecordingThatUnpacksToMuchStopsItsFeedOnly() throws IOException {
    gzipBomb("bad.csv.gz");
    Recordings.gzip(root.resolve("good.csv.gz"), table("a", 100, 60));
    var sent = new ArrayList<String>();
    var told = new ArrayList<String>();
    var script =
        new RecordingScript(
            "test",
            START,
            START,
            List.of(
                Recordings.plan(root, "bad", "bad.csv.gz"),
                Recordings.plan(root, "good", "good.csv.gz")));
    script.play(
        new Stage() {
          @Override
          public boolean send(Message message) {
            sent.add(message.key());
            return true;
          }

          @Override
          public void problem(String feed, String text) {
            told.add(feed + ": " + text);
          }
        });
    assertThat(sent).hasSize(100).containsOnly("test/good");
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("bad: bad.csv.gz has more than ")
        .contains("expected at most 100 times");
  }

  @Test
  void anEntryOfAZipThatUnpacksToMuchIsRefused() throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(root.resolve("x.zip")))) {
      out.putNextEntry(new ZipEntry("a.csv"));
      bomb(out);
      out.closeEntry();
    }
    refused("x.zip!a.csv", "x.zip!a.csv has more than ", "expected at most 100 times");
  }

  @Test
  void aZipWithAnEndlessDirectoryIsNotOpened() throws IOException {
    Recordings.zip(root.resolve("x.zip"), java.util.Map.of("a.csv", table("a", 5, 60)));
    try (var zip = new RandomAccessFile(root.resolve("x.zip").toFile(), "rw")) {
      zip.seek(zip.length() - 22 + 12);
      var size = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1_000_000_000);
      zip.write(size.array());
    }
    refused("x.zip!a.csv", "in a directory of 1,000,000,000 bytes", "at most 100,000 and ");
  }

  @Test
  void aTarThatUnpacksToMuchIsRefused() throws IOException {
    try (var out =
        new TarArchiveOutputStream(
            new GZIPOutputStream(Files.newOutputStream(root.resolve("x.tar.gz"))))) {
      var entry = new TarArchiveEntry("a.csv");
      entry.setSize((long) MEBIBYTES << 20);
      out.putArchiveEntry(entry);
      bomb(out);
      out.closeArchiveEntry();
    }
    refused("x.tar.gz!a.csv", "x.tar.gz has more than ", "expected at most 100 times");
  }

  @Test
  void anEndlessNameInATarIsNotKeptInMemory() throws IOException {
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(root.resolve("x.tar")))) {
      var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
      entry.setSize(64L << 20);
      out.putArchiveEntry(entry);
      for (int i = 0; i < 64; i++) {
        out.write(ZEROS);
      }
      out.closeArchiveEntry();
      var data = table("a", 5, 60).getBytes(StandardCharsets.UTF_8);
      var file = new TarArchiveEntry("a.csv");
      file.setSize(data.length);
      out.putArchiveEntry(file);
      out.write(data);
      out.closeArchiveEntry();
    }
    refused("x.tar!*.csv", "more than 1,048,576 bytes of names and attributes before one entry");
  }

  @Test
  void headersWithoutEndBeforeAnEntryOfATarAreRefused() throws IOException {
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(root.resolve("x.tar")))) {
      for (int i = 0; i < 10_000; i++) {
        var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(1);
        out.putArchiveEntry(entry);
        out.write('x');
        out.closeArchiveEntry();
      }
    }
    refused("x.tar!*.csv", "more than 64 headers before one entry");
  }
}
