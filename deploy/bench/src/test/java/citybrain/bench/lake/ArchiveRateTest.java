package citybrain.bench.lake;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveRateTest {

  @Test
  void writesTheFirstDayOfTheLakeAndSaysWhatThatTook(@TempDir Path folder) throws Exception {
    var figures = folder.resolve("figures.json");
    var file = folder.resolve("day.parquet");

    ArchiveRate.main(
        new String[] {
          "--stations=3", "--days=1", "--passes=2", "--to=" + file, "--json=" + figures
        });

    var found = new ObjectMapper().readTree(figures.toFile());
    assertThat(found.path("rows").asLong()).isEqualTo(3 * 4 * 288);
    assertThat(found.path("bytes").asLong()).isEqualTo(file.toFile().length());
    assertThat(found.path("cpu_seconds").asDouble()).isPositive();
    assertThat(found.path("seconds").asDouble()).isPositive();
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    assertThat(StoredFooter.of(FlinkInputFile.of(path)).rows()).isEqualTo(3 * 4 * 288);
  }
}
