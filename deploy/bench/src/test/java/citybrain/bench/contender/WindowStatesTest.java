package citybrain.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowStatesTest {

  private static final WindowStates.Window WINDOW =
      new WindowStates.Window(
          "town", "district", "a", ObservedProperty.PM2_5, true, 60_000, 60_000);
  private static final WindowStates.State STATE = new WindowStates.State(3, 1e6, -1, 2);

  private static WindowStates of(WindowStates.State state) {
    return new WindowStates(1, Map.of(WINDOW, state));
  }

  @Test
  void sumsMayDifferInTheirLastDigitsAndNothingElseMay() {
    assertThat(of(new WindowStates.State(3, 1e6 + 1e-4, -1, 2)).differences(Map.of(WINDOW, STATE)))
        .isEmpty();
    assertThat(of(new WindowStates.State(3, 1e6 + 1e-2, -1, 2)).differences(Map.of(WINDOW, STATE)))
        .containsExactly(
            "district/a PM2_5 from 1970-01-01T00:01:00Z, 1 min: 3 values, sum 1000000.01, -1.0 to"
                + " 2.0; the reference has 3 values, sum 1000000.0, -1.0 to 2.0");
    assertThat(of(new WindowStates.State(4, 1e6, -1, 2)).differences(Map.of(WINDOW, STATE)))
        .hasSize(1);
    assertThat(of(new WindowStates.State(3, 1e6, -1.1, 2)).differences(Map.of(WINDOW, STATE)))
        .hasSize(1);
    assertThat(of(new WindowStates.State(3, 1e6, -1, 2.1)).differences(Map.of(WINDOW, STATE)))
        .hasSize(1);
  }

  @Test
  void aSumNearNoughtMayDifferByTheRoundingOfWhatWasAdded() {
    var nought = Map.of(WINDOW, new WindowStates.State(40, 0, -55, 60));

    assertThat(of(new WindowStates.State(40, 1e-12, -55, 60)).differences(nought)).isEmpty();
    assertThat(of(new WindowStates.State(40, 1e-8, -55, 60)).differences(nought)).hasSize(1);
  }

  @Test
  void whatIsMissingOrTooMuchIsADifference() {
    assertThat(new WindowStates(0, Map.of()).differences(Map.of(WINDOW, STATE)))
        .singleElement()
        .asString()
        .contains(": nothing; the reference has 3");
    assertThat(of(STATE).differences(Map.of())).singleElement().asString().endsWith("nothing");
  }

  @Test
  void theReferenceIsReadAsItWasWritten(@TempDir Path folder) throws Exception {
    var file = folder.resolve("reference.bin");

    of(STATE).write(file);

    assertThat(WindowStates.read(file)).isEqualTo(Map.of(WINDOW, STATE));
    assertThat(of(STATE).observations()).isEqualTo(3);
  }
}
