package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * By hand. The reservoir R feeds a, a main leads from a over b and c to d, a branch from b to e;
 * behind a valve at d lie f and g:
 *
 * <pre>
 * R -p0 50- a -p1 100- b -p2 200- c -p3 300- d -valve- f -p5 100- g
 *                      b -p4 400- e
 * </pre>
 */
class PipeGraphTest {

  static final String TEXT =
      """
      [RESERVOIRS]
      R 30
      [JUNCTIONS]
      a
      b
      c
      d
      e
      f
      g
      [PIPES]
      p0 R a 50 100
      p1 a b 100 100
      p2 b c 200 100
      p3 c d 300 100
      p4 b e 400 100
      p5 f g 100 100
      [VALVES]
      v d f 100 PRV 40
      [OPTIONS]
      UNITS LPS
      """;

  private static final double FAR = Double.POSITIVE_INFINITY;

  private final EpanetNetwork network = EpanetNetwork.read("small.inp", TEXT);

  @Test
  void valvesAndReservoirsEndAnArea() {
    var area = PipeGraph.closed(network);

    assertThat(area.fromNode("b")).containsExactly(125, 50, 100, 350, 200, FAR);
    assertThat(area.fromNode("R")).containsExactly(25, FAR, FAR, FAR, FAR, FAR);
    assertThat(area.fromNode("g")).containsExactly(FAR, FAR, FAR, FAR, FAR, 50);
    assertThat(area.fromLink(1)).containsExactly(75, 0, 150, 400, 250, FAR);
    assertThat(area.has("b")).isTrue();
    assertThat(area.has("p1")).isFalse();
  }

  @Test
  void whoWalksGoesThroughEverything() {
    var walk = PipeGraph.open(network);

    assertThat(walk.fromNode("b")).containsExactly(125, 50, 100, 350, 200, 550);
    assertThat(walk.fromNode("R")).containsExactly(25, 100, 250, 500, 350, 700);
    assertThat(walk.fromLink(5)).containsExactly(675, 600, 450, 200, 750, 0);
  }

  @Test
  void theWayAroundALoopIsTheShorterOne() {
    var ring =
        EpanetNetwork.read(
            "ring.inp",
            """
            [JUNCTIONS]
            a
            b
            c
            [PIPES]
            x a b 100 1
            y b c 100 1
            z a c 900 1
            [OPTIONS]
            UNITS LPS
            """);

    assertThat(PipeGraph.closed(ring).fromNode("a")).containsExactly(50, 150, 450);
    assertThat(PipeGraph.closed(ring).fromLink(1)).containsExactly(100, 0, 500);
  }
}
