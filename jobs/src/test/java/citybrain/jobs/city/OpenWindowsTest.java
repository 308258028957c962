package citybrain.jobs.city;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a window is published, revised and forgotten. */
class OpenWindowsTest {

  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private final OpenWindows windows =
      new OpenWindows(
          "demo",
          ObservedProperty.WATER_FLOW,
          Duration.ofMinutes(1).toMillis(),
          Duration.ofHours(1).toMillis());
  private final List<Aggregate> out = new ArrayList<>();

  private static Aggregate minute(int minute, double value) {
    var start = EIGHT.plus(Duration.ofMinutes(minute));
    return new Aggregate(
        "demo",
        "dma",
        "d1",
        ObservedProperty.WATER_FLOW,
        start,
        start.plusSeconds(60),
        0,
        1,
        value,
        value,
        value,
        null);
  }

  private void advance(int minute) {
    windows.advance(EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli(), out::add);
  }

  @Test
  void aWindowIsPublishedOnceAfterItsEndAndTheDelay() {
    assertThat(windows.add(minute(0, 3))).isTrue();
    assertThat(windows.add(minute(0, 5))).isTrue();
    advance(1);
    assertThat(out).isEmpty();
    advance(2);
    assertThat(out).hasSize(1);
    assertThat(out.get(0).count()).isEqualTo(2);
    assertThat(out.get(0).mean()).isEqualTo(4);
    assertThat(out.get(0).revision()).isZero();
    advance(10);
    assertThat(out).hasSize(1);
  }

  @Test
  void aQuarterIsMadeOfItsMinutes() {
    for (int m = 0; m < 15; m++) {
      windows.add(minute(m, m));
    }
    advance(16);
    var quarter =
        out.stream()
            .filter(a -> a.windowEnd().equals(EIGHT.plusSeconds(900)) && a.count() == 15)
            .toList();
    assertThat(quarter).hasSize(1);
    assertThat(quarter.get(0).sum()).isEqualTo(105);
    assertThat(quarter.get(0).min()).isZero();
    assertThat(quarter.get(0).max()).isEqualTo(14);
    assertThat(out).hasSize(16);
  }

  @Test
  void lateDataRevisesUntilTheRetentionIsOver() {
    windows.add(minute(0, 3));
    advance(20);
    out.clear();
    assertThat(windows.add(minute(0, 9))).isTrue();
    advance(21);
    assertThat(out).hasSize(2).allMatch(a -> a.revision() == 1 && a.count() == 2 && a.sum() == 12);
    out.clear();
    advance(15 + 60);
    assertThat(windows.add(minute(0, 1))).isFalse();
    assertThat(windows.isEmpty()).isTrue();
    assertThat(out).isEmpty();
  }

  @Test
  void silencePublishesWhatIsThereAndLaterDataRevisesIt() {
    windows.add(minute(0, 3));
    windows.publishAll(out::add);
    assertThat(out).hasSize(2);
    windows.publishAll(out::add);
    assertThat(out).hasSize(2);
    windows.add(minute(0, 4));
    windows.publishAll(out::add);
    assertThat(out).hasSize(4);
    assertThat(out.get(3).revision()).isEqualTo(1);
  }
}
