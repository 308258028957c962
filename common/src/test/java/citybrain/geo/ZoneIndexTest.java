package citybrain.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneIndexTest {

  private final ZoneLayer layer =
      ZoneLayerTest.layer(
          ZoneLayerTest.polygon("west", "[[[0,0],[5,0],[5,5],[0,5],[0,0]]]"),
          ZoneLayerTest.polygon("east", "[[[5,0],[9,0],[9,5],[5,5],[5,0]]]"));
  private final ZoneIndex index = layer.index();

  @Test
  void aPointOnASharedEdgeBelongsToTheSmallestId() {
    assertThat(index.find(5, 2)).map(Zone::id).contains("east");
    assertThat(index.find(5, 0)).map(Zone::id).contains("east");
    assertThat(index.find(0, 5)).map(Zone::id).contains("west");
    assertThat(index.zone(index.ordinalAt(9, 5)).id()).isEqualTo("east");
  }

  @Test
  void outsideIsOutside() {
    assertThat(index.ordinalAt(9.1, 2)).isEqualTo(-1);
    assertThat(index.ordinalAt(-170, -80)).isEqualTo(-1);
    assertThat(index.ordinalAt(Double.NaN, 2)).isEqualTo(-1);
    assertThat(index.ordinalAt(2, Double.NaN)).isEqualTo(-1);
    assertThat(index.ordinalAt(Double.POSITIVE_INFINITY, 2)).isEqualTo(-1);
    assertThat(index.find(-1, -1)).isEmpty();
  }

  @Test
  void manyThreadsMayRead() {
    var found =
        IntStream.range(0, 20_000)
            .parallel()
            .map(i -> index.ordinalAt((i % 100) / 10.0, (i / 100 % 50) / 10.0))
            .toArray();

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isEqualTo(index.ordinalAt((i % 100) / 10.0, (i / 100 % 50) / 10.0));
    }
  }

  @Test
  void lookingUpMakesNoGarbage() {
    int sum = walk(100_000);
    long before = allocated();
    sum += walk(100_000);
    long garbage = allocated() - before;

    assertThat(sum).isPositive();
    assertThat(garbage).as("bytes for 100,000 look-ups").isLessThan(50_000);
  }

  private int walk(int steps) {
    int sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += index.ordinalAt(4.9 + i * 2e-6, 0.1 + i * 4e-5) + 1;
    }
    return sum;
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
