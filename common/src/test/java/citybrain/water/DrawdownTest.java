package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * On the network of {@link PipeGraphTest}, by hand: on a tree a leak draws a node down by the
 * metres that both ways from the reservoir have in common.
 */
class DrawdownTest {

  private static final Offset<Double> LITTLE = within(0.1);

  private static double[] at(EpanetNetwork network, String node) {
    return new Drawdown(network, PipeGraph.closed(network).pipes()).at(node);
  }

  private static void assertFalls(double[] falls, double... expected) {
    assertThat(falls).hasSameSizeAs(expected);
    for (int i = 0; i < falls.length; i++) {
      assertThat(falls[i]).as("pipe %d", i).isCloseTo(expected[i], LITTLE);
    }
  }

  @Test
  void aLeakDrawsDownWhatSharesItsWay() {
    var network = EpanetNetwork.read("small.inp", PipeGraphTest.TEXT);

    assertFalls(at(network, "a"), 25, 50, 50, 50, 50, 0);
    assertFalls(at(network, "d"), 25, 100, 250, 500, 150, 0);
    assertFalls(at(network, "e"), 25, 100, 150, 150, 350, 0);
    assertFalls(at(network, "R"), 0, 0, 0, 0, 0, 0);
    assertFalls(at(network, "g"), 0, 0, 0, 0, 0, 50);
  }

  /** From R one way is 100 m and the other 300 m: 75 m in parallel, and half of each at its end. */
  @Test
  void twoWaysShareTheFlow() {
    var ring =
        EpanetNetwork.read(
            "ring.inp",
            """
            [RESERVOIRS]
            R 1
            [JUNCTIONS]
            a
            b
            [PIPES]
            x R a 100 1
            y R b 100 1
            z a b 200 1
            [OPTIONS]
            UNITS LPS
            """);

    assertFalls(at(ring, "a"), 37.5, 12.5, 50);
  }

  @Test
  void anAreaWithoutInletHasAnAnswerAsWell() {
    var lone =
        EpanetNetwork.read(
            "lone.inp",
            """
            [JUNCTIONS]
            a
            b
            c
            [PIPES]
            x a b 100 1
            y b c 100 1
            [OPTIONS]
            UNITS LPS
            """);
    var falls = at(lone, "a");

    assertThat(falls[0] - falls[1]).isPositive();
    assertThat(falls).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
  }
}
