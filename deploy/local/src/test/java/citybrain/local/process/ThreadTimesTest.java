package citybrain.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

  @Test
  void toldOfThisProcess() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "only Linux tells");
    var before = ThreadTimes.of(ProcessHandle.current().pid()).orElseThrow();
    double busy = burn();
    var spent = ThreadTimes.of(ProcessHandle.current().pid()).orElseThrow().since(before);

    assertThat(busy).isNotZero();
    assertThat(before.compilers()).isPositive();
    assertThat(spent.work()).isPositive();
    assertThat(before.all())
        .isCloseTo(
            ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
            within(5.0));
    assertThat(before.compilers() + before.collector()).isLessThan(before.all());
  }

  private static double burn() {
    double sum = 0;
    for (int i = 1; i < 100_000_000; i++) {
      sum += Math.sqrt(i);
    }
    return sum;
  }

  @Test
  void aProcessThatIsNotThereHasNone() {
    assertThat(ThreadTimes.of(Long.MAX_VALUE)).isEmpty();
  }
}
