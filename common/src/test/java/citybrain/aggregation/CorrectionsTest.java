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
  private record Step(Kind kind, int minute, int zone, int value) {

    /** The same values are measured and not. */
    Told told() {
      return new Told(Math.floorDiv(value, 2) / 4.0, Math.floorMod(value, 2) == 0);
    }
  }

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
    Told told;
    int corrections;

    Reading(long time, String zone, Told told) {
      this.time = time;
      this.zone = zone;
      this.told = told;
    }
  }

  private record Place(WindowSpan span, long start, String zone) {}

  private record Shown(
      long revision,
      long count,
      double sum,
      double min,
      double max,
      long estimated,
      double estimatedSum) {}

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

  private static Told measured(double value) {
    return new Told(value, true);
  }

  private int zone(String name) {
    return zones.number(ZoneName.of("demo", "dma", name, null));
  }

  private boolean begin(long time) {
    return !WindowSpan.isTooLate(time, clock, TIMES.retention())
        && windows.begin(windows.feed("f"), time / MINUTE * MINUTE);
  }

  private void add(long time, String zone, Told told, boolean isCorrectable) {
    if (!begin(time)) {
      return;
    }
    var sum = new ExactSum();
    sum.add(told.value());
    if (isCorrectable) {
      windows.addOne(zone(zone), told);
    } else if (told.isMeasured()) {
      windows.add(zone(zone), 1, sum.high(), sum.low(), told.value(), told.value());
    } else {
      windows.addEstimated(zone(zone), 1, sum.high(), sum.low());
    }
    (isCorrectable ? readings : others).add(new Reading(time, zone, told));
  }

  private void correct(Reading reading, Told told) {
    if (told.equals(reading.told) || !begin(reading.time)) {
      return;
    }
    assertThat(windows.correct(zone(reading.zone), reading.told, told)).isTrue();
    reading.told = told;
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
              extreme(window.min(place)),
              extreme(window.max(place)),
              window.estimated(place),
              window.estimatedSum(place));
      var before =
          shown.put(new Place(window.span(), window.start(), zones.zone(window.zone(place))), now);
      assertThat(before == null || before.revision < now.revision)
          .as("a revision says something new")
          .isTrue();
    }
  }

  /** Where nothing was measured there is none. */
  private static double extreme(double value) {
    return Double.isInfinite(value) ? Double.NaN : value;
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
            window.ofPlace(place));
      }
    }
    assertThat(windows.cells()).isEqualTo(old.cells());
  }

  private void run(List<Step> steps) {
    for (var step : steps) {
      var zone = "z" + step.zone;
      long time = clock + (step.minute - 40) * MINUTE;
      switch (step.kind) {
        case READING -> add(time, zone, step.told(), true);
        case OTHER_READING -> add(time, zone, step.told(), false);
        case CORRECTION -> {
          if (!readings.isEmpty()) {
            int which = Math.max(0, readings.size() - 1 - step.minute % 10);
            correct(readings.get(which), step.told());
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
      var values =
          in.stream()
              .filter(one -> one.told.isMeasured())
              .mapToDouble(one -> one.told.value())
              .summaryStatistics();
      var guesses =
          in.stream()
              .filter(one -> !one.told.isMeasured())
              .mapToDouble(one -> one.told.value())
              .summaryStatistics();
      int corrections = in.stream().mapToInt(one -> one.corrections).sum();
      expected.put(
          place,
          new Shown(
              in.size() + corrections,
              values.getCount(),
              values.getSum(),
              extreme(values.getMin()),
              extreme(values.getMax()),
              guesses.getCount(),
              guesses.getSum()));
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
            Arbitraries.integers().between(-20, 20))
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
    add(EIGHT, "z", measured(3), true);
    add(EIGHT + MINUTE, "z", measured(1), true);
    add(EIGHT + 20 * MINUTE, "z", measured(2), true);
    correct(readings.get(1), measured(9));
    windows.publishAll(this::publish);

    assertThat(shown.get(new Place(WindowSpan.HOUR, EIGHT, "z")))
        .isEqualTo(new Shown(4, 3, 14, 2, 9, 0, 0));
    assertThat(shown.get(new Place(WindowSpan.MINUTE, EIGHT + MINUTE, "z")))
        .isEqualTo(new Shown(2, 1, 9, 9, 9, 0, 0));
  }

  @Test
  void aCorrectionOfWhatIsNotThereChangesNothing() {
    add(EIGHT, "z", measured(3), true);
    assertThat(begin(EIGHT)).isTrue();

    assertThat(windows.correct(zone("z"), measured(4), measured(5))).isFalse();
    assertThat(windows.correct(zone("z"), new Told(3, false), measured(5))).isFalse();
    assertThat(windows.correct(zone("other"), measured(3), measured(5))).isFalse();

    windows.publishAll(this::publish);
    assertThat(shown).isEqualTo(expected());
  }

  @Test
  void listedValuesTakeRoom() {
    for (int i = 0; i < 1_600; i++) {
      add(EIGHT, "z", measured(i), true);
    }
    assertThat(windows.cells()).isEqualTo(spans.size() + 100);
  }
}
