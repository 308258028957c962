package citybrain.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BaselinesCommandTest {

  @Test
  void aCityThatLivesHasTheTimeStillBeforeIt() {
    var now = Instant.parse("2024-03-14T08:10:00Z");
    assertThat(BaselinesCommand.ahead(now, 1)).isEqualTo("2024-03-14T09:00:00Z");
    assertThat(BaselinesCommand.ahead(now.plusSeconds(600), 1)).isEqualTo("2024-03-14T09:00:00Z");
    assertThat(BaselinesCommand.ahead(now, 60)).isEqualTo("2024-03-14T19:00:00Z");
    // What is played more slowly than it was is still a city whose rules look by its own clock.
    assertThat(BaselinesCommand.ahead(now, 0.1)).isEqualTo("2024-03-14T09:00:00Z");
  }
}
