package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object stores and HDFS list by pages, in the order of names, and a day may change in between. */
class PagedListingTest {

  private static final String NEW = "compacted-x-0.parquet";
  private static final List<String> OLD =
      List.of("part-0.parquet", "part-1.parquet", "part-2.parquet", "part-3.parquet");
  private static final DaySwap SWAP = new DaySwap(OLD, List.of(NEW));

  private final java.nio.file.Path local;
  private final Path day;

  PagedListingTest(@TempDir java.nio.file.Path folder) throws IOException {
    local = folder;
    day = new Path(folder.toUri());
    for (var name : OLD) {
      Files.createFile(folder.resolve(name));
    }
  }

  /** Two names a page; something happens behind the first page of each listing. */
  private static final class Paged extends LocalFileSystem {

    private final IntConsumer behindTheFirstPage;
    private int listings;

    Paged(IntConsumer behindTheFirstPage) {
      this.behindTheFirstPage = behindTheFirstPage;
    }

    @Override
    public boolean isDistributedFS() {
      return true;
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
      var first = sorted(super.listStatus(folder)).limit(2).toList();
      behindTheFirstPage.accept(listings++);
      var last = first.isEmpty() ? "" : first.get(first.size() - 1).getPath().getName();
      var rest =
          sorted(super.listStatus(folder))
              .filter(status -> status.getPath().getName().compareTo(last) > 0);
      return Stream.concat(first.stream(), rest).toArray(FileStatus[]::new);
    }

    private static Stream<FileStatus> sorted(FileStatus[] found) {
      return Arrays.stream(found)
          .sorted(Comparator.comparing(status -> status.getPath().getName()));
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void doing(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> settled(Paged files) throws IOException {
    return DaySwap.settled(files, day).stream()
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  private void end() throws IOException {
    Files.createFile(local.resolve(NEW));
    SWAP.end(day);
  }

  @Test
  void aWholeExchangeBehindAPageHidesNothing() throws IOException {
    var files =
        new Paged(
            listing ->
                doing(
                    () -> {
                      if (listing == 0) {
                        SWAP.begin(day);
                        end();
                      }
                    }));
    assertThat(settled(files)).containsExactly(NEW);
  }

  /** It begins behind the first page of one listing and ends behind that of the next. */
  @Test
  void anExchangeThatIsLongerThanAListingHidesNothing() throws IOException {
    var files =
        new Paged(
            listing ->
                doing(
                    () -> {
                      if (listing == 0) {
                        SWAP.begin(day);
                      } else if (listing == 1) {
                        end();
                      }
                    }));
    assertThat(settled(files)).containsExactly(NEW);
  }

  @Test
  void aDayThatNeverRestsIsAnErrorAndNoAnswer() {
    var files =
        new Paged(
            listing ->
                doing(() -> Files.createFile(local.resolve("part-9" + listing + ".parquet"))));
    assertThatThrownBy(() -> settled(files))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(day.getPath())
        .hasMessageContaining("changes whenever it is looked at");
  }

  /** Of a folder of folders one listing is enough: days come and go as a whole. */
  @Test
  void aFolderOfFoldersIsListedOnce() throws IOException {
    var above = local.resolve("above");
    Files.createDirectories(above.resolve("date=2025-03-10"));
    var files = new Paged(listing -> {});
    assertThat(DaySwap.settled(files, new Path(above.toUri()))).hasSize(1);
    assertThat(files.listings).isEqualTo(1);
  }
}
