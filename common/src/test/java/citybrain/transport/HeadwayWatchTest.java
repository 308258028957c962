package citybrain.transport;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeadwayWatchTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final int STOPS = 12;
  private static final HeadwayWatch RULE = new HeadwayWatch(UnevenHeadway.Settings.usual());

  private static Instant minute(double minutes) {
    return NOON.plusSeconds(Math.round(60 * minutes));
  }

  private static Observation of(ObservedProperty property, int stop, String trip, double minute) {
    boolean isScheduled = property == ObservedProperty.SCHEDULED_HEADWAY;
    return new Observation(
        "town",
        "trips",
        "1/0/" + (char) ('A' + stop),
        property,
        minute(minute),
        minute(minute),
        isScheduled ? 600 : 30,
        null,
        "",
        trip,
        Quality.GOOD);
  }

  /**
   * Trips that begin at these minutes, every ten by the timetable, two minutes from stop to stop.
   */
  private static List<Observation> trips(double... starts) {
    var all = new ArrayList<Observation>();
    for (double start : starts) {
      for (int stop = 0; stop < STOPS; stop++) {
        double minute = start + 2 * stop;
        var trip = "t" + (int) start;
        all.add(of(ObservedProperty.STOP_DEPARTURE_DELAY, stop, trip, minute));
        all.add(of(ObservedProperty.SCHEDULED_HEADWAY, stop, trip, minute));
      }
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    return all;
  }

  private static double[] every(int minutes, int to) {
    var starts = new double[to / minutes];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i * minutes;
    }
    return starts;
  }

  private static Replay<HeadwayWatch.Memory> replay(
      List<Observation> all, Predicate<Observation> isHeard) {
    var replay = new Replay<>(RULE);
    all.stream().filter(isHeard).forEach(replay::observe);
    return replay;
  }

  private static Replay<HeadwayWatch.Memory> replay(double... starts) {
    var replay = replay(trips(starts), one -> true);
    replay.advance(minute(600));
    return replay;
  }

  @Test
  void evenHeadwaysAreQuietAndLeaveNothing() {
    var replay = replay(every(10, 200));

    assertThat(replay.changes()).isEmpty();
    assertThat(replay.memory()).isEqualTo(RULE.blank());
  }

  @Test
  void aTripThatDoesNotRunIsOneGapWhereverTheNextVehicleIs() {
    var replay = replay(0, 10, 20, 40, 50, 60, 70, 80, 90, 100);

    assertThat(replay.changes())
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var gap = replay.opened().get(0);
    assertThat(gap.feature()).isEqualTo("1/0/t40");
    assertThat(gap.time()).as("the second stop, five minutes later").isEqualTo(minute(47));
    assertThat(gap.observed()).isEqualTo(1_200);
    assertThat(gap.expected()).isEqualTo(600);
    assertThat(gap.severity()).isEqualTo(Severity.MINOR);
    assertThat(gap.reason())
        .isEqualTo(
            "large gap: t40 comes 20.0 min after t20, 10.0 min by the timetable, at 2 stops"
                + " running, now 1/0/B");
    assertThat(replay.closed().get(0).reason())
        .isEqualTo("its run is over: not heard of for 30 min, while others of the line were");
  }

  @Test
  void vehiclesThatRunTogetherAreOneBunch() {
    var replay = replay(0, 10, 20, 21.5, 30, 40, 50, 60, 70, 80);

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).feature()).isEqualTo("1/0/t21");
    assertThat(replay.opened().get(0).reason()).startsWith("bunching: t21 comes 1.5 min after t20");
  }

  @Test
  void aGapThatIsMadeUpForCloses() {
    var all = new ArrayList<>(trips(0, 10, 20, 50, 60, 70, 80));
    for (int stop = 0; stop < STOPS; stop++) {
      // A minute a stop from the fourth on.
      double minute = 40 + 2 * stop - Math.max(0, stop - 3);
      all.add(of(ObservedProperty.STOP_DEPARTURE_DELAY, stop, "t40", minute));
      all.add(of(ObservedProperty.SCHEDULED_HEADWAY, stop, "t40", minute));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    var replay = replay(all, one -> true);
    replay.advance(minute(300));

    assertThat(replay.closed()).isNotEmpty();
    assertThat(replay.closed().get(0).reason())
        .startsWith("even again: t40 comes 14.0 min after t20, 10.0 min by the timetable");
    assertThat(replay.closed().get(0).observed()).isEqualTo(840);
  }

  @Test
  void oneStopIsNoGap() {
    var replay = replay(trips(every(10, 200)), one -> !isOf(one, "t60", 3, 3));

    assertThat(replay.changes()).isEmpty();
  }

  private static boolean isOf(Observation one, String trip, int from, int to) {
    int stop = one.feature().charAt(4) - 'A';
    return one.procedure().equals(trip) && stop >= from && stop <= to;
  }

  @Test
  void aVehicleThatIsOverlookedAtSomeStopsIsBetweenForAllThat() {
    var replay = replay(trips(every(10, 200)), one -> !isOf(one, "t60", 3, 8));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void aVehicleThatIsSilentOnItsFirstStopsIsNotMissing() {
    var replay = replay(trips(every(10, 200)), one -> !isOf(one, "t60", 0, 6));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void whoIsBehindIsNotBetweenWhereTheTripItselfWasOverlooked() {
    var replay = replay(trips(0, 10, 20, 40, 50, 60, 70, 80), one -> !isOf(one, "t40", 0, 5));

    assertThat(replay.opened()).extracting(AlertChange::feature).containsExactly("1/0/t40");
  }

  @Test
  void onALineThatRunsOftenWhoWasDueIsWaitedFor() {
    var often = due(300, trips(0, 5, 10, 20, 25, 30, 35, 40));

    assertThat(replay(often, one -> !one.phenomenonTime().isAfter(minute(30))).changes()).isEmpty();
    var late = replay(often, one -> true);
    assertThat(late.opened()).extracting(AlertChange::feature).containsExactly("1/0/t20");
    assertThat(late.opened().get(0).time()).isEqualTo(minute(31));
  }

  @Test
  void nobodyWaitsWhereTripsEnd() {
    var all = new ArrayList<>(trips(0, 10, 20, 40, 50, 60));
    for (int stop = 0; stop < STOPS; stop++) {
      // Close behind the one before at the last stop but one and at the last.
      double minute = 30 + 2 * stop - (stop < STOPS - 2 ? 0 : 8.5);
      all.add(of(ObservedProperty.STOP_DEPARTURE_DELAY, stop, "t30", minute));
      all.add(of(ObservedProperty.SCHEDULED_HEADWAY, stop, "t30", minute));
    }
    all.sort(Comparator.comparing(Observation::phenomenonTime));
    assertThat(replay(all, one -> true).opened()).hasSize(1);

    all.replaceAll(one -> isOf(one, one.procedure(), STOPS - 1, STOPS - 1) ? arriving(one) : one);
    assertThat(replay(all, one -> true).opened()).isEmpty();
  }

  private static Observation arriving(Observation one) {
    return one.property() == ObservedProperty.SCHEDULED_HEADWAY
        ? one
        : of(
            ObservedProperty.STOP_ARRIVAL_DELAY,
            STOPS - 1,
            one.procedure(),
            Duration.between(NOON, one.phenomenonTime()).toSeconds() / 60.0);
  }

  @Property(tries = 100)
  void noHeadwayGoesAcrossAPauseOfTheFeed(
      @ForAll @IntRange(min = 60, max = 100) int from,
      @ForAll @IntRange(min = 0, max = 200) int length) {
    var replay =
        replay(
            trips(every(10, 400)),
            one ->
                one.phenomenonTime().isBefore(minute(from))
                    || one.phenomenonTime().isAfter(minute(from + length)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void aTripThatDoesNotRunAfterAPauseIsFound() {
    var replay =
        replay(
            trips(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 110, 120, 130),
            one ->
                one.phenomenonTime().isBefore(minute(35))
                    || one.phenomenonTime().isAfter(minute(55)));

    assertThat(replay.opened()).extracting(AlertChange::feature).containsExactly("1/0/t110");
  }

  @Test
  void whileTheLineIsSilentNobodyKnows() {
    var replay = replay(trips(0, 10, 20, 40, 50), one -> one.phenomenonTime().isBefore(minute(52)));
    replay.advance(minute(300));

    assertThat(replay.changes())
        .extracting(AlertChange::status)
        .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATE);
    assertThat(replay.changes().get(1).isUnknown()).isTrue();
    assertThat(replay.changes().get(1).reason())
        .isEqualTo("unknown whether it goes on: nothing heard of the line for 30 min");
    var later = trips(every(10, 600));
    later.stream()
        .filter(one -> one.phenomenonTime().isAfter(minute(301)))
        .forEach(replay::observe);
    assertThat(replay.changes()).hasSize(3);
    assertThat(replay.closed().get(0).reason()).startsWith("its run is over");
  }

  @Test
  void linesThatRunRarelyAreMetByTimetable() {
    assertThat(replay(due(3_600, trips(0, 10, 20, 40, 50, 60)), one -> true).changes()).isEmpty();
  }

  /** The same where the timetable says this. */
  private static List<Observation> due(double seconds, List<Observation> all) {
    var others = new ArrayList<Observation>();
    for (var one : all) {
      boolean isScheduled = one.property() == ObservedProperty.SCHEDULED_HEADWAY;
      others.add(
          new Observation(
              one.city(),
              one.feed(),
              one.feature(),
              one.property(),
              one.phenomenonTime(),
              one.resultTime(),
              isScheduled ? seconds : one.result(),
              null,
              "",
              one.procedure(),
              Quality.GOOD));
    }
    return others;
  }

  @Test
  void whatIsRememberedIsBounded() {
    var memory = RULE.blank();
    for (int i = 0; i < 2_000; i++) {
      var time = NOON.plusMillis(i);
      for (var property : List.of(ObservedProperty.STOP_CALL, ObservedProperty.SCHEDULED_HEADWAY)) {
        memory =
            RULE.observe(
                    memory,
                    new Observation(
                        "town",
                        "trips",
                        "1/0/s" + i % 700,
                        property,
                        time,
                        time,
                        600,
                        null,
                        "",
                        "t" + i,
                        Quality.GOOD))
                .memory();
      }
    }
    assertThat(memory.stops()).hasSize(HeadwayWatch.MOST_STOPS);
    assertThat(memory.tracks()).hasSize(HeadwayWatch.MOST_TRACKS);
    for (int i = 0; i < 1_000; i++) {
      var one = of(ObservedProperty.SCHEDULED_HEADWAY, 0, "never-" + i, i / 1_000.0);
      memory = RULE.observe(memory, one).memory();
    }
    var stop = Objects.requireNonNull(memory.stops().get("1/0/A"));
    assertThat(stop.scheduled()).hasSizeLessThanOrEqualTo(16);
  }

  @Property(tries = 50)
  void everyLineReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var starts = new double[30];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = 10 * i + random.nextInt(12);
    }
    var all = trips(starts);
    all.removeIf(one -> random.nextInt(20) == 0);
    var changes = changes(all);

    assertThat(changes(all)).isEqualTo(changes);
    var open = new HashSet<String>();
    for (var change : changes) {
      var id = change.feature() + change.onset();
      assertThat(change.status() == AlertStatus.OPEN ? open.add(id) : open.contains(id)).isTrue();
    }
  }

  /** Several pairs of vehicles may be told at once, each about a feature of its own. */
  private static List<AlertChange> changes(List<Observation> all) {
    var changes = new ArrayList<AlertChange>();
    var memory = RULE.blank();
    Instant wish = Instant.MAX;
    for (var one : all) {
      while (wish.isBefore(one.phenomenonTime())) {
        var woken = RULE.wake(memory, wish);
        changes.addAll(woken.changes());
        memory = woken.memory();
        var next = woken.wakeAt();
        wish = next == null ? Instant.MAX : next;
      }
      var verdict = RULE.observe(memory, one);
      changes.addAll(verdict.changes());
      memory = verdict.memory();
      var next = verdict.wakeAt();
      wish = next == null ? wish : next;
    }
    return changes;
  }
}
