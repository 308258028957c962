package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NightLeakTest {

  private static final NightLeak RULE = new NightLeak(NightLeak.Settings.usual());

  private static List<Observation> nights(int nights, ToDoubleFunction<Integer> flow) {
    return Readings.series(
        "inlet",
        ObservedProperty.WATER_MINIMUM_NIGHT_FLOW,
        "dma/A",
        Duration.ofDays(1),
        4,
        24.0 * nights,
        h -> flow.applyAsDouble((int) (h / 24)) + 0.1 * noise(h));
  }

  @Test
  void soundNightsAreQuiet() {
    assertThat(Replay.of(RULE, nights(60, night -> 6)).changes()).isEmpty();
  }

  @Test
  void theSecondHighNightOpensAndTheSecondSoundNightCloses() {
    var replay = Replay.of(RULE, nights(30, night -> night >= 15 && night < 20 ? 8 : 6));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(16 * 24 + 4));
    assertThat(replay.opened().get(0).reason())
        .startsWith("leak: minimum night flow 8.")
        .endsWith("2 nights running");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(21 * 24 + 4));
  }

  @Test
  void oneHighNightMayBeAPool() {
    assertThat(Replay.of(RULE, nights(30, night -> night == 15 ? 20 : 6)).changes()).isEmpty();
  }

  @Test
  void aSecondLeakOnTopOfOneThatStaysIsSeen() {
    var replay = Replay.of(RULE, nights(60, night -> night < 15 ? 6 : night < 40 ? 8 : 10));

    assertThat(replay.opened()).hasSize(2);
    assertThat(replay.closed().get(0).reason()).contains("not known to be mended");
  }

  @Property(tries = 50)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var nights = nights(120, night -> noise((double) (night / 4 + seed % 1000)) > 0.3 ? 9 : 6);
    var once = Replay.of(RULE, nights);

    assertThat(Replay.of(RULE, nights).changes()).isEqualTo(once.changes());
  }
}
