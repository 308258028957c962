package citybrain.jobs.runtime;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.kafka.Outgoing;
import citybrain.jobs.rules.RulesJob;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Stamp;
import citybrain.wire.Aside;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule goes on over records that it cannot take, and says which. */
class SetAsideTest {

  private static final String WATER = "citybrain.observations.water";

  private static Outgoing record(byte[] value) {
    return new Outgoing(
        WATER, "town/inlet".getBytes(StandardCharsets.UTF_8), value, 5, Outgoing.NO_HEADERS);
  }

  private static byte[] observation(String city, String feature) {
    return new BlockWriter()
        .encode(
            new Observation(
                city,
                "inlet",
                feature,
                ObservedProperty.WATER_FLOW,
                hour(4),
                hour(4),
                6,
                null,
                "",
                "",
                Quality.GOOD),
            Stamp.NONE);
  }

  private static JobRun run(List<Outgoing> records) throws Exception {
    return JobRun.of(
        new RulesJob()::wire, JobRun.town(), JobRun.config("--rules=water.night-leak"), records);
  }

  /** Seventeen nights, the last two high. */
  private static List<Observation> nights() {
    return new Story()
        .series(
            "inlet",
            ObservedProperty.WATER_FLOW,
            "dma/A",
            Duration.ofMinutes(10),
            0,
            17 * 24 + 5,
            h -> (h > 15 * 24 ? 8 : 6) + 0.1 * noise(Math.floor(h / 24)))
        .inOrder();
  }

  @Test
  void recordsThatCannotBeTakenAreSetAsideAndTheRuleGoesOn() throws Exception {
    var nights = nights();
    var records = new ArrayList<Outgoing>();
    records.add(record("JOB x".getBytes(StandardCharsets.UTF_8)));
    records.add(record(new byte[100_000]));
    records.add(record(observation("atlantis", "x")));
    records.add(record(observation("town", "x".repeat(1_200_000))));
    records.addAll(JobRun.stamped(nights));
    records.add(record(new byte[0]));

    var run = run(records);

    assertThat(run.alerts()).hasSize(1);
    assertThat(run.headers(Topics.REJECTED, "reason"))
        .containsExactlyInAnyOrder(
            "malformed", "malformed", "malformed", "unknown-city", "text-too-long");
    assertThat(run.headers(Topics.REJECTED, "topic")).hasSize(5).containsOnly(WATER);
    assertThat(run.headers(Topics.REJECTED, "job")).containsOnly("test");
    assertThat(run.headers(Topics.REJECTED, "detail"))
        .noneMatch(detail -> detail.contains("JOB") || detail.contains("atlantis"));
    assertThat(run.records(Topics.REJECTED))
        .allSatisfy(
            copy -> {
              assertThat(copy.value().length).isLessThanOrEqualTo(Aside.KEPT);
              assertThat(new String(copy.key(), StandardCharsets.UTF_8))
                  .isEqualTo("unknown/unknown");
            });
    assertThat(new String(run.records(Topics.REJECTED).get(0).value(), StandardCharsets.UTF_8))
        .isEqualTo("JOB x");
  }

  @Test
  void aJobWithoutSuchRecordsSetsNothingAside() throws Exception {
    var run = run(List.of(record(observation("town", "x"))));

    assertThat(run.records(Topics.REJECTED)).isEmpty();
  }
}
