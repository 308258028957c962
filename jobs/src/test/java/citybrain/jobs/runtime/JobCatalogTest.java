package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.ingest.IngestJob;
import citybrain.jobs.lake.DailySummaryJob;
import org.junit.jupiter.api.Test;

class JobCatalogTest {

  @Test
  void everyStreamingJobIsFoundUnderItsName() {
    var jobs = JobCatalog.streamingJobs();

    assertThat(jobs).containsKeys("ingest", "archive", "city-aggregates", "water-night-leak");
    assertThat(jobs).doesNotContainValue(DailySummaryJob.class);
    assertThat(jobs)
        .allSatisfy(
            (name, type) ->
                assertThat(type.getAnnotation(StreamingJob.class).value()).isEqualTo(name));
  }

  /** Package {@code water}, class {@code NightLeakJob}: the name is {@code water-night-leak}. */
  @Test
  void theNameOfADomainsJobIsThatOfItsClass() {
    JobCatalog.streamingJobs()
        .forEach(
            (name, type) -> {
              var domain = type.getPackageName().replaceAll(".*\\.", "");
              var words =
                  type.getSimpleName()
                      .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                      .toLowerCase(java.util.Locale.ROOT);
              assertThat(domain + "-" + words).endsWith(name + "-job");
            });
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
            "setting 'bootstap' is not known: expected one of bootstrap, cities")
        .hasMessageEndingWith("did you mean 'bootstrap'?");
    assertThatThrownBy(() -> JobCatalog.main(ingest, "--cities=atlantis"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("there is no city 'atlantis'");
  }
}
