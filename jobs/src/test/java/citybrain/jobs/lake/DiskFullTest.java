package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.observation.Stamped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.local.LocalDataOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake without space: nothing half is ever shown, and writing goes on when there is space. */
class DiskFullTest {

  private static final long OBSERVATIONS = 60_000;

  @Test
  void whatCannotBeWrittenIsNeverCalledFinished(@TempDir Path home) throws IOException {
    for (int room : new int[] {0, 1_000, 20_000}) {
      var out = new TinyDisk(home.resolve("part-" + room), room);
      assertThatThrownBy(
              () -> {
                var writer = GeoParquet.of(new ObservationRows()).create(out);
                for (long n = 0; n < 20_000; n++) {
                  writer.addElement(Samples.stamped(n));
                }
                writer.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      out.close();
    }
  }

  @Test
  void writingGoesOnWhenThereIsSpaceAgain(@TempDir Path home) throws Exception {
    var disk = Files.createDirectory(home.resolve("disk"));
    assumeMounted(disk);
    try {
      fillAndGrow(disk, home.resolve("checkpoints"));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void fillAndGrow(Path disk, Path checkpoints) throws Exception {
    var lake = disk.resolve("lake");
    var environment = Engine.environment(checkpoints, Duration.ofMillis(100));
    Engine.numbered(
            environment, "observations", Samples::stamped, Stamped.class, OBSERVATIONS, 4_000)
        .sinkTo(LakeSink.of(lake.toUri().toString(), new ObservationRows(), Samples.ZONES))
        .uid("lake");
    var job = environment.executeAsync("archive");
    Awaitility.await("the disk is full and the job knows")
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isRestarting(job));

    var full = LakeReport.of(lake.toUri().toString());
    assertThat(full.unreadable()).isEmpty();
    assertThat(full.total().rows()).isBetween(1L, OBSERVATIONS - 1);

    run("mount", "-o", "remount,size=64m", disk.toString());
    job.getJobExecutionResult().get(120, TimeUnit.SECONDS);

    var report = LakeReport.of(lake.toUri().toString());
    assertThat(report.unreadable()).isEmpty();
    assertThat(report.total().rows()).isEqualTo(OBSERVATIONS);
    try (var duck = new Duck()) {
      assertThat(
              duck.one(
                  "select count(*), count(distinct result) from "
                      + Duck.table(lake, "observations")))
          .isEqualTo(OBSERVATIONS + "|" + OBSERVATIONS);
    }
    assertOrphansGo(lake, report);
  }

  /** What failed attempts left behind can be swept once the job has gone on. */
  private static void assertOrphansGo(Path lake, LakeReport report) throws IOException {
    assertThat(ArchiveJobTest.names(lake)).anySatisfy(n -> assertThat(n).contains(".inprogress."));
    assertThat(LakeSweep.orphans(lake.toUri().toString(), Instant.EPOCH)).isZero();
    assertThat(LakeSweep.orphans(lake.toUri().toString(), Instant.now().plusSeconds(60)))
        .isPositive();
    assertThat(ArchiveJobTest.names(lake)).allSatisfy(n -> assertThat(n).endsWith(".parquet"));
    assertThat(LakeReport.of(lake.toUri().toString())).isEqualTo(report);
  }

  private static boolean isRestarting(JobClient job) throws Exception {
    return job.getJobStatus().get(10, TimeUnit.SECONDS) == JobStatus.RESTARTING;
  }

  private static void assumeMounted(Path disk) throws Exception {
    boolean mounted;
    try {
      mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0;
    } catch (IOException e) {
      mounted = false;
    }
    if (!mounted) {
      System.err.println("SKIPPED: a really full disk: this user may not mount a small tmpfs");
    }
    assumeTrue(mounted, "SKIPPED: this user may not mount a small tmpfs");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  /** A stream that takes so many bytes and no more. */
  private static final class TinyDisk extends FSDataOutputStream {

    private final FSDataOutputStream out;
    private final long room;

    TinyDisk(Path file, long room) throws IOException {
      this.out = new LocalDataOutputStream(file.toFile());
      this.room = room;
    }

    private void take(int bytes) throws IOException {
      if (out.getPos() + bytes > room) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void write(int value) throws IOException {
      take(1);
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      out.write(bytes, offset, length);
    }

    @Override
    public long getPos() throws IOException {
      return out.getPos();
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void sync() throws IOException {
      out.sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
