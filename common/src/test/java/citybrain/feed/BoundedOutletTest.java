package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedOutletTest {

  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private final Collected collected = new Collected();
  private final BoundedOutlet door =
      new BoundedOutlet(collected, new RawMessage("c", "f", "s", 1, NOON, 1, new byte[0]));

  private void send(String feature, String zone, String procedure) {
    door.observation(
        new Observation(
            "c",
            "f",
            feature,
            ObservedProperty.TRAFFIC_SPEED,
            NOON,
            NOON,
            1,
            null,
            zone,
            procedure,
            Quality.GOOD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ø", "路", "😀"})
  void aTextMayHaveAKilobyteWhateverItsLetters(String letter) {
    int bytes = letter.getBytes(StandardCharsets.UTF_8).length;
    var longest = letter.repeat(BoundedOutlet.LONGEST_TEXT / bytes);

    send(longest, "", "");
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.rejected).isEmpty();

    send(longest + letter, "", "");
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.rejected)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason()).isEqualTo(Reason.TEXT_TOO_LONG);
              assertThat(one.raw().length).isLessThanOrEqualTo(1100);
              assertThat(one.detail())
                  .startsWith("the feature has ")
                  .doesNotContain(letter + letter);
            });
  }

  @Test
  void everyTextOfAnObservationIsMeasured() {
    var huge = "v".repeat(1_200_000);

    send(huge, "", "");
    send("a", huge, "");
    send("a", "", huge);

    assertThat(collected.observations).isEmpty();
    assertThat(collected.rejected).hasSize(3);
  }
}
