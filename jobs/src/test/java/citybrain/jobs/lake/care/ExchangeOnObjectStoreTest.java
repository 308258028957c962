package citybrain.jobs.lake.care;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.DaySwap;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.LakeViews;
import citybrain.jobs.lake.ObjectStore;
import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.ObservationRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days are exchanged where nothing can be renamed: a rename is a copy and a deletion. */
class ExchangeOnObjectStoreTest {

  private static final int ROWS = 3_000;
  private static final int FILES = 6;
  private static final int ROUNDS = 6;
  private static final LakeFolder.Wanted ALL =
      new LakeFolder.Wanted(Optional.empty(), Optional.empty());

  private final SampleLake lake = new SampleLake("s3://exchanged/lake");
  private final AtomicBoolean isOver = new AtomicBoolean();

  @Test
  void ourReadersSeeEachRowOnceAndWhatWasBegunIsEnded(@TempDir Path home) throws Exception {
    try (var store = ObjectStore.start(home, "exchanged")) {
      assertThat(store).isNotNull();
      lake.observe(ROWS, FILES);
      assertThat(LakeViews.write(lake.root())).isTrue();
      assertThat(LakeViews.write(lake.root())).as("is there already").isFalse();
      goesBackAndForward();
      readMeanwhile();
      assertThat(sum()).isEqualTo(ROWS * (ROWS - 1) / 2.0);
    }
  }

  /** Of two that were left behind one had written all that comes, the other had not. */
  private void goesBackAndForward() throws IOException {
    var day = lake.day("observations");
    var going = List.of("part-0.parquet", "part-1.parquet");
    var coming = List.of("compacted-x-0.parquet", "compacted-x-1.parquet");
    lake.add(new ObservationRows(), folder(), "compacted-x-0", List.of());
    new DaySwap(going, coming).begin(day);
    assertThat(LakeReport.of(lake.root()).total())
        .extracting(LakeReport.Size::files, LakeReport.Size::rows)
        .containsExactly((long) FILES, (long) ROWS);
    assertThat(DaySwap.repair(day)).isTrue();
    assertThat(names()).containsAll(going).doesNotContainAnyElementsOf(coming);

    lake.add(new ObservationRows(), folder(), "part-8", List.of());
    lake.add(new ObservationRows(), folder(), "compacted-y-0", List.of());
    new DaySwap(List.of("part-8.parquet", "part-9.parquet"), List.of("compacted-y-0.parquet"))
        .begin(day);
    assertThat(DaySwap.repair(day)).isTrue();
    assertThat(names()).contains("compacted-y-0.parquet").doesNotContain("part-8.parquet");
    assertThat(DaySwap.repair(day)).as("is over").isFalse();
  }

  private void readMeanwhile() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    try {
      var seen =
          threads.submit(
              () -> {
                var rows = new ArrayList<Long>();
                while (!isOver.get()) {
                  var report = LakeReport.of(lake.root());
                  assertThat(report.unreadable()).isEmpty();
                  rows.add(report.total().rows());
                }
                return rows;
              });
      for (int round = 0; round < ROUNDS; round++) {
        // Something to do each time: empty files, so that the sums stay.
        lake.add(new ObservationRows(), folder(), "part-" + round + "-again", List.of());
        var told = new ArrayList<Compaction.Outcome>();
        assertThat(
                new Compaction(Duration.ZERO, Duration.ofMillis(20))
                    .run(lake.root(), ALL, told::add))
            .as(told.toString())
            .isTrue();
        assertThat(told).hasSize(1).allSatisfy(one -> assertThat(one.done()).isPresent());
        assertThat(names()).hasSize(1).allMatch(name -> name.startsWith(DayCompaction.PREFIX));
      }
      isOver.set(true);
      assertThat(seen.get()).hasSizeGreaterThan(ROUNDS).containsOnly((long) ROWS);
    } finally {
      isOver.set(true);
      threads.shutdown();
    }
  }

  private static String folder() {
    return "domain=environment/date=2025-03-10";
  }

  private List<String> names() throws IOException {
    return LakeFiles.in(lake.day("observations")).stream()
        .map(file -> file.getPath().getName())
        .toList();
  }

  private double sum() throws IOException {
    double sum = 0;
    for (var file : LakeFiles.in(lake.day("observations"))) {
      try (var rows = FlatRows.open(file.getPath(), List.of("result"))) {
        while (rows.next()) {
          sum += rows.number(0);
        }
      }
    }
    return sum;
  }
}
