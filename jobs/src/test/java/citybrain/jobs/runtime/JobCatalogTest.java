package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.ingest.IngestJob;
import citybrain.jobs.lake.summary.DailySummaryJob;
import org.junit.jupiter.api.Test;

class JobCatalogTest {

  @Test
  void everyStreamingJobIsFoundUnderItsName() {
    var jobs = JobCatalog.streamingJobs();

    assertThat(jobs).containsOnlyKeys("ingest", "archive", "city-aggregates", "rules");
    assertThat(jobs).doesNotContainValue(DailySummaryJob.class);
    assertThat(jobs)
        .allSatisfy(
            (name, type) ->
                assertThat(type.getAnnotation(StreamingJob.class).value()).isEqualTo(name));
  }

  @Test
  void helpNamesTheSettingsAndStartsNothing() throws Exception {
    for (var job : JobCatalog.streamingJobs().values()) {
      JobCatalog.main(job, "--help");
    }
  }

  @Test
  void aWrongSettingStopsAJobWithItsOwnMessage() {
    var ingest = IngestJob.class;

    assertThatThrownBy(() -> JobCatalog.main(ingest, "--bootstap=x"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(
            "setting 'bootstap' is not known: expected one of name, bootstrap, cities,")
        .hasMessageEndingWith("did you mean 'bootstrap'?");
    assertThatThrownBy(() -> JobCatalog.main(ingest, "--cities=atlantis"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("there is no city 'atlantis'");
  }
}
