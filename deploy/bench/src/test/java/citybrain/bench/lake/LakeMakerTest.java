package citybrain.bench.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.lake.baselines.LakeBaselines;
import citybrain.jobs.lake.report.BaselineMain;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.lake.summary.SummarisedCities;
import citybrain.jobs.lake.summary.SummarySettings;
import citybrain.observation.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeMakerTest {

  private static final String DAY = "lake/observations/city=bench/domain=water/date=2025-03-17";

  @Test
  void theSameSeedMakesTheSameLakeAndTheJobSummarisesIt(@TempDir Path home) throws Exception {
    var plan = new LakeMaker.Plan(LakeMaker.Topic.AIR, 3, 5, 2, 2, 7);
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
    assertThatThrownBy(() -> new LakeMaker.Plan(LakeMaker.Topic.AIR, 0, 5, 1, 1, 1))
        .isInstanceOf(SettingException.class);
    assertThatThrownBy(() -> new LakeMaker.Plan(LakeMaker.Topic.AIR, 1, 1_441, 1, 1, 1))
        .hasMessageContaining("'minutes' must be 1 to 1440");
  }

  /** Four series a station, each of a value an hour, in files of three hours. */
  @Test
  void hourlyMetersAreWhatBaselinesAreLearnedOf(@TempDir Path home) throws Exception {
    var plan = new LakeMaker.Plan(LakeMaker.Topic.WATER, 3, 60, 15, 8, 7);
    assertThat(new LakeMaker(plan, home).write()).isEqualTo(3 * 4 * 24 * 15);
    try (var files = Files.list(home.resolve(DAY))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(8);
    }

    var out = System.out;
    try {
      BaselineMain.main(
          new String[] {
            "--lake=" + home.resolve("lake"),
            "--city=" + home.resolve("bench.yaml"),
            "--data=" + home
          });
    } finally {
      System.setOut(out); // which the program claims for itself
    }

    var versions = LakeBaselines.versions(home.resolve("lake").toString(), LakeMaker.CITY);
    assertThat(versions).hasSize(1);
    var learned = LakeBaselines.read(versions.get(0), Vocabulary.BUILT_IN);
    assertThat(learned).hasSize(3 * 4);
    // Eleven working days and four of weekends, and half hours in which no meter tells.
    assertThat(learned.get(0).slots()).hasSize(2 * 24);
  }
}
