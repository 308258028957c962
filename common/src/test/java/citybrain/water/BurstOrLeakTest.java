package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertStatus;
import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BurstOrLeakTest {

  private static final BurstOrLeak RULE =
      new BurstOrLeak(BurstOrLeak.Settings.of(CityCalendar.of("UTC")));

  /** 20 L/s by night, 40 in the evening; noise of 3 %. */
  private static double usual(double hours) {
    return (30 - 10 * Math.cos((hours - 4) * Math.PI / 12)) * (1 + 0.03 * noise(hours));
  }

  private static List<Observation> flows(double from, double to, ToDoubleFunction<Double> flow) {
    return Readings.series(
        "inlet", ObservedProperty.WATER_FLOW, "dma/A", Duration.ofMinutes(5), from, to, flow);
  }

  /** From the first start on nobody takes a pump for a district whose pipe burst or was closed. */
  @Test
  void aPumpThatStartsFromRestIsNoBurstAndThatItRestsAgainIsNoCut() {
    double[] turns = {5, 7.5, 10, 11, 22, 24, 29.1, 31.4, 34, 34.9, 46.4, 47.2};
    var replay =
        Replay.of(
            RULE,
            flows(
                0,
                72,
                h -> {
                  int passed = 0;
                  for (double turn : turns) {
                    passed += h >= turn ? 1 : 0;
                  }
                  return passed % 2 == 0 ? 0 : 25 + 0.2 * noise(h);
                }));

    assertThat(replay.changes()).isEmpty();
  }

  /** 4 January 2024 is a Thursday, on which all sleep until ten. */
  @Test
  void aHolidayThatIsDeclaredIsHeldAgainstNoWorkingDay() {
    ToDoubleFunction<Double> thursday = h -> h >= 72 && h < 96 ? city(h - 3 + 24) * 1.1 : city(h);
    var flows = flows(0, 110, thursday);
    var declared = CityCalendar.of("UTC", List.of("2024-01-04"));

    assertThat(Replay.of(RULE, flows).opened()).isNotEmpty();
    var knowing = new BurstOrLeak(BurstOrLeak.Settings.of(declared));
    assertThat(Replay.of(knowing, flows).opened()).isEmpty();
  }

  @Test
  void ordinaryWeeksAreQuiet() {
    assertThat(Replay.of(RULE, flows(0, 21 * 24, BurstOrLeakTest::usual)).changes()).isEmpty();
  }

  @Test
  void aBurstAfterOneDayIsFoundWithinAQuarterOfAnHourAndClosesWithItsRepair() {
    var replay = Replay.of(RULE, flows(0, 60, h -> usual(h) + (h >= 30 && h < 36 ? 12 : 0)));

    assertThat(replay.changes())
        .extracting(change -> change.status())
        .containsExactly(AlertStatus.OPEN, AlertStatus.CLOSED);
    var alert = replay.opened().get(0);
    assertThat(alert.onset()).isBetween(hour(30), hour(30.25));
    assertThat(alert.zone()).isEqualTo("dma/A");
    assertThat(alert.reason()).startsWith("burst or leak: inflow ").contains("L/s is usual");
    assertThat(replay.closed().get(0).time()).isBetween(hour(36.4), hour(37));
  }

  /** Three times as much within two hours every morning. */
  private static double city(double hours) {
    return usual(hours) * (0.5 + Math.exp(-Math.pow((hours % 24 - 7.3) / 1.1, 2) / 2));
  }

  @Test
  void aBurstOnTheFirstMorningIsFoundButTheMorningIsNone() {
    assertThat(Replay.of(RULE, flows(0, 72, BurstOrLeakTest::city)).changes()).isEmpty();

    var replay = Replay.of(RULE, flows(0, 72, h -> city(h) + (h >= 6.5 && h < 10 ? 30 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(6.5).plusSeconds(600));
    assertThat(replay.opened().get(0).reason())
        .startsWith("burst or leak: inflow ")
        .contains("was ordinary before")
        .endsWith("for 10 min");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(10).plusSeconds(600));
  }

  @Test
  void aStepThatStaysIsOrdinaryWhileNoDayIsKnown() {
    var replay = Replay.of(RULE, flows(0, 72, h -> usual(h) + (h >= 6 ? 30 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("L/s is taken as ordinary and learned");
  }

  @Test
  void theFirstReadingsAfterAStepAreForgotten() {
    var replay = Replay.of(RULE, flows(0, 72, h -> usual(h) + (h >= 6.9 && h < 10 ? 30 : 0)));

    assertThat(replay.opened()).as("no false fall on the days after").hasSize(1);
  }

  @Test
  void aFallIsCalledWhatItIs() {
    var replay = Replay.of(RULE, flows(0, 60, h -> h >= 30 && h < 36 ? 0 : usual(h)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).reason()).startsWith("supply cut");
  }

  @Test
  void oneBrokenReadingRaisesNothing() {
    var replay = Replay.of(RULE, flows(0, 60, h -> h == 30 ? 9000 : usual(h)));

    assertThat(replay.changes()).isEmpty();
  }

  @Test
  void aLeakThatStaysIsHandedToTheNightFlow() {
    var replay = Replay.of(RULE, flows(0, 24 * 9, h -> usual(h) + (h >= 30 ? 12 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.closed().get(0).reason()).contains("learned anew as the new usual");
  }

  @Test
  void isUnknownWhenTheMeterFallsSilent() {
    var replay = Replay.of(RULE, flows(0, 31, h -> usual(h) + (h >= 30 ? 12 : 0)));
    replay.advance(hour(40));

    assertThat(replay.closed()).isEmpty();
    var last = replay.changes().get(replay.changes().size() - 1);
    assertThat(last.isUnknown()).isTrue();
    assertThat(last.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(last.reason()).isEqualTo("unknown whether it goes on: no flow reading for 180 min");
    assertThat(last.time()).isEqualTo(hour(31).minusSeconds(300).plusSeconds(180 * 60));
  }

  @Property(tries = 30)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var flows =
        flows(0, 96, h -> usual(h) + (noise(Math.floor(h / 3) + seed % 999) > 0.7 ? 15 : 0));
    flows.removeIf(flow -> random.nextInt(20) == 0);

    var once = Replay.of(RULE, flows);
    assertThat(Replay.of(RULE, flows).changes()).isEqualTo(once.changes());
  }
}
