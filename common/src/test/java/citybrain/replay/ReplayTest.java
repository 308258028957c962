package citybrain.replay;

import static citybrain.replay.Town.at;
import static citybrain.replay.Town.rule;
import static citybrain.replay.Town.said;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.aggregation.Aggregate;
import citybrain.detection.Key;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs of a few lines, and what they lead to as a person reckons it. */
class ReplayTest {

  private static final String RULE = "town transport.diary";

  private final Town town = new Town();

  private Replayed replay(Key by) {
    return town.replay(rule(by));
  }

  @Test
  void whatComesAfterItsTimeHasPassedIsLateAndWhatNobodyHasPassedWaits() {
    town.say("roads", "00:10:00", "00:10:00 a 1")
        .say("roads", "00:11:00", "00:07:59 a 2", "00:08:00 a 3")
        .say("roads", "00:13:00", "00:12:30 a 4");

    var replayed = replay(Key.FEATURE);

    // The clock ends at 12:30; two minutes late is what is before 10:30 and was not late.
    assertThat(said(replayed)).containsExactly("00:08:00 3 nothing", "00:10:00 1 3");
    assertThat(replayed.rules()).containsEntry(RULE, new Replayed.RuleCount(4, 1, 2, 1));
  }

  @Test
  void anInputIsDueAMillisecondAfterItsLateness() {
    town.say("roads", "00:10:00", "00:08:00 a 1").say("roads", "00:10:00", "00:10:00 a 2");

    assertThat(said(replay(Key.FEATURE))).isEmpty();

    town.say("roads", "00:10:02", "00:10:01 a 3");

    assertThat(said(replay(Key.FEATURE))).containsExactly("00:08:00 1 nothing");
  }

  @Test
  void clocksCountInWholeSeconds() {
    town.say("roads", "00:10:10", "00:08:00.500 a 1").say("roads", "00:10:10", "00:10:00.900 a 2");

    assertThat(said(replay(Key.FEATURE))).isEmpty();
  }

  @Test
  void whatIsOfOneTimeIsJudgedAsItsOriginSaidIt() {
    town.say("roads", "00:10:00", "00:01:00 b 1", "00:01:00 a 2")
        .say("roads", "00:10:00", "00:01:00 c 9")
        .say("roads", "00:10:01", "00:09:00 a 4")
        .say("cars", "00:10:00", "00:09:00 d 4");

    assertThat(said(replay(Key.ZONE)))
        .as("each with the one before")
        .containsExactlyInAnyOrder("00:01:00 1 nothing", "00:01:00 2 1", "00:01:00 9 2");
  }

  @Test
  void anotherValueForATimeIsNoSecondReading() {
    town.say("roads", "00:10:00", "00:01:00 a 1", "00:01:00 a 2", "00:10:00 a 3");

    var replayed = replay(Key.FEATURE);

    assertThat(said(replayed)).containsExactly("00:01:00 1 nothing");
    assertThat(replayed.refused()).isEqualTo(1);
    assertThat(replayed.ingested()).hasSize(2);
  }

  @Test
  void aCorrectionIsJudgedInsteadOfWhatStillWaitsAndTooLateForWhatWasJudged() {
    town.say("cars", "00:10:00", "00:09:00 a 1", "00:10:00 a 2")
        .say("cars", "00:10:30", "00:09:00 a 7")
        .say("cars", "00:13:00", "00:12:30 a 4")
        .say("cars", "00:13:10", "00:10:00 a 9");

    var replayed = replay(Key.FEATURE);

    assertThat(said(replayed)).containsExactly("00:09:00 7 nothing", "00:10:00 2 7");
    assertThat(replayed.rules()).containsEntry(RULE, new Replayed.RuleCount(5, 1, 3, 1));
    assertThat(replayed.aggregates())
        .filteredOn(sum -> sum.property() == ObservedProperty.TRAFFIC_VEHICLE_COUNT)
        .filteredOn(sum -> sum.windowEnd().equals(sum.windowStart().plusSeconds(60)))
        .extracting(sum -> sum.revision() + " " + sum.count() + " " + sum.sum() + " " + sum.max())
        .containsExactly("2 1 7.0 7.0", "2 1 9.0 9.0", "1 1 4.0 4.0");
  }

  @Test
  void aStampOfTheFutureCountsAndMakesNobodyLate() {
    town.say("roads", "00:10:00", "00:14:00 a 1")
        .say("roads", "00:10:30", "00:08:30 a 2")
        .beat("roads", "00:30:00");

    var replayed = replay(Key.FEATURE);

    assertThat(said(replayed)).containsExactly("00:08:30 2 nothing", "00:14:00 1 2");
    assertThat(replayed.rules()).containsEntry(RULE, new Replayed.RuleCount(2, 0, 2, 0));
    assertThat(replayed.ingested().get(0).stamp().clock()).isEqualTo(at("00:10:01").toEpochMilli());
  }

  @Test
  void aHeartbeatLetsTheClockFollowAtTheUsualDistance() {
    // News come a minute late as declared, later three minutes as seen.
    town.say("roads", "00:10:00", "00:10:00 a 1").beat("roads", "00:13:00");
    assertThat(said(replay(Key.FEATURE))).isEmpty();

    town.beat("roads", "00:13:01");
    assertThat(said(replay(Key.FEATURE))).containsExactly("00:10:00 1 nothing");

    town.say("roads", "00:17:00", "00:14:00 a 2").beat("roads", "00:19:00");
    assertThat(said(replay(Key.FEATURE))).hasSize(1);

    town.beat("roads", "00:19:01");
    assertThat(said(replay(Key.FEATURE))).containsExactly("00:10:00 1 nothing", "00:14:00 2 1");
  }

  @Test
  void aHeartbeatOfWhoHasSaidNothingTellsNoTime() {
    town.beat("roads", "00:10:00").say("roads", "00:10:01", "00:00:00 a 1");

    assertThat(replay(Key.FEATURE).ingested().get(0).stamp().clock()).isZero();
  }

  @Test
  void whatIsSaidTwiceCountsOnce() {
    town.say("roads", "00:10:00", "00:01:00 a 1", "00:01:00 a 1")
        .say("roads", "00:10:05", "00:01:00 a 1", "00:10:00 a 2");

    var replayed = replay(Key.FEATURE);

    assertThat(said(replayed)).containsExactly("00:01:00 1 nothing");
    assertThat(replayed.refused()).isEqualTo(2);
    assertThat(replayed.aggregates())
        .filteredOn(one -> one.windowStart().equals(at("00:01:00")))
        .singleElement()
        .extracting(Aggregate::count)
        .isEqualTo(1L);
  }

  @Test
  void joinedFeedsWaitForTheSlowest() {
    town.say("roads", "00:10:00", "00:01:00 a 1", "00:10:00 a 2").beat("cars", "00:10:00");
    assertThat(said(replay(Key.ZONE))).isEmpty();
    assertThat(said(replay(Key.FEATURE))).hasSize(1);

    town.say("cars", "00:10:00", "00:01:00 c 3", "00:03:00 c 4");
    assertThat(said(replay(Key.ZONE))).isEmpty();

    town.say("cars", "00:10:00", "00:03:01 c 5");
    // At one time the name of the feed decides.
    assertThat(said(replay(Key.ZONE))).containsExactly("00:01:00 3 nothing", "00:01:00 1 3");
  }

  @Test
  void aWishIsFulfilledAtItsTimeBehindTheInputsOfThatTime() {
    town.say("roads", "00:10:00", "00:01:00 a 101", "00:02:00 a 5", "00:02:01 a 6")
        .say("roads", "00:10:00", "00:10:00 b 7");

    assertThat(said(replay(Key.FEATURE)))
        .containsExactlyInAnyOrder(
            "00:01:00 101 nothing", "00:02:00 5 101", "00:02:00 woken 5", "00:02:01 6 5");
  }

  @Test
  void theLastWishCountsAndAWishIsDueLikeAnInput() {
    town.say("roads", "00:10:00", "00:01:00 a 101", "00:01:30 a 102")
        .say("roads", "00:10:00", "00:04:30 b 7");
    assertThat(said(replay(Key.FEATURE)))
        .containsExactly("00:01:00 101 nothing", "00:01:30 102 101");

    town.say("roads", "00:10:00", "00:04:31 b 8");
    assertThat(said(replay(Key.FEATURE)))
        .containsExactlyInAnyOrder(
            "00:01:00 101 nothing", "00:01:30 102 101", "00:02:30 woken 102");
  }

  @Test
  void aWishForATimeThatIsOverIsTheNextThing() {
    town.say("roads", "00:10:00", "00:02:00 a 121", "00:02:30 a 0")
        .say("roads", "00:10:00", "00:10:00 b 7");

    assertThat(said(replay(Key.FEATURE)))
        .containsExactly("00:01:00 woken 121", "00:02:00 121 nothing", "00:02:30 0 121");
  }

  @Test
  void theWishOfWhoeverHasForgottenAllStays() {
    town.say("roads", "00:10:00", "00:01:00 a 101", "00:01:30 a 0")
        .say("roads", "00:10:00", "00:10:00 b 7");

    assertThat(said(replay(Key.FEATURE)))
        .containsExactlyInAnyOrder(
            "00:01:00 101 nothing", "00:01:30 0 101", "00:02:00 woken nothing");
  }

  @Test
  void whatIsDerivedBearsTheTimeAtWhichItBecameKnownAndIsSummed() {
    town.say("roads", "00:10:00", "00:01:00 a 1", "00:03:00 a 2")
        .say("roads", "00:10:00", "00:10:00 b 7");

    var replayed = replay(Key.FEATURE);

    assertThat(replayed.derived()).hasSize(1);
    var one = replayed.derived().get(0);
    assertThat(one.observation().property()).isEqualTo(ObservedProperty.HEADWAY);
    assertThat(one.observation().result()).isEqualTo(120);
    assertThat(one.stamp().clock()).isEqualTo(at("00:03:00").toEpochMilli());
    assertThat(one.stamp().index()).isEqualTo(1);
    assertThat(replayed.aggregates())
        .filteredOn(sum -> sum.property() == ObservedProperty.HEADWAY)
        .extracting(sum -> sum.windowStart() + " " + sum.count() + " " + sum.sum())
        .as("a quarter, an hour, a day; a minute")
        .containsExactly(
            "2025-03-10T00:00:00Z 1 120.0",
            "2025-03-10T00:00:00Z 1 120.0",
            "2025-03-10T00:00:00Z 1 120.0",
            "2025-03-10T00:03:00Z 1 120.0");
  }

  @Test
  void aWindowTakesWhatItsFeedHasNotPassedByTheRetention() {
    var late = Duration.ofHours(4).plusMinutes(15);
    town.say("roads", "00:10:00", "00:00:30 a 1.25", "00:00:40 b 2.5", "00:14:59 a 4")
        .say("roads", "04:14:00", "04:14:00 a 8")
        .say("roads", "04:14:59", "00:00:50 c 16", "04:15:00 a 32")
        .say("roads", "04:15:01", "00:00:55 c 64");

    var replayed = replay(Key.FEATURE);

    assertThat(Town.MIDNIGHT.plus(late)).isEqualTo(at("04:15:00"));
    assertThat(replayed.late()).isEqualTo(1);
    assertThat(replayed.aggregates())
        .filteredOn(
            sum ->
                sum.property() == ObservedProperty.TRAFFIC_SPEED
                    && sum.windowStart().isBefore(at("00:15:00")))
        .extracting(
            sum ->
                String.join(
                    " ",
                    List.of(
                        sum.layer(),
                        sum.windowStart().toString().substring(11, 16),
                        sum.windowEnd().toString().substring(11, 16),
                        sum.revision() + " " + sum.count(),
                        sum.sum() + " " + sum.min() + " " + sum.max())))
        .containsExactly(
            "h3 00:00 00:01 3 3 19.75 1.25 16.0",
            "h3 00:00 00:15 4 4 23.75 1.25 16.0",
            "h3 00:00 01:00 4 4 23.75 1.25 16.0",
            "h3 00:00 00:00 6 6 63.75 1.25 32.0",
            "h3 00:14 00:15 1 1 4.0 4.0 4.0");
  }
}
