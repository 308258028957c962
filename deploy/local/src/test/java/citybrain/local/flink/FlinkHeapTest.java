package citybrain.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much memory the jobs take of machines of all sizes. */
class FlinkHeapTest {

  private static final long GIBIBYTE = 1L << 30;

  @Test
  void itIsAnEighthOfTheMachineAsFarAsThatHelps() {
    assertThat(FlinkProcess.heapMebibytes(4 * GIBIBYTE)).isEqualTo(1300);
    assertThat(FlinkProcess.heapMebibytes(16 * GIBIBYTE)).isEqualTo(2048);
    assertThat(FlinkProcess.heapMebibytes(1024 * GIBIBYTE)).isEqualTo(2600);
  }
}
