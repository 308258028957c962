package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The flat arrays against a plain map of queues. */
class RecentReadingsTest {

  private final Map<Long, ArrayDeque<Long>> plain = new HashMap<>();

  private boolean isRepeated(long series, long reading) {
    var last = plain.computeIfAbsent(series, s -> new ArrayDeque<>());
    if (last.contains(reading)) {
      return true;
    }
    last.addLast(reading);
    if (last.size() > RecentReadings.REMEMBERED) {
      last.removeFirst();
    }
    return false;
  }

  private static RecentReadings restored(RecentReadings before) throws IOException {
    var bytes = new ByteArrayOutputStream();
    before.write(new DataOutputStream(bytes));
    var after = new RecentReadings();
    after.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return after;
  }

  @Test
  void itRemembersWhatAPlainMapWouldAlsoOverASnapshot() throws Exception {
    var random = new Random(7);
    var recent = new RecentReadings();
    int repeated = 0;
    for (int i = 0; i < 200_000; i++) {
      long series = random.nextInt(3_000) * 0x1_0000_0001L + 5;
      long reading = 1L + random.nextInt(40);
      boolean expected = isRepeated(series, reading);
      assertThat(recent.isRepeated(series, reading)).isEqualTo(expected);
      repeated += expected ? 1 : 0;
      if (i % 50_000 == 0) {
        recent = restored(recent);
      }
    }
    assertThat(recent.size()).isEqualTo(plain.size());
    assertThat(repeated).isBetween(10_000, 190_000);
  }

  @Test
  void theSeriesWhoseFingerprintIsZeroIsASeries() {
    var recent = new RecentReadings();
    assertThat(recent.isRepeated(0, 3)).isFalse();
    assertThat(recent.isRepeated(0, 3)).isTrue();
    assertThat(recent.size()).isEqualTo(1);
  }
}
