package citybrain.detection;

import static citybrain.detection.Readings.START;
import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DayProfileTest {

  private static final int MONDAY = (int) Duration.between(Instant.EPOCH, START).toDays() + 7;

  private static DayProfile learned(int days) {
    var profile = DayProfile.blank();
    for (int i = 0; i < days * 288; i++) {
      var time = LocalSlot.of(hour(i / 12.0), "UTC");
      profile = profile.learned(time, time.weekend() ? 7 : time.secondOfDay() / 3600.0, 0.05);
    }
    return profile;
  }

  @Test
  void nothingIsUsualAtFirst() {
    assertThat(DayProfile.blank().usual(new LocalSlot(0, false, MONDAY)).isKnown()).isFalse();
  }

  @Test
  void whatWasSeenMinutesAgoIsNotUsualAtThisHour() {
    var noon = LocalSlot.of(hour(12), "UTC");
    var profile = learned(0);
    for (int i = 0; i < 5; i++) {
      profile = profile.learned(LocalSlot.of(hour(12 + i / 12.0), "UTC"), 20, 0.05);
    }
    assertThat(profile.usual(noon).isKnown()).isFalse();
    var tomorrow = profile.usual(LocalSlot.of(hour(36), "UTC"));
    assertThat(tomorrow.isKnown()).isTrue();
    assertThat(tomorrow.days()).isEqualTo(1);
  }

  @Test
  void readsBetweenTheHalfHours() {
    var usual = learned(5).usual(new LocalSlot(12 * 3600, false, MONDAY));

    assertThat(usual.mean()).isCloseTo(12, Offset.offset(0.15));
  }

  @Test
  void noOtherDayStandsInForAWeekendWhichIsKnownAWeekAfterTheFirst() {
    for (int days = 1; days <= 14; days++) {
      var noon = LocalSlot.of(hour(24.0 * days + 12), "UTC");
      if (noon.weekend()) {
        assertThat(learned(days).usual(noon).isKnown()).as("day " + days).isEqualTo(days > 7);
      }
    }
    assertThat(learned(12).usual(LocalSlot.of(hour(12 * 24 + 12), "UTC")).mean()).isEqualTo(7);
  }

  @Test
  void whatWasToldIsKnownFromTheNextDayOnForHalfAMonth() {
    double day = 24;
    var told = learned(5).told(LocalSlot.of(hour(7 * day + 12), "UTC"), 30, 0.05);

    assertThat(told.usual(LocalSlot.of(hour(7 * day + 12.25), "UTC")).upper())
        .as("the same day")
        .isZero();
    var tomorrow = told.usual(LocalSlot.of(hour(8 * day + 12), "UTC"));
    assertThat(tomorrow.upper()).isCloseTo(18, Offset.offset(0.2));
    assertThat(tomorrow.sigmas(29, 0.01)).isZero();
    assertThat(tomorrow.sigmas(40, 0.01)).isGreaterThan(10);
    assertThat(tomorrow.sigmas(0, 0.01)).as("the other side").isLessThan(-10);
    assertThat(told.usual(LocalSlot.of(hour(8 * day + 14.25), "UTC")).upper()).isZero();
    assertThat(told.usual(LocalSlot.of(hour(23 * day + 12.25), "UTC")).upper()).isZero();
  }

  @Test
  void aHolidayIsHeldAgainstTheOtherKindOfDayAfterTwoHours() {
    var profile = learned(14);
    for (int i = 0; i < 24 * 12; i++) {
      var time = LocalSlot.of(hour(14 * 24 + i / 12.0), "UTC");
      var usual = profile.usual(time);
      if (i > 14 * 12) {
        assertThat(usual.mean()).isCloseTo(7, Offset.offset(0.1));
        assertThat(usual.when()).isEqualTo("at this hour on a weekend");
      }
      profile = profile.doubted(time, 7, 0.05);
    }
    assertThat(profile.usual(LocalSlot.of(hour(15 * 24 + 12), "UTC")).mean())
        .as("the day after")
        .isCloseTo(12, Offset.offset(0.2));
  }

  @Test
  void oneBrokenValueHardlyMovesWhatIsUsual() {
    var noon = new LocalSlot(12 * 3600, false, MONDAY);
    var profile = learned(5).learned(noon, 1e6, 0.05);

    assertThat(profile.usual(noon).mean()).isCloseTo(12, Offset.offset(0.5));
  }

  @Test
  void doubtGrowsWithoutMovingTheMean() {
    var noon = new LocalSlot(12 * 3600, false, MONDAY);
    var before = learned(5);
    var after = before.doubted(noon, 1e6, 0.05);

    assertThat(after.usual(noon).mean()).isEqualTo(before.usual(noon).mean());
    assertThat(after.usual(noon).sigma()).isGreaterThan(before.usual(noon).sigma());
  }

  @Test
  void aForgottenHalfHourIsUnknownAndItsNeighboursAreNot() {
    var noon = new LocalSlot(12 * 3600 + 900, false, MONDAY);
    var after = learned(4).forgotten(noon);

    assertThat(after.usual(noon).isKnown()).isFalse();
    assertThat(after.usual(new LocalSlot(12 * 3600 + 2700, false, MONDAY)).isKnown()).isTrue();
    var tomorrow = new LocalSlot(12 * 3600 + 900, false, MONDAY + 1);
    assertThat(after.learned(noon, 3, 0.05).learned(noon, 3, 0.05).usual(tomorrow).mean())
        .as("learned anew")
        .isCloseTo(3, Offset.offset(0.01));
  }

  @Test
  void learningLeavesTheProfileGivenAsItWas() {
    var before = learned(2);
    var mean = before.mean().clone();
    before.learned(new LocalSlot(0, false, MONDAY), 99, 0.5);

    assertThat(before.mean()).containsExactly(mean);
  }
}
