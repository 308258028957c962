package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static citybrain.jobs.runtime.Story.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoadCongestionRuleTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @Test
  void aCrashOnOneLinkIsToldOnceOpenedAndOnceClosed() throws Exception {
    var speeds =
        new Story()
            .series("calm", ObservedProperty.TRAFFIC_SPEED, "", FIVE_MINUTES, 0, 48, h -> 60)
            .series(
                "crash",
                ObservedProperty.TRAFFIC_SPEED,
                "",
                FIVE_MINUTES,
                0,
                48,
                h -> h >= 36 && h < 37 ? 12 : 50 + noise(h))
            .inOrder();

    var run = JobRun.rule("transport.road-congestion", speeds);

    assertThat(run.story())
        .containsExactly(
            "OPEN crash " + hour(36).plusSeconds(300), "CLOSED crash " + hour(37).plusSeconds(600));
    var opened = run.alerts().get(0);
    assertThat(opened.rule()).isEqualTo("transport.road-congestion");
    assertThat(opened.id()).isEqualTo(run.alerts().get(1).id());
    assertThat(run.headers("citybrain.alerts", "ce_type"))
        .containsExactly("citybrain.alert.opened", "citybrain.alert.closed");
  }
}
