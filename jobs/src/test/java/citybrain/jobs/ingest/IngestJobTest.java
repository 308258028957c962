package citybrain.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.TallySchema;
import citybrain.observation.Observation;
import citybrain.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestJobTest {

  private static final Instant ARRIVAL = Instant.parse("2024-01-01T09:00:00Z");
  private static final String TOTALS = "transformer_id,ts_local,kwh\n";

  /** A raw message as a player sends it. */
  private static Outgoing raw(String feed, int records, String body, String... more) {
    var headers =
        new ArrayList<>(
            List.of(
                "city",
                "town",
                "feed",
                feed,
                "source",
                "made.csv",
                "line",
                "2",
                "records",
                Integer.toString(records)));
    headers.addAll(List.of(more));
    return new Outgoing(
        Topics.RAW,
        ("town/" + feed).getBytes(StandardCharsets.UTF_8),
        body.getBytes(StandardCharsets.UTF_8),
        ARRIVAL.toEpochMilli(),
        headers.toArray(String[]::new));
  }

  private static JobRun run(Outgoing... messages) throws Exception {
    return JobRun.of(new IngestJob()::wire, List.of(messages));
  }

  @Test
  void aMessageBecomesObservationsAndATally() throws Exception {
    var run =
        run(
            raw(
                "transformers",
                2,
                TOTALS + "T1,2024-01-01 08:00:00,1.5\nT1,2024-01-01 08:30:00,2.5\n"));

    assertThat(run.observations())
        .extracting(one -> one.feature() + " " + one.zone() + " " + one.result())
        .containsExactly("T1 transformer/T1 1.5", "T1 transformer/T1 2.5");
    assertThat(run.records(Topics.REJECTED)).isEmpty();
    assertThat(run.tallies()).singleElement().satisfies(TallySchema::check);
    var tally = run.tallies().get(0);
    assertThat(tally.get("records").asInt()).isEqualTo(2);
    assertThat(tally.get("observations").asInt()).isEqualTo(2);
    assertThat(tally.get("from").asLong())
        .isEqualTo(Instant.parse("2024-01-01T08:00:00Z").toEpochMilli());
  }

  private static void assertRefused(JobRun run, String reason) {
    assertThat(run.headers(Topics.REJECTED, "reason")).containsExactly(reason);
    var sum = run.tallies().stream().mapToInt(tally -> tally.get("rejected").asInt()).sum();
    assertThat(sum).isEqualTo(1);
    assertThat(run.tallies()).allSatisfy(TallySchema::check);
  }

  @Test
  void aZoneThatTheCityDoesNotHaveIsRefused() throws Exception {
    var run = run(raw("transformers", 1, TOTALS + "T99,2024-01-01 08:00:00,1.5\n"));

    assertRefused(run, "unknown-zone");
    assertThat(run.observations()).isEmpty();
    assertThat(run.headers(Topics.REJECTED, "detail"))
        .containsExactly("zone 'transformer/T99' is in no layer");
  }

  @Test
  void whatComesTwiceCountsOnce() throws Exception {
    var line = "T1,2024-01-01 08:00:00,1.5\n";
    var run = run(raw("transformers", 2, TOTALS + line + line));

    assertRefused(run, "duplicate");
    assertThat(run.observations()).hasSize(1);
  }

  @Test
  void theSameLineInALaterMessageIsADuplicateAsWell() throws Exception {
    var message = raw("transformers", 1, TOTALS + "T1,2024-01-01 08:00:00,1.5\n");

    assertRefused(run(message, message), "duplicate");
  }

  @Test
  void aBadNumberIsKeptWithItsPlace() throws Exception {
    var run = run(raw("transformers", 1, TOTALS + "T1,2024-01-01 08:00:00,much\n"));

    assertRefused(run, "not-a-number");
    assertThat(run.headers(Topics.REJECTED, "field")).containsExactly("kwh");
    assertThat(run.headers(Topics.REJECTED, "line")).containsExactly("2");
  }

  @Test
  void aFeedThatNoCityFileNamesIsCountedUnderNoName() throws Exception {
    var run = run(raw("gossip", 1, "anything"));

    assertRefused(run, "unknown-feed");
    assertThat(run.tallies().get(0).get("feed").asText()).isEqualTo("unknown");
    assertThat(run.headers(Topics.REJECTED, "feed")).containsExactly("gossip");
  }

  @Test
  void whatItsSenderHadToCutIsNotRead() throws Exception {
    var line = TOTALS + "T1,2024-01-01 08:00:00,1.5\n";

    assertRefused(run(raw("transformers", 1, line, "oversize", "true")), "record-too-large");
  }

  @Test
  void recordsThatGotLostOnTheWayAreSaid() throws Exception {
    var run = run(raw("transformers", 3, TOTALS + "T1,2024-01-01 08:00:00,1.5\n"));

    assertRefused(run, "count-mismatch");
    assertThat(run.observations()).hasSize(1);
    assertThat(run.headers(Topics.REJECTED, "detail"))
        .containsExactly("3 records were sent and 1 found");
  }

  /** Many lanes, so that it is decoded by one worker and judged by others. */
  private static Cities metersBy(Path folder, String variable) throws IOException {
    var file = folder.resolve("town.yaml");
    var town = Files.readString(Path.of("src/test/resources/citybrain/jobs/town/town.yaml"));
    var key = "    pseudonyms: {key: \"${%s}\", rotate: PT24H}\n".formatted(variable);
    Files.writeString(file, town + "    lanes: 3\n" + key);
    return Cities.of(file.toString(), "src/test/resources/citybrain/jobs/town");
  }

  @Test
  void whatACityAsksToBeNamedOtherwiseIsNowhereNamed(@TempDir Path folder) throws Exception {
    // Tests have the environment they are given: whatever is long enough there will do as a key.
    var variable =
        System.getenv().entrySet().stream()
            .filter(one -> one.getKey().matches("[A-Z_]+"))
            .filter(one -> one.getValue().strip().length() >= 32)
            .findFirst()
            .orElseThrow()
            .getKey();
    var body =
        """
        meter_id,ts_local,kwh
        MRS-CANARY,2024-01-01 07:00:00,0.5
        MRS-CANARY,2024-01-01 08:00:00,0.6
        MR-WREN,2024-01-01 08:00:00,0.7
        MRS-CANARY,2023-12-31 23:00:00,0.4
        MR-WREN,MR-WREN,MR-WREN
        MR-WREN
        """;
    var messages = List.of(raw("meters", 6, body), raw("meters", 6, body));
    var run =
        JobRun.of(new IngestJob()::wire, metersBy(folder, variable), JobRun.config(), messages);

    assertThat(run.observations())
        .extracting(one -> one.feature().substring(0, 14))
        .containsExactlyInAnyOrder(
            "p-20240102T00-", "p-20240102T00-", "p-20240102T00-", "p-20240101T00-");
    // Two of one day, and one of them the day before.
    assertThat(run.observations().stream().map(Observation::feature).distinct()).hasSize(3);
    assertThat(run.headers(Topics.REJECTED, "reason"))
        .contains("duplicate", "before-overlap", "unreadable-time", "wrong-column-count")
        .hasSize(8);
    for (var one : run.records(Topics.REJECTED)) {
      assertThat(String.join(" ", one.headers()) + text(one.value()) + text(one.key()))
          .doesNotContain("CANARY", "WREN");
    }
    assertThat(run.tallies().toString()).doesNotContain("CANARY", "WREN");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aKeyThatIsNotThereIsSaidBeforeAnythingRuns(@TempDir Path folder) throws Exception {
    var cities = metersBy(folder, "NO_SUCH_KEY_OF_A_TOWN");

    assertThatThrownBy(() -> JobRun.of(new IngestJob()::wire, cities, JobRun.config(), List.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageMatching(
            ".*town.yaml:\\d+: feeds.meters.pseudonyms.key: the environment variable"
                + " 'NO_SUCH_KEY_OF_A_TOWN' is not set; expected a secret of 32 bytes or more.*");
  }

  @Test
  void headersThatAreMissingOrBrokenStopNothing() throws Exception {
    var bare =
        new Outgoing(Topics.RAW, new byte[0], new byte[0], 0, new String[] {"records", "many"});

    assertRefused(run(bare), "unknown-feed");
  }
}
