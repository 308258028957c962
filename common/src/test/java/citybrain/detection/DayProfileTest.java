package citybrain.detection;

import static citybrain.detection.Readings.hour;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DayProfileTest {

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
    assertThat(DayProfile.blank().usual(new LocalSlot(0, false)).isKnown()).isFalse();
  }

  @Test
  void readsBetweenTheHalfHours() {
    var usual = learned(5).usual(new LocalSlot(12 * 3600, false));

    assertThat(usual.mean()).isCloseTo(12, Offset.offset(0.15));
  }

  @Test
  void aWorkingDayStandsInForAWeekendInDoubleDoubtUntilOneWasSeen() {
    var friday = learned(5);
    var time = new LocalSlot(12 * 3600, true);

    assertThat(friday.usual(time).mean()).isCloseTo(12, Offset.offset(0.15));
    assertThat(friday.usual(time).sigma())
        .isEqualTo(2 * friday.usual(new LocalSlot(12 * 3600, false)).sigma());
    assertThat(learned(6).usual(time).mean()).isEqualTo(7);
  }

  @Test
  void oneBrokenValueHardlyMovesWhatIsUsual() {
    var noon = new LocalSlot(12 * 3600, false);
    var profile = learned(5).learned(noon, 1e6, 0.05);

    assertThat(profile.usual(noon).mean()).isCloseTo(12, Offset.offset(0.5));
  }

  @Test
  void doubtGrowsWithoutMovingTheMean() {
    var noon = new LocalSlot(12 * 3600, false);
    var before = learned(5);
    var after = before.doubted(noon, 1e6, 0.05);

    assertThat(after.usual(noon).mean()).isEqualTo(before.usual(noon).mean());
    assertThat(after.usual(noon).sigma()).isGreaterThan(before.usual(noon).sigma());
  }

  @Test
  void aForgottenHalfHourIsUnknownAndItsNeighboursAreNot() {
    var noon = new LocalSlot(12 * 3600 + 900, false);
    var after = learned(4).forgotten(noon);

    assertThat(after.usual(noon).isKnown()).isFalse();
    assertThat(after.usual(new LocalSlot(12 * 3600 + 2700, false)).isKnown()).isTrue();
    assertThat(after.learned(noon, 3, 0.05).learned(noon, 3, 0.05).usual(noon).mean())
        .as("learned anew")
        .isCloseTo(3, Offset.offset(0.01));
  }

  @Test
  void learningLeavesTheProfileGivenAsItWas() {
    var before = learned(2);
    var mean = before.mean().clone();
    before.learned(new LocalSlot(0, false), 99, 0.5);

    assertThat(before.mean()).containsExactly(mean);
  }
}
