package citybrain.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.city.StuckSensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Settings were chosen on synthetic cities; nothing was tuned on these links. */
class StuckSensorOnAarhusTest {

  @Test
  void findsMostStuckSensorsAndHardlyAnythingElse() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no roads of Aarhus");
    var city = new AarhusIncidents(Path.of(data), Instant.parse("2014-08-10T22:00:00Z"));

    var score = city.scoreStuck(new StuckSensor(StuckSensor.Settings.usual()));
    System.out.println("StuckSensor, Aarhus, two weeks learned: " + score);

    assertThat(score.found()).isGreaterThanOrEqualTo(8);
    assertThat(score.falseAlerts()).isLessThanOrEqualTo(3);
  }
}
