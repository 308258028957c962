package citybrain.bench.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeMakerTest {

  @Test
  void theSameSeedMakesTheSameLakeAndTheJobSummarisesIt(@TempDir Path home) throws Exception {
    var plan = new LakeMaker.Plan(3, 2, 2, 7);
    assertThat(new LakeMaker(plan, home.resolve("a")).write()).isEqualTo(3 * 2 * 4 * 288);
    assertThat(new LakeMaker(plan, home.resolve("b")).write()).isEqualTo(3 * 2 * 4 * 288);

    var file = "lake/observations/city=bench/domain=environment/date=2025-03-11/part-1.parquet";
    assertThat(home.resolve("a").resolve(file)).hasSameBinaryContentAs(home.resolve("b/" + file));
    var places = Files.readAllLines(home.resolve("a").resolve(LakeMaker.PLACES));
    assertThat(places).hasSize(1 + 2 * 3).first().isEqualTo("longitude,latitude,layer,zone");
    var made =
        DailySummaryJob.run(
            new SummarySettings(
                home.resolve("a/lake").toString(),
                new SummarisedCities(
                    home.resolve("a/bench.yaml").toString(), home.resolve("a").toString()),
                ""),
            new Configuration());
    assertThat(made.setAside()).isEqualTo(List.of());
    assertThat(made.written()).hasSize(2);
  }

  @Test
  void aLakeWithoutStationsIsNone() {
    assertThatThrownBy(() -> new LakeMaker.Plan(0, 1, 1, 1)).isInstanceOf(SettingException.class);
  }
}
