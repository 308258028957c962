package citybrain.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTextTest {

  @Test
  void tellsWhatWasMadeAndWhatWentWrong() {
    var text =
        BaselinesText.of(
            List.of(
                "{\"city\":\"demo\",\"domain\":\"water\",\"series\":3,\"rows\":288,\"from\":\"2024-01-01\","
                    + "\"to\":\"2024-01-14\",\"applies_from\":\"2024-01-14T23:00:00Z\",\"file\":\"lake/b\"}",
                "{\"set_aside\":\"cut.parquet: not whole\"}",
                "noise"));

    assertThat(text.isMade()).isTrue();
    assertThat(text.table()).contains("demo", "water", "288", "2024-01-14T23:00:00Z", "lake/b");
    assertThat(text.problems())
        .containsExactly("set aside: cut.parquet: not whole", "baselines: not understood: noise");
  }

  @Test
  void nothingIsSaidInALine() {
    var text = BaselinesText.of(List.of("{\"problem\":\"the lake has no observations\"}"));

    assertThat(text.isMade()).isFalse();
    assertThat(text.table()).isEmpty();
    assertThat(text.problems()).containsExactly("baselines: the lake has no observations");
  }
}
