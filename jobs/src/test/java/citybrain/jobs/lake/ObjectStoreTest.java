package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.SummaryFile;
import citybrain.observation.Stamped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake on an object store: sink, crash, report, reader and the replacing of a summary. */
class ObjectStoreTest {

  private static final int OBSERVATIONS = 3_000;

  /** Dies once in the middle, as a task manager may. */
  private static final class Dies implements MapFunction<Stamped, Stamped> {

    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean DIED = new AtomicBoolean();

    @Override
    public Stamped map(Stamped value) {
      if (value.observation().result() == OBSERVATIONS / 2 && DIED.compareAndSet(false, true)) {
        throw new IllegalStateException("dies once on purpose");
      }
      return value;
    }
  }

  @Test
  void theLakeMayLieOnAnObjectStore(@TempDir Path home) throws Exception {
    try (var store = ObjectStore.start(home, "city-lake")) {
      var lake = "s3://city-lake/lake";
      var environment = Engine.environment(home.resolve("checkpoints"), Duration.ofMillis(200));
      Engine.numbered(
              environment, "observations", Samples::stamped, Stamped.class, OBSERVATIONS, 500)
          .map(new Dies(), Engine.type(Stamped.class))
          .uid("dies-once")
          .sinkTo(LakeSink.of(lake, new ObservationRows(), Samples.ZONES))
          .uid("lake");
      environment.execute("archive");
      assertThat(Dies.DIED).isTrue();
      assertThat(store).isNotNull();
      assertReadable(lake);
      assertReplaced(lake);
    }
  }

  private static void assertReadable(String lake) throws Exception {
    var report = LakeReport.of(lake);
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.total().rows()).isEqualTo(OBSERVATIONS);

    var offsets = new TreeSet<Long>();
    double sum = 0;
    for (var file : LakeFiles.below(new org.apache.flink.core.fs.Path(lake))) {
      try (var rows =
          FlatRows.open(file.getPath(), List.of("result", ObservationRows.RAW_OFFSET))) {
        while (rows.next()) {
          sum += rows.number(0);
          offsets.add(rows.whole(1));
        }
      }
    }
    assertThat(offsets).hasSize(OBSERVATIONS);
    assertThat(sum).isEqualTo(OBSERVATIONS * (OBSERVATIONS - 1) / 2.0);
    assertThat(LakeSweep.orphans(lake, Instant.now())).as("hidden files left behind").isZero();
  }

  /** An object store does not rename over an object: the summary before goes first. */
  private static void assertReplaced(String lake) throws Exception {
    var target = new org.apache.flink.core.fs.Path(lake + "/daily-summary/summary.parquet");
    for (int rows = 1; rows <= 2; rows++) {
      var values = List.of(Samples.stamped(1), Samples.stamped(2)).subList(0, rows);
      SummaryFile.write(target, new ObservationRows(), values);
      assertThat(LakeReport.of(lake).datasets().get("daily-summary"))
          .extracting(LakeReport.Size::files, LakeReport.Size::rows)
          .containsExactly(1L, (long) rows);
    }
  }
}
