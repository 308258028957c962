package citybrain.jobs.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a window is published, revised and forgotten, by one feed and by two. */
class OpenWindowsTest {

  private static final int DAY = 24 * 60;

  private OpenWindows windows = of("f");
  private final List<Aggregate> out = new ArrayList<>();

  private static OpenWindows of(String... feeds) {
    return new OpenWindows("demo", ObservedProperty.WATER_FLOW, Minutes.TIMES, List.of(feeds));
  }

  private boolean add(String feed, int minute, double value) {
    return windows.add(
        windows.feed(feed),
        windows.zone("dma", "d1", 0, null),
        Minutes.of(feed, ObservedProperty.WATER_FLOW, "d1", minute, value));
  }

  private void clock(String feed, int minute) {
    windows.tell(Minutes.clock(feed, "water", minute), this::publish);
  }

  private void publish(Window.Zone zone, Aggregate aggregate, boolean again) {
    assertThat(zone.name).isEqualTo(aggregate.zone());
    assertThat(again)
        .isEqualTo(
            out.stream()
                .anyMatch(
                    one ->
                        one.windowStart().equals(aggregate.windowStart())
                            && one.windowEnd().equals(aggregate.windowEnd())));
    out.add(aggregate);
  }

  private void checkpoints(int count) {
    for (int i = 0; i < count; i++) {
      windows.checkpoint(this::publish);
    }
  }

  /** What was published of the minute that begins so long after eight. */
  private List<Aggregate> minute(int minute) {
    var start = Minutes.EIGHT.plus(Duration.ofMinutes(minute));
    return out.stream()
        .filter(one -> one.windowStart().equals(start))
        .filter(one -> one.windowEnd().equals(start.plusSeconds(60)))
        .toList();
  }

  @Test
  void aWindowIsPublishedOnceAfterItsEndAndTheDelay() {
    assertThat(add("f", 0, 3)).isTrue();
    assertThat(add("f", 0, 5)).isTrue();
    clock("f", 1);
    assertThat(out).isEmpty();
    clock("f", 2);
    assertThat(out).hasSize(1);
    assertThat(out.get(0).count()).isEqualTo(2);
    assertThat(out.get(0).mean()).isEqualTo(4);
    assertThat(out.get(0).revision()).as("the readings in it").isEqualTo(2);
    clock("f", 10);
    assertThat(minute(0)).hasSize(1);
  }

  @Test
  void aQuarterIsMadeOfItsMinutes() {
    for (int m = 0; m < 15; m++) {
      add("f", m, m);
    }
    clock("f", 16);
    var quarter =
        out.stream()
            .filter(a -> a.windowEnd().equals(Minutes.EIGHT.plusSeconds(900)) && a.count() == 15)
            .toList();
    assertThat(quarter).hasSize(1);
    assertThat(quarter.get(0).sum()).isEqualTo(105);
    assertThat(quarter.get(0).min()).isZero();
    assertThat(quarter.get(0).max()).isEqualTo(14);
    assertThat(out).hasSize(16);
  }

  @Test
  void lateDataRevisesUntilTheClockHasPassedTheRetention() {
    add("f", 0, 3);
    clock("f", 20);
    out.clear();
    assertThat(add("f", 0, 9)).isTrue();
    windows.publishAll((zone, one, again) -> out.add(one));
    assertThat(out).hasSize(2).allMatch(a -> a.revision() == 2 && a.count() == 2 && a.sum() == 12);
    clock("f", 15 + 59);
    assertThat(windows.cells()).isEqualTo(2);
    clock("f", 15 + 60);
    assertThat(windows.cells()).isZero();
  }

  /** Sums may be shown at any time; the last word is the same. */
  @Test
  void howOftenSumsWereShownDoesNotChangeTheLastRevision() {
    add("f", 0, 3);
    checkpoints(5);
    assertThat(minute(0)).hasSize(1);
    checkpoints(5);
    assertThat(minute(0)).hasSize(1);
    add("f", 0, 4);
    checkpoints(5);
    assertThat(minute(0)).hasSize(2);
    assertThat(minute(0).get(1).revision()).isEqualTo(2);

    windows = of("f");
    out.clear();
    add("f", 0, 4);
    add("f", 0, 3);
    clock("f", 30);
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(0).get(0).revision()).isEqualTo(2);
    assertThat(minute(0).get(0).sum()).isEqualTo(7);
  }

  @Test
  void feedsCloseToOneAnotherAreOneRevision() {
    windows = of("slow", "fast");
    add("slow", 0, 1);
    add("fast", 0, 2);
    clock("slow", 0);
    for (int m = 1; m <= 5; m++) {
      add("fast", m, 2);
      clock("fast", m);
    }
    assertThat(out).isEmpty();
    clock("slow", 2);
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(0).get(0).sum()).isEqualTo(3);
  }

  @Test
  void aFeedThatStopsIsNotWaitedForLong() {
    windows = of("stops", "goes");
    add("stops", 0, 1);
    clock("stops", 0);
    for (int m = 0; m <= 30; m++) {
      add("goes", m, 2);
      clock("goes", m);
      if (m == 5) {
        assertThat(out).isEmpty();
      }
    }
    // It is further behind than others wait for.
    assertThat(minute(14)).hasSize(1);
    // Its own share is shown when nothing more comes of it.
    assertThat(minute(0)).isEmpty();
    checkpoints(5);
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(0).get(0).sum()).isEqualTo(3);
  }

  @Test
  void aFeedHoursBehindHoldsUpNobodyAndRevises() {
    windows = of("behind", "ahead");
    for (int m = 0; m <= 10; m++) {
      add("behind", m - 600, 1);
      clock("behind", m - 600);
      add("ahead", m, 2);
      clock("ahead", m);
    }
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(-600)).hasSize(1);
    for (int m = -589; m <= 10; m++) {
      add("behind", m, 1);
      clock("behind", m);
    }
    assertThat(minute(0)).hasSize(2);
    assertThat(minute(0).get(1).revision()).isEqualTo(2);
    assertThat(minute(0).get(1).sum()).isEqualTo(3);
  }

  /** Whichever is read first, and however long by the wall clock the other is not heard of. */
  @Test
  void windowsAreKeptForAFeedThatIsReadDaysAfterAnother() {
    windows = of("behind", "ahead");
    for (int m = 0; m < 3 * DAY; m += 15) {
      add("ahead", m, 2);
      clock("ahead", m);
    }
    checkpoints(5_000);
    for (int m = 0; m < 3 * DAY; m += 15) {
      assertThat(add("behind", m, 1)).isTrue();
      clock("behind", m);
    }
    windows.publishAll((zone, one, again) -> out.add(one));
    for (int m = 0; m < 3 * DAY; m += 15) {
      var last = minute(m).get(minute(m).size() - 1);
      assertThat(last.sum()).isEqualTo(3);
      assertThat(last.revision()).isEqualTo(2);
    }
    assertThat(windows.cells()).as("both have passed the rest").isLessThan(2 * (60 / 15 + 2) + 2);
  }

  @Test
  void whatIsDerivedIsWaitedForUntilAllWorkersHaveSaidHowFarItIs() {
    add("f", 0, 3);
    long late = Minutes.EIGHT.plus(Duration.ofDays(1)).toEpochMilli();
    windows.tell(new ZoneClock(0L, 1, "demo", "f", "rule", 0, 2, late), this::publish);
    assertThat(windows.cells()).isEqualTo(2);
    windows.tell(new ZoneClock(0L, 1, "demo", "f", "rule", 1, 2, late), this::publish);
    assertThat(windows.cells()).isZero();
    assertThat(minute(0)).hasSize(1);
  }

  @Test
  void whatIsGivenUpForRoomIsPublishedFirst() {
    for (int m = 0; m < 60; m++) {
      add("f", m, 1);
    }
    int held = windows.cells();
    windows.giveUpOldest(this::publish);
    assertThat(windows.cells()).isEqualTo(held - 16);
    assertThat(minute(3)).hasSize(1);
    assertThat(add("f", 3, 1)).isFalse();
    assertThat(windows.feed("f").missed).isEqualTo(1);
    assertThat(add("f", 15, 1)).isTrue();
  }
}
