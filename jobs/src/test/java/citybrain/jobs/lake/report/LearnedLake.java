package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.observation.Observation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** A lake whose batch job has learned what is usual. */
public final class LearnedLake {

  private LearnedLake() {}

  /**
   * Archives readings and learns from all of them.
   *
   * @param cityFile of the city that they are of, in UTC
   * @param appliesFrom from when rules are to know it
   */
  public static void make(Path lake, List<Observation> readings, Path cityFile, String appliesFrom)
      throws Exception {
    LakeFilesByHand.write(lake, readings, "UTC");
    var settings =
        new BaselineSettings(
            lake.toUri().toString(),
            cityFile.toString(),
            cityFile.resolveSibling("").toString(),
            LocalDate.MIN,
            LocalDate.MAX,
            appliesFrom,
            Instant.MIN);
    assertThat(BaselineRun.of(settings, new Configuration()).toString()).doesNotContain("problem");
  }
}
