package citybrain.energy;

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

class TransformerOverloadTest {

  private static final TransformerOverload RULE =
      new TransformerOverload(TransformerOverload.Settings.of(CityCalendar.of("UTC")));

  private static double usual(double hours) {
    return (20 - 8 * Math.cos(hours * Math.PI / 12)) * (1 + 0.06 * noise(hours));
  }

  private static List<Observation> loads(double to, ToDoubleFunction<Double> load) {
    return Readings.series(
        "T7",
        ObservedProperty.TRANSFORMER_ENERGY,
        "transformer/T7",
        Duration.ofMinutes(30),
        0,
        to,
        load);
  }

  @Test
  void ordinaryWeeksAreQuiet() {
    assertThat(Replay.of(RULE, loads(28 * 24, TransformerOverloadTest::usual)).changes()).isEmpty();
  }

  @Test
  void twoIntervalsFarAboveOpenAndTwoOrdinaryOnesClose() {
    var replay = Replay.of(RULE, loads(120, h -> usual(h) * (h >= 80 && h < 84 ? 2.2 : 1)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(80.5));
    assertThat(replay.opened().get(0).reason()).contains("times), for 2 intervals");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(84.5));
  }

  private static List<Observation> quarters(double to, ToDoubleFunction<Double> load) {
    return Readings.series(
        "T8",
        ObservedProperty.TRANSFORMER_ENERGY,
        "transformer/T8",
        Duration.ofMinutes(15),
        0,
        to,
        load);
  }

  /** Doubles within an hour when the shops open. */
  private static double shops(double hours) {
    return usual(hours) * (1.5 + 0.5 * Math.tanh((hours % 24 - 8) * 2));
  }

  @Test
  void aSuddenOverloadOnTheFirstDayIsFoundButTheOpeningOfShopsIsNone() {
    assertThat(Replay.of(RULE, quarters(24 * 5, TransformerOverloadTest::shops)).changes())
        .isEmpty();

    var replay = Replay.of(RULE, quarters(24 * 5, h -> shops(h) * (h >= 12 && h < 15 ? 2.3 : 1)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(12.5));
    assertThat(replay.opened().get(0).reason()).contains("was ordinary before");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(15.5));
  }

  @Test
  void anOutageOfTheFirstDayIsNotTakenForUsual() {
    assertThat(Replay.of(RULE, quarters(24 * 5, h -> h >= 12 && h < 14 ? 0 : shops(h))).changes())
        .isEmpty();
    var silent = quarters(24 * 5, h -> h == 14 ? 0.2 * shops(h) : shops(h));
    silent.removeIf(
        load ->
            !load.phenomenonTime().isBefore(hour(12)) && load.phenomenonTime().isBefore(hour(14)));
    assertThat(Replay.of(RULE, silent).changes()).isEmpty();
  }

  @Test
  void oneIntervalIsNoOverload() {
    assertThat(Replay.of(RULE, loads(120, h -> usual(h) * (h == 80 ? 3 : 1))).changes()).isEmpty();
  }

  @Test
  void aNewLoadThatStaysBecomesUsual() {
    var replay = Replay.of(RULE, loads(24 * 30, h -> usual(h) * (h >= 80 ? 2.5 : 1)));

    assertThat(replay.closed().get(0).reason()).contains("learned anew as the new usual load");
  }

  @Test
  void isUnknownWhenTheMeterFallsSilent() {
    var replay = Replay.of(RULE, loads(82, h -> usual(h) * (h >= 80 ? 2.5 : 1)));
    replay.advance(hour(100));

    assertThat(replay.closed()).isEmpty();
    var last = replay.changes().get(replay.changes().size() - 1);
    assertThat(last.isUnknown()).isTrue();
    assertThat(last.status()).isEqualTo(AlertStatus.UPDATE);
    assertThat(last.reason()).isEqualTo("unknown whether it goes on: no reading for 360 min");
  }

  @Property(tries = 30)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var loads = loads(240, h -> usual(h) * (noise(Math.floor(h / 3) + seed % 999) > 0.8 ? 2.5 : 1));
    loads.removeIf(load -> random.nextInt(20) == 0);
    var once = Replay.of(RULE, loads);

    assertThat(Replay.of(RULE, loads).changes()).isEqualTo(once.changes());
  }
}
