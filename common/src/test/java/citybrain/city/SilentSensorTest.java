package citybrain.city;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Pseudonym;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilentSensorTest {

  private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");
  private static final int SENSORS = 10;

  private final Replay<SilentSensor.Memory> replay =
      new Replay<>(new SilentSensor(SilentSensor.Settings.usual()));

  private interface Silence {
    boolean is(int sensor, double hour);
  }

  private static Observation reading(String feature, Instant time) {
    return new Observation(
        "town",
        "loops",
        feature,
        ObservedProperty.TRAFFIC_SPEED,
        time,
        time,
        50,
        null,
        "",
        "",
        Quality.GOOD);
  }

  /** Each sensor speaks each five minutes, but for this. */
  private void play(int hours, Silence silence) {
    for (int tick = 0; tick < 12 * hours; tick++) {
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        if (!silence.is(sensor, tick / 12.0)) {
          replay.observe(reading("s" + sensor, START.plusSeconds(300L * tick)));
        }
      }
    }
  }

  @Test
  void oneThatIsSilentWhileTheOthersSpeakIsTold() {
    play(24, (sensor, hour) -> sensor == 3 && hour >= 10 && hour < 14);

    assertThat(replay.opened()).extracting(AlertChange::feature).containsExactly("s3");
    var told = replay.opened().get(0);
    assertThat(told.time())
        .isBetween(START.plus(Duration.ofMinutes(655)), START.plus(Duration.ofMinutes(660)));
    assertThat(told.reason())
        .isEqualTo(
            "silent sensor: nothing for 60 min where 5 min were the most before, while 9 of 9 others of its"
                + " feed speak");
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).time()).isEqualTo(START.plus(Duration.ofHours(14)));
    assertThat(replay.closed().get(0).reason())
        .isEqualTo("speaks again, after 245 min where 5 min were the most before");
  }

  /** Their names end at noon, all at once; one of them is silent then. */
  @Test
  void theEndOfNamesIsNoSilence() {
    var noon = START.plus(Duration.ofHours(12));
    for (int tick = 0; tick < 12 * 36; tick++) {
      var time = START.plusSeconds(300L * tick);
      var end = time.isBefore(noon) ? noon : noon.plus(Duration.ofDays(30));
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        double hour = tick / 12.0;
        boolean isSilent = (sensor == 3 && hour >= 10 && hour < 14) || (sensor == 5 && hour >= 30);
        if (!isSilent) {
          replay.observe(reading(name(sensor, end), time));
        }
      }
    }

    assertThat(replay.opened())
        .extracting(AlertChange::feature)
        .containsExactly(name(3, noon), name(5, noon.plus(Duration.ofDays(30))));
    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).time()).isBetween(noon, noon.plusSeconds(1));
    assertThat(replay.closed().get(0).reason())
        .isEqualTo("its name has ended: by the next it is another");
    assertThat(replay.memory().sensors()).hasSize(SENSORS);
  }

  private static String name(int sensor, Instant end) {
    return Pseudonym.of(new byte[] {(byte) sensor, 0, 0, 0, 0, 0, 0, 0, 0, 0}, end);
  }

  @Test
  void whatFallsSilentTogetherIsNoSensor() {
    play(24, (sensor, hour) -> sensor < 4 && hour >= 10 && hour < 14);

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void afterTheOthersCameBackTheOneThatDidNotIsTold() {
    play(24, (sensor, hour) -> sensor < 4 && hour >= 10 && hour < (sensor == 0 ? 16 : 14));

    assertThat(replay.opened()).extracting(AlertChange::feature).containsExactly("s0");
    assertThat(replay.opened().get(0).time()).isAfter(START.plus(Duration.ofHours(14)));
  }

  @Test
  void aFeedThatIsDownIsNobodysSilenceAndNoHabit() {
    play(
        36,
        (sensor, hour) -> (hour >= 10 && hour < 20) || (sensor == 3 && hour >= 24 && hour < 26));

    assertThat(replay.opened()).extracting(AlertChange::feature).containsExactly("s3");
    assertThat(replay.opened().get(0).time()).isAfter(START.plus(Duration.ofHours(24)));
    assertThat(replay.opened().get(0).expected()).isEqualTo(5);
  }

  @Test
  void whoIsOftenSilentIsToldLater() {
    play(
        48,
        (sensor, hour) ->
            sensor == 3 && ((hour >= 8 && hour % 4 < 0.75 && hour < 30) || hour >= 40));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).time()).isAfter(START.plus(Duration.ofHours(42)));
  }

  @Test
  void whileTheFeedIsDownNobodyKnowsWhetherItGoesOn() {
    play(
        24,
        (sensor, hour) -> (sensor == 3 && hour >= 10 && hour < 20) || (hour >= 13 && hour < 16));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.changes()).hasSize(4);
    assertThat(replay.changes().get(1).isUnknown()).isTrue();
    assertThat(replay.changes().get(2).reason()).startsWith("heard of again: silent for");
    assertThat(replay.closed()).hasSize(1);
  }

  @Test
  void oneThatWasTakenAwayIsForgotten() {
    play(24 * 9, (sensor, hour) -> sensor == 3 && hour >= 24);

    assertThat(replay.closed()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).isEqualTo("silent for 7 days: it was taken away");
    assertThat(replay.memory().sensors()).hasSize(SENSORS - 1);
    replay.advance(START.plus(Duration.ofDays(20)));
    assertThat(replay.memory().sensors()).isEmpty();
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < SilentSensor.MOST_SENSORS + 50; i++) {
      replay.observe(reading("s" + i, START.plusMillis(i)));
    }
    assertThat(replay.memory().sensors()).hasSize(SilentSensor.MOST_SENSORS);
  }
}
