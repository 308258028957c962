package citybrain.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.detection.CityCalendar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Settings were chosen on the even half of labels and links; the odd half was only scored. */
class RoadCongestionOnAarhusTest {

  @Test
  void findsMostInjectedIncidentsOfTheHeldOutHalf() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no roads of Aarhus");
    var city = new AarhusIncidents(Path.of(data), Instant.parse("2014-08-10T22:00:00Z"));
    var rule = new RoadCongestion(RoadCongestion.Settings.of(CityCalendar.of("Europe/Copenhagen")));

    var tuning = city.score(rule, 0);
    var heldOut = city.score(rule, 1);
    System.out.println("RoadCongestion, Aarhus, two weeks learned, tuning half: " + tuning);
    System.out.println("RoadCongestion, Aarhus, two weeks learned, held-out half: " + heldOut);

    assertThat(heldOut.found()).isGreaterThanOrEqualTo(21);
    assertThat(heldOut.medianDelay().toMinutes()).isLessThanOrEqualTo(15);
    assertThat(heldOut.falseAlerts() / heldOut.linkDays()).isLessThan(0.16);
  }
}
