package citybrain.jobs.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderOriginTest {

  private static final int LIMIT = 10;

  private final Path folder;
  private final Room.Share share = new Room(1 << 20).share();

  FolderOriginTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> names(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Fresh.class);
    return ((Answer.Fresh) answer).documents().stream().map(Answer.Document::source).toList();
  }

  /** Puts a file there and waits until the file system's clock has gone on. */
  private void put(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Awaitility.await()
        .until(
            () -> {
              var probe = Files.createTempFile("later", ".tmp");
              try {
                return Files.getLastModifiedTime(probe).toMillis()
                    > Files.getLastModifiedTime(file).toMillis();
              } finally {
                Files.delete(probe);
              }
            });
  }

  @Test
  void takesWholeFilesOnceInTheirOrder() throws Exception {
    put("b", "1");
    put("a", "2");
    put(".hidden", "3");
    put("half.part", "4");
    var origin = new FolderOrigin(folder, LIMIT, "");

    var first = origin.ask(share);
    origin.accepted();
    var nothing = origin.ask(share);
    put("c", "5");
    var later = origin.ask(share);

    assertThat(names(first)).containsExactly("b", "a");
    assertThat(nothing).isInstanceOf(Answer.Unchanged.class);
    assertThat(names(later)).containsExactly("c");
  }

  @Test
  void bringsAgainWhatWasNotAccepted() throws Exception {
    put("a", "1");
    var origin = new FolderOrigin(folder, LIMIT, "");
    origin.ask(share);

    assertThat(names(origin.ask(share))).containsExactly("a");
  }

  @Test
  void goesOnFromItsPosition() throws Exception {
    put("a", "1");
    var before = (Answer.Fresh) new FolderOrigin(folder, LIMIT, "").ask(share);
    put("b", "2");

    assertThat(names(new FolderOrigin(folder, LIMIT, before.position()).ask(share)))
        .containsExactly("b");
  }

  @Test
  void takesAFileThatIsOlderThanItsPlaceHere() throws Exception {
    put("a", "1");
    var before = (Answer.Fresh) new FolderOrigin(folder, LIMIT, "").ask(share);
    put("old.tmp", "2");
    Files.setLastModifiedTime(
        folder.resolve("old.tmp"), java.nio.file.attribute.FileTime.fromMillis(0));
    Files.move(folder.resolve("old.tmp"), folder.resolve("old"));

    assertThat(names(new FolderOrigin(folder, LIMIT, before.position()).ask(share)))
        .containsExactly("old");
  }

  @Test
  void tellsAFileThatIsTooLargeAndGoesOn() throws Exception {
    put("a", "1");
    put("b", "x".repeat(LIMIT + 1));
    put("c", "3");
    var origin = new FolderOrigin(folder, LIMIT, "");

    assertThat(names(origin.ask(share))).containsExactly("a");
    origin.accepted();
    assertThat(origin.ask(share))
        .isEqualTo(new Answer.Failed(PollFailure.TOO_LARGE, "b has more than 10 bytes"));
    assertThat(names(origin.ask(share))).containsExactly("c");
  }

  @Test
  void tellsAFolderThatIsNotThere() {
    assertThat(new FolderOrigin(folder.resolve("gone"), LIMIT, "").ask(share))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.why()).isEqualTo(PollFailure.UNREACHABLE));
  }

  @Test
  void readsAFileAgainOnlyWhenItChanged() throws Exception {
    put("now.csv", "1");
    var origin = new FileOrigin(folder.resolve("now.csv"), LIMIT, "");

    assertThat(names(origin.ask(share))).containsExactly("now.csv");
    origin.accepted();
    assertThat(origin.ask(share)).isInstanceOf(Answer.Unchanged.class);
    put("now.csv", "2");
    assertThat(names(origin.ask(share))).containsExactly("now.csv");
    put("now.csv", "");
    assertThat(origin.ask(share)).isInstanceOf(Answer.Empty.class);
    put("now.csv", "x".repeat(LIMIT + 1));
    assertThat(((Answer.Failed) origin.ask(share)).why()).isEqualTo(PollFailure.TOO_LARGE);
    Files.delete(folder.resolve("now.csv"));
    assertThat(((Answer.Failed) origin.ask(share)).why()).isEqualTo(PollFailure.UNREACHABLE);
  }

  @Test
  void aLinkOutOfTheFolderIsToldAndNotRead() throws Exception {
    var polled = Files.createDirectory(folder.resolve("polled"));
    put("secret", "1");
    Files.createSymbolicLink(polled.resolve("a"), folder.resolve("secret"));
    Files.writeString(polled.resolve("b"), "2");
    Files.createSymbolicLink(polled.resolve("c"), Path.of("b"));
    var origin = new FolderOrigin(polled, LIMIT, "");

    var answers = List.of(origin.ask(share), origin.ask(share));
    assertThat(answers)
        .contains(new Answer.Failed(PollFailure.BROKEN, "a leads out of its folder"));
    assertThat(origin.ask(share).toString()).doesNotContain("secret");
    assertThat(new FileOrigin(polled.resolve("a"), LIMIT, "").ask(share))
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.why()).isEqualTo(PollFailure.BROKEN));
    assertThat(names(new FileOrigin(polled.resolve("c"), LIMIT, "").ask(share)))
        .containsExactly("c");
  }
}
