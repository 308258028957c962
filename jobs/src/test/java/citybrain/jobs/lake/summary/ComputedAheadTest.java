package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComputedAheadTest {

  private static final int MANY = 10_000;

  @Test
  void eachIsComputedOnceAndTakenInOrder() {
    var times = new AtomicIntegerArray(MANY);
    var all = IntStream.range(0, MANY).boxed().toList();
    var squares =
        ComputedAhead.of(
            all,
            one -> {
              times.incrementAndGet(one);
              return one * one;
            });
    var expected = IntStream.range(0, MANY).map(one -> one * one).boxed().toList();
    assertThat(squares.stream()).isEqualTo(expected);
    assertThat(squares.stream()).as("taken again").isEqualTo(expected);
    assertThat(IntStream.range(0, MANY).map(times::get)).containsOnly(1);
  }

  @Test
  void whatGoesWrongIsToldToWhoTakesIt() {
    var computed =
        ComputedAhead.of(
            List.of(1, 0),
            one -> {
              if (one == 0) {
                throw new IllegalArgumentException("no zero");
              }
              return one;
            });
    assertThatThrownBy(() -> computed.stream().toList())
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("no zero");
  }
}
