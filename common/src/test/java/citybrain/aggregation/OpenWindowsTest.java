package citybrain.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a window is published, revised and forgotten, by one feed and by two. */
class OpenWindowsTest {

  private static final int DAY = 24 * 60;

  private static final Instant EIGHT = Instant.parse("2025-03-10T08:00:00Z");

  private static final WindowTimes TIMES =
      WindowTimes.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofMinutes(15), 4);

  private final ZoneTable zones = new ZoneTable(fingerprint -> 0);
  private final List<Aggregate> out = new ArrayList<>();
  private OpenWindows windows = of("f");

  private OpenWindows of(String... feeds) {
    return of(List.of(WindowSpan.MINUTE, WindowSpan.QUARTER), ZoneOffset.UTC, feeds);
  }

  private OpenWindows of(List<WindowSpan> spans, ZoneId timeZone, String... feeds) {
    return new OpenWindows(
        "demo",
        ObservedProperty.WATER_FLOW,
        TIMES,
        spans,
        timeZone,
        List.of(feeds),
        zones,
        false,
        (of, window) -> assertThat(of.windows()).doesNotContain(window));
  }

  private boolean add(String feed, int minute, double value) {
    return add(feed, "d1", minute, value);
  }

  private boolean add(String feed, String zone, int minute, double value) {
    var clock = windows.feed(feed);
    if (!windows.begin(clock, EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli())) {
      windows.miss(clock, 1);
      return false;
    }
    var sum = new ExactSum();
    sum.add(value);
    int number = zones.number(ZoneName.of("demo", "dma", zone, null));
    windows.add(number, 1, sum.high(), sum.low(), value, value);
    return true;
  }

  private void clock(String feed, int minute) {
    windows.tell(feed, 0, 1, EIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli(), this::publish);
  }

  private void publish(OpenWindows of, FlatWindow window) {
    for (int i = 0; i < window.dirtyCount(); i++) {
      int place = window.dirtyPlace(i);
      var zone = zones.zone(window.zone(place));
      long before =
          out.stream()
              .filter(one -> one.zone().equals(zone))
              .filter(one -> one.windowStart().toEpochMilli() == window.start())
              .filter(one -> one.windowEnd().toEpochMilli() == window.end())
              .mapToLong(Aggregate::count)
              .max()
              .orElse(-1);
      assertThat(window.ofPlace(place).told()).isEqualTo(before);
      out.add(
          new Aggregate(
              of.city(),
              zones.layer(window.zone(place)),
              zone,
              of.property(),
              Instant.ofEpochMilli(window.start()),
              Instant.ofEpochMilli(window.end()),
              (int) window.count(place),
              window.count(place),
              window.sum(place),
              window.min(place),
              window.max(place),
              null));
    }
  }

  private void checkpoints(int count) {
    for (int i = 0; i < count; i++) {
      windows.checkpoint(this::publish);
    }
  }

  /** What was published of the minute that begins so long after eight. */
  private List<Aggregate> minute(int minute) {
    var start = EIGHT.plus(Duration.ofMinutes(minute));
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
            .filter(a -> a.windowEnd().equals(EIGHT.plusSeconds(900)) && a.count() == 15)
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
    int before = out.size();
    assertThat(add("f", 0, 9)).isTrue();
    windows.publishAll(this::publish);
    assertThat(out.subList(before, out.size()))
        .hasSize(2)
        .allMatch(a -> a.revision() == 2 && a.count() == 2 && a.sum() == 12);
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
    windows.publishAll(this::publish);
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
    long late = EIGHT.plus(Duration.ofDays(1)).toEpochMilli();
    windows.tell("f", 0, 2, late, this::publish);
    assertThat(windows.cells()).isEqualTo(2);
    windows.tell("f", 1, 2, late, this::publish);
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
    assertThat(windows.feed("f").takeMissed()).isEqualTo(1);
    assertThat(windows.feed("f").takeMissed()).isZero();
    assertThat(add("f", 15, 1)).isTrue();
  }

  /** The clocks go forward on the last Sunday of March: that day has 23 hours. */
  @Test
  void hoursAndDaysAreThoseOfTheCity() {
    windows = of(List.of(WindowSpan.HOUR, WindowSpan.DAY), ZoneId.of("Europe/Berlin"), "f");
    int begin = (int) Duration.between(EIGHT, Instant.parse("2025-03-29T23:00:00Z")).toMinutes();
    for (int m = 0; m < DAY; m += 30) {
      add("f", begin + m, 1);
    }
    windows.publishAll(this::publish);

    assertThat(out)
        .filteredOn(one -> one.windowStart().equals(Instant.parse("2025-03-29T23:00:00Z")))
        .extracting(one -> one.windowEnd() + " " + one.count())
        .containsExactlyInAnyOrder("2025-03-30T00:00:00Z 2", "2025-03-30T22:00:00Z 46");
    assertThat(out).hasSize(24 + 2);
  }

  @Test
  void anHourBeginsWithTheMinutesOfTheCitysClock() {
    windows = of(List.of(WindowSpan.HOUR), ZoneId.of("Asia/Kathmandu"), "f");
    add("f", 0, 1);
    windows.publishAll(this::publish);

    assertThat(out)
        .extracting(Aggregate::windowStart)
        .containsExactly(Instant.parse("2025-03-10T07:15:00Z"));
  }

  @Test
  void noWindowIsShorterThanTheReadingsAreApart() {
    assertThat(WindowSpan.fitting(Duration.ZERO)).containsExactly(WindowSpan.values());
    assertThat(WindowSpan.fitting(Duration.ofMinutes(1))).containsExactly(WindowSpan.values());
    assertThat(WindowSpan.fitting(Duration.ofMinutes(5)))
        .containsExactly(WindowSpan.QUARTER, WindowSpan.HOUR, WindowSpan.DAY);
    assertThat(WindowSpan.fitting(Duration.ofMinutes(30)))
        .containsExactly(WindowSpan.HOUR, WindowSpan.DAY);
    assertThat(WindowSpan.fitting(Duration.ofDays(30))).containsExactly(WindowSpan.DAY);
  }

  @Test
  void manyZonesAndWindowsAreKeptApart() {
    for (int m = 0; m < 20; m++) {
      for (int zone = 0; zone < 500; zone++) {
        add("f", "z" + zone, m, zone * 1_000.0 + m);
      }
    }
    windows.publishAll(this::publish);

    assertThat(out).hasSize(500 * (20 + 2));
    assertThat(out)
        .filteredOn(one -> one.count() == 1)
        .hasSize(500 * 20)
        .allSatisfy(
            one -> {
              int zone = Integer.parseInt(one.zone().substring(1));
              double m = Duration.between(EIGHT, one.windowStart()).toMinutes();
              assertThat(one.sum()).isEqualTo(zone * 1_000.0 + m);
            });
  }

  /** A zone without open windows may lose its number to another. */
  @Test
  void zonesWithoutWindowsAreForgotten() {
    add("f", "old", 0, 1);
    clock("f", 15 + 60);
    add("f", "open", 70, 1);
    zones.forgetClosed();
    assertThat(zones.count()).isEqualTo(1);
    add("f", "new", 70, 5);
    clock("f", 80);

    assertThat(minute(70))
        .extracting(one -> one.zone() + one.sum())
        .containsExactlyInAnyOrder("open1.0", "new5.0");
  }
}
