package citybrain.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Readings that are corrected: windows then say what they would say had they been told right at
 * once, against plain lists of what stands.
 */
class CorrectionsTest {

  private static final long EIGHT = Instant.parse("2025-03-10T08:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final WindowTimes TIMES =
      WindowTimes.of(Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofMinutes(15), 4);

  /** What happens next; a number that is too large for what it chooses from starts again. */
  private record Step(Kind kind, int minute, int zone, int value) {}

  private enum Kind {
    READING,
    /** Of a feed that does not correct. */
    OTHER_READING,
    CORRECTION,
    CLOCK,
    RESTART
  }

  /** A reading that may be corrected, as it stands. */
  private static final class Reading {
    final long time;
    final String zone;
    double value;
    int corrections;

    Reading(long time, String zone, double value) {
      this.time = time;
      this.zone = zone;
      this.value = value;
    }
  }

  private record Place(WindowSpan span, long start, String zone) {}

  private record Shown(long revision, long count, double sum, double min, double max) {}

  private final List<WindowSpan> spans = Arrays.asList(WindowSpan.values());
  private ZoneTable zones = new ZoneTable(zone -> (int) (zone & 7));
  private OpenWindows windows = open();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Reading> others = new ArrayList<>();
  private final Map<Place, Shown> shown = new HashMap<>();
  private long clock = EIGHT;

  private OpenWindows open() {
    return new OpenWindows(
        "demo",
        ObservedProperty.WATER_FLOW,
        TIMES,
        spans,
        ZoneOffset.UTC,
        List.of("f"),
        zones,
        true,
        (of, window) -> {});
  }

  private int zone(String name) {
    return zones.number(ZoneName.of("demo", "dma", name, null));
  }

  private boolean begin(long time) {
    return !WindowSpan.isTooLate(time, clock, TIMES.retention())
        && windows.begin(windows.feed("f"), time / MINUTE * MINUTE);
  }

  private void add(long time, String zone, double value, boolean isCorrectable) {
    if (!begin(time)) {
      return;
    }
    var sum = new ExactSum();
    sum.add(value);
    if (isCorrectable) {
      windows.addOne(zone(zone), value, sum.high(), sum.low());
    } else {
      windows.add(zone(zone), 1, sum.high(), sum.low(), value, value);
    }
    (isCorrectable ? readings : others).add(new Reading(time, zone, value));
  }

  private void correct(Reading reading, double value) {
    if (value == reading.value || !begin(reading.time)) {
      return;
    }
    var sum = new ExactSum();
    sum.add(value);
    sum.subtract(reading.value);
    assertThat(windows.correct(zone(reading.zone), reading.value, value, sum.high(), sum.low()))
        .isTrue();
    reading.value = value;
    reading.corrections++;
  }

  private void publish(OpenWindows of, FlatWindow window) {
    for (int i = 0; i < window.dirtyCount(); i++) {
      int place = window.dirtyPlace(i);
      var now =
          new Shown(
              window.revision(place),
              window.count(place),
              window.sum(place),
              window.min(place),
              window.max(place));
      var before =
          shown.put(new Place(window.span(), window.start(), zones.zone(window.zone(place))), now);
      assertThat(before == null || before.revision < now.revision)
          .as("a revision says something new")
          .isTrue();
    }
  }

  /** All that a snapshot keeps goes into new windows. */
  private void restart() {
    var old = windows;
    var oldZones = zones;
    zones = new ZoneTable(zone -> (int) (zone & 7));
    windows = open();
    windows.restoreClock("f", clock);
    for (var window : old.windows()) {
      for (int place = 0; place < window.size(); place++) {
        windows.restore(
            window.span(),
            window.start(),
            zone(oldZones.zone(window.zone(place))),
            window.count(place),
            window.high(place),
            window.low(place),
            window.min(place),
            window.max(place),
            window.told(place),
            window.values(place));
      }
    }
    assertThat(windows.cells()).isEqualTo(old.cells());
  }

  private void run(List<Step> steps) {
    for (var step : steps) {
      var zone = "z" + step.zone;
      long time = clock + (step.minute - 40) * MINUTE;
      switch (step.kind) {
        case READING -> add(time, zone, step.value / 4.0, true);
        case OTHER_READING -> add(time, zone, step.value / 4.0, false);
        case CORRECTION -> {
          if (!readings.isEmpty()) {
            int which = Math.max(0, readings.size() - 1 - step.minute % 10);
            correct(readings.get(which), step.value / 4.0);
          }
        }
        case CLOCK -> {
          clock += step.minute * MINUTE / 8;
          windows.tell("f", 0, 1, clock, this::publish);
        }
        case RESTART -> restart();
      }
    }
    windows.publishAll(this::publish);
  }

  private Map<Place, Shown> expected() {
    var places = new HashSet<Place>();
    var all = new ArrayList<>(readings);
    all.addAll(others);
    for (var one : all) {
      spans.forEach(
          span -> places.add(new Place(span, span.startOf(one.time, ZoneOffset.UTC), one.zone)));
    }
    var expected = new HashMap<Place, Shown>();
    for (var place : places) {
      long end = place.span.endOf(place.start, ZoneOffset.UTC);
      var in =
          all.stream()
              .filter(one -> one.zone.equals(place.zone))
              .filter(one -> one.time >= place.start && one.time < end)
              .toList();
      var values = in.stream().mapToDouble(one -> one.value).summaryStatistics();
      int corrections = in.stream().mapToInt(one -> one.corrections).sum();
      expected.put(
          place,
          new Shown(
              in.size() + corrections,
              in.size(),
              values.getSum(),
              values.getMin(),
              values.getMax()));
    }
    return expected;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(
                Kind.READING,
                Kind.READING,
                Kind.READING,
                Kind.OTHER_READING,
                Kind.CORRECTION,
                Kind.CORRECTION,
                Kind.CLOCK,
                Kind.RESTART),
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(-12, 12))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  @Property(tries = 400)
  void windowsSayWhatStands(@ForAll("steps") List<Step> steps) {
    // All tries of a property are of one instance.
    var fresh = new CorrectionsTest();
    fresh.run(steps);

    assertThat(fresh.shown).isEqualTo(fresh.expected());
  }

  @Test
  void theLeastValueIsTakenBackAndTheNextOneIsLeast() {
    add(EIGHT, "z", 3, true);
    add(EIGHT + MINUTE, "z", 1, true);
    add(EIGHT + 20 * MINUTE, "z", 2, true);
    correct(readings.get(1), 9);
    windows.publishAll(this::publish);

    assertThat(shown.get(new Place(WindowSpan.HOUR, EIGHT, "z")))
        .isEqualTo(new Shown(4, 3, 14, 2, 9));
    assertThat(shown.get(new Place(WindowSpan.MINUTE, EIGHT + MINUTE, "z")))
        .isEqualTo(new Shown(2, 1, 9, 9, 9));
  }

  @Test
  void aCorrectionOfWhatIsNotThereChangesNothing() {
    add(EIGHT, "z", 3, true);
    assertThat(begin(EIGHT)).isTrue();

    assertThat(windows.correct(zone("z"), 4, 5, 0, 1)).isFalse();
    assertThat(windows.correct(zone("other"), 3, 5, 0, 1)).isFalse();

    windows.publishAll(this::publish);
    assertThat(shown).isEqualTo(expected());
  }

  @Test
  void listedValuesTakeRoom() {
    for (int i = 0; i < 1_600; i++) {
      add(EIGHT, "z", i, true);
    }
    assertThat(windows.cells()).isEqualTo(spans.size() + 100);
  }
}
