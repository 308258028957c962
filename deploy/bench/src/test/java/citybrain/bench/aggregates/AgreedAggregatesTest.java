package citybrain.bench.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside {@link AggregatesBenchTest}, so that both run at once. */
class AgreedAggregatesTest {

  @Test
  void endsWellWhenNobodyErrs(@TempDir Path folder) throws Exception {
    var said =
        AggregatesBenchTest.command(
            folder,
            0,
            "--sets=demo",
            "--contenders=hand,citybrain",
            "--observations=20000",
            "--rounds=1",
            "--warm-ups=0");

    assertThat(said).contains("demo, round 1, citybrain:").doesNotContain("WRONG");
  }
}
