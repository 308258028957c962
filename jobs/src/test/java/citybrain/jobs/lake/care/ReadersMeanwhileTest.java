package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.DaySwap;
import citybrain.jobs.lake.Duck;
import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.rows.ObservationRows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers that read all the time while days are compacted: our own see every row once; others do,
 * or fail.
 */
class ReadersMeanwhileTest {

  private static final int ROWS = 6_000;
  private static final int ROUNDS = 25;

  private final Path folder;
  private final SampleLake lake;
  private final AtomicBoolean isOver = new AtomicBoolean();

  ReadersMeanwhileTest(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new SampleLake(folder.toUri().toString());
  }

  @Test
  void nobodySeesARowTwiceOrNotAtAll() throws Exception {
    lake.observe(ROWS, 20);
    var threads = Executors.newFixedThreadPool(3);
    try {
      Callable<List<String>> ours = this::readByReport;
      Callable<List<String>> others = this::readByDuck;
      var reads = List.of(threads.submit(ours), threads.submit(others), threads.submit(others));
      for (int round = 0; round < ROUNDS; round++) {
        var said = Said.of("compact", lake.root(), "--closed-for=PT0S", "--settle=PT0.02S");
        assertThat(said.outcome()).as(said.text()).isZero();
        // Something to do for the next round: empty files, so that the sums stay.
        for (int file = 0; file < 10; file++) {
          lake.add(
              new ObservationRows(),
              "domain=environment/date=2025-03-10",
              "part-" + round + "-" + file,
              List.of());
        }
      }
      isOver.set(true);
      var report = reads.get(0).get();
      assertThat(report).hasSizeGreaterThan(20).containsOnly(Integer.toString(ROWS));
      for (var read : reads.subList(1, 3)) {
        var seen = new TreeMap<String, Integer>();
        read.get().forEach(one -> seen.merge(one, 1, Integer::sum));
        assertThat(seen.keySet()).contains(exact()).isSubsetOf(exact(), "failed");
        assertThat(seen.get(exact())).isGreaterThan(10);
      }
    } finally {
      isOver.set(true);
      threads.shutdown();
    }
  }

  private static String exact() {
    return ROWS + "|" + (double) LongStream.range(0, ROWS).sum();
  }

  private List<String> readByReport() throws Exception {
    var seen = new ArrayList<String>();
    while (!isOver.get()) {
      var report = LakeReport.of(lake.root());
      assertThat(report.unreadable()).isEmpty();
      seen.add(Long.toString(report.total().rows()));
    }
    return seen;
  }

  /** Knows nothing of us: a pattern of names, and all files it fits. */
  private List<String> readByDuck() throws Exception {
    var seen = new ArrayList<String>();
    while (!isOver.get()) {
      try (var duck = new Duck()) {
        seen.add(
            duck.one("select count(*), sum(result) from " + Duck.table(folder, "observations")));
      } catch (SQLException e) {
        // Names what stands in the way, or a file that was there when it looked.
        assertThat(e.getMessage())
            .containsAnyOf(DaySwap.FILE, "No such file", "part-", "compacted-");
        seen.add("failed");
      }
    }
    return seen;
  }
}
