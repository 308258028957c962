package citybrain.jobs.city;

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
  private static final long LOOK = Minutes.TIMES.idle() / 2;

  private OpenWindows windows = new OpenWindows("demo", ObservedProperty.WATER_FLOW, Minutes.TIMES);
  private final List<Aggregate> out = new ArrayList<>();
  private long wallClock;

  private boolean add(String feed, int minute, double value) {
    return add(feed, "d1", minute, value);
  }

  private boolean add(String feed, String zone, int minute, double value) {
    return windows.add(
        windows.feed(feed),
        windows.zone("dma", zone, 0, null),
        Minutes.of(feed, ObservedProperty.WATER_FLOW, zone, minute, value),
        wallClock,
        this::publish);
  }

  private void publish(Window.Zone zone, Aggregate aggregate) {
    assertThat(zone.name).isEqualTo(aggregate.zone());
    out.add(aggregate);
  }

  private void wait(Duration time) {
    long until = wallClock + time.toMillis();
    while (wallClock < until) {
      wallClock += LOOK;
      windows.look(wallClock, this::publish);
    }
  }

  /** What was published of the minute that begins so long after eight. */
  private List<Aggregate> minute(int minute) {
    var start = Minutes.EIGHT.plus(Duration.ofMinutes(minute));
    return out.stream()
        .filter(one -> one.windowStart().equals(start) && one.zone().equals("d1"))
        .filter(one -> one.windowEnd().equals(start.plusSeconds(60)))
        .toList();
  }

  @Test
  void aWindowIsPublishedOnceAfterItsEndAndTheDelay() {
    assertThat(add("f", 0, 3)).isTrue();
    assertThat(add("f", 0, 5)).isTrue();
    add("f", "d2", 1, 0);
    assertThat(out).isEmpty();
    add("f", "d2", 2, 0);
    assertThat(out).hasSize(1);
    assertThat(out.get(0).count()).isEqualTo(2);
    assertThat(out.get(0).mean()).isEqualTo(4);
    assertThat(out.get(0).revision()).isZero();
    add("f", "d2", 10, 0);
    assertThat(minute(0)).hasSize(1);
  }

  @Test
  void aQuarterIsMadeOfItsMinutes() {
    for (int m = 0; m < 15; m++) {
      add("f", m, m);
    }
    add("f", "d2", 16, 0);
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
  void lateDataRevisesUntilTheRetentionIsOver() {
    add("f", 0, 3);
    add("f", "d2", 20, 0);
    out.clear();
    assertThat(add("f", 0, 9)).isTrue();
    add("f", "d2", 21, 0);
    assertThat(out)
        .filteredOn(one -> one.zone().equals("d1"))
        .hasSize(2)
        .allMatch(a -> a.revision() == 1 && a.count() == 2 && a.sum() == 12);
    out.clear();
    add("f", "d2", 15 + 60, 0);
    wait(Duration.ofSeconds(40));
    out.clear();
    assertThat(add("f", 0, 1)).isFalse();
    assertThat(windows.feed("f").missed).isEqualTo(1);
    assertThat(out).isEmpty();
  }

  @Test
  void silencePublishesWhatIsThereAndLaterDataRevisesIt() {
    add("f", 0, 3);
    wait(Duration.ofSeconds(20));
    assertThat(out).hasSize(2);
    wait(Duration.ofSeconds(20));
    assertThat(out).hasSize(2);
    add("f", 0, 4);
    wait(Duration.ofSeconds(20));
    assertThat(out).hasSize(4);
    assertThat(out.get(3).revision()).isEqualTo(1);
  }

  @Test
  void feedsCloseToOneAnotherAreOneRevision() {
    add("slow", 0, 1);
    add("fast", 0, 2);
    for (int m = 1; m <= 5; m++) {
      add("fast", m, 2);
    }
    assertThat(out).isEmpty();
    add("slow", 1, 1);
    add("slow", 2, 1);
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(0).get(0).sum()).isEqualTo(3);
  }

  @Test
  void aFeedThatStopsIsNotWaitedForLong() {
    add("stops", 0, 1);
    for (int m = 0; m <= 30; m++) {
      add("goes", m, 2);
      if (m == 5) {
        assertThat(out).isEmpty();
      }
    }
    // It is further behind than others wait for.
    assertThat(minute(13)).hasSize(1);
    // Its own share is shown when it has been silent.
    assertThat(minute(0)).isEmpty();
    wallClock += LOOK;
    add("goes", 31, 2);
    wait(Duration.ofSeconds(10));
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(0).get(0).sum()).isEqualTo(3);
  }

  @Test
  void aFeedHoursBehindHoldsUpNobodyAndRevises() {
    for (int m = 0; m <= 10; m++) {
      add("behind", m - 600, 1);
      add("ahead", m, 2);
    }
    assertThat(minute(0)).hasSize(1);
    assertThat(minute(-600)).hasSize(1);
    for (int m = -589; m <= 10; m++) {
      add("behind", m, 1);
    }
    assertThat(minute(0)).hasSize(2);
    assertThat(minute(0).get(1).revision()).isEqualTo(1);
    assertThat(minute(0).get(1).sum()).isEqualTo(3);
  }

  @Test
  void windowsAreKeptForAFeedThatIsReadDaysAfterAnother() {
    for (int m = 0; m < 3 * DAY; m += 15) {
      add("ahead", m, 2);
    }
    wait(Duration.ofSeconds(10));
    for (int m = 0; m < 3 * DAY; m += 15) {
      assertThat(add("behind", m, 1)).isTrue();
      if (m % DAY == 0) {
        // It speaks, so it counts, however far behind it is.
        wait(Duration.ofMinutes(5));
      }
    }
    wait(Duration.ofSeconds(20));
    for (int m = 0; m < 3 * DAY; m += 15) {
      var last = minute(m).get(minute(m).size() - 1);
      assertThat(last.sum()).isEqualTo(3);
      assertThat(last.revision()).isEqualTo(minute(m).size() - 1);
    }
  }

  @Test
  void aFeedThatStoppedCountsWhileItIsWithinReachAndThenNotAnyMore() {
    add("stops", 0, 1);
    for (int m = 0; m <= DAY; m += 15) {
      add("goes", m, 2);
    }
    wait(Duration.ofHours(1));
    int held = windows.cells();
    assertThat(held).isGreaterThan(2 * DAY / 15);
    for (int m = DAY; m <= 4 * DAY; m += 15) {
      add("goes", m, 2);
    }
    wait(Duration.ofHours(1));
    assertThat(windows.cells()).isLessThan(held / 10);
    assertThat(add("stops", 1, 1)).isFalse();
    assertThat(add("goes", 4 * DAY, 1)).isTrue();
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
    assertThat(add("f", 15, 1)).isTrue();
  }

  @Test
  void aSparsePropertyIsKeptForAFeedNobodyHasHeardOfYet() {
    windows = new OpenWindows("demo", ObservedProperty.WATER_FLOW, Minutes.ROOMY);
    for (int m = 0; m < 3 * DAY; m += 60) {
      add("ahead", m, 2);
    }
    wait(Duration.ofHours(1));
    assertThat(add("new", 0, 1)).isTrue();
    wait(Duration.ofSeconds(20));
    assertThat(minute(0)).last().satisfies(one -> assertThat(one.sum()).isEqualTo(3));
  }
}
