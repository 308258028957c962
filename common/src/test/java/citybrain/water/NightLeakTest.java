package citybrain.water;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NightLeakTest {

  private static final NightFlowWatch RULE = new NightFlowWatch("UTC", NightLeak.Settings.usual());

  private static List<Observation> nights(int nights, ToDoubleFunction<Integer> flow) {
    return flows("inlet", 15, nights, (night, h) -> flow.applyAsDouble(night));
  }

  private interface Flow {
    double at(int night, double hourOfDay);
  }

  private static List<Observation> flows(String meter, int minutes, int nights, Flow flow) {
    return Readings.series(
        meter,
        ObservedProperty.WATER_FLOW,
        "dma/A",
        Duration.ofMinutes(minutes),
        0,
        24.0 * nights,
        h ->
            flow.at((int) (h / 24), h % 24)
                + 0.1 * noise(Math.floor(h / 24))
                + (h % 24 < 5 ? 0 : 10));
  }

  @Test
  void soundNightsAreQuiet() {
    assertThat(Replay.of(RULE, nights(60, night -> 6)).changes()).isEmpty();
  }

  @Test
  void theSecondHighNightOpensAndTheSecondSoundNightCloses() {
    var replay = Replay.of(RULE, nights(30, night -> night >= 15 && night < 20 ? 8 : 6));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isEqualTo(hour(16 * 24 + 4));
    assertThat(replay.opened().get(0).reason())
        .startsWith("leak: night flow 7.92 L/s where 6.07 L/s is usual (+1.85 L/s)")
        .endsWith("2 nights running");
    assertThat(replay.closed().get(0).time()).isEqualTo(hour(21 * 24 + 4));
  }

  @Test
  void nightsOfADayOfTheWeekAreHeldAgainstTheirLikes() {
    assertThat(Replay.of(RULE, nights(84, night -> night % 7 < 2 ? 8 : 6)).changes()).isEmpty();

    var replay = Replay.of(RULE, nights(84, n -> (n % 7 < 2 ? 8 : 6) + (n >= 40 ? 1 : 0)));

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isBetween(hour(41 * 24 + 4), hour(42 * 24 + 4));
  }

  @Test
  void oneHighNightMayBeAPool() {
    assertThat(Replay.of(RULE, nights(30, night -> night == 15 ? 20 : 6)).changes()).isEmpty();
  }

  @Test
  void aSecondLeakOnTopOfOneThatStaysIsSeen() {
    var replay = Replay.of(RULE, nights(90, night -> night < 15 ? 6 : night < 60 ? 8 : 10));

    assertThat(replay.opened()).hasSize(2);
    assertThat(replay.closed().get(0).reason()).contains("not known to be mended");
  }

  @Test
  void anHourlyMeterIsJudgedToo() {
    var flows = flows("inlet", 60, 40, (night, h) -> night < 20 ? 6 : 8);

    assertThat(Replay.of(RULE, flows).opened()).hasSize(1);
  }

  /** Two inlets share the demand of a night as they like; the leak is in their sum. */
  @Test
  void theBalanceOfAnAreaIsJudgedAndNotItsInlets() {
    var all = new ArrayList<Observation>();
    all.addAll(flows("north", 15, 60, (n, h) -> 6 + 2 * noise(n + 0.5) + (n >= 40 ? 0.5 : 0)));
    all.addAll(flows("south", 15, 60, (n, h) -> 6 - 2 * noise(n + 0.5) + (n >= 40 ? 0.5 : 0)));
    all.sort(Comparator.comparing(Observation::phenomenonTime));

    var replay = Replay.of(RULE, all);

    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isBetween(hour(40 * 24), hour(43 * 24));
    assertThat(replay.opened().get(0).feature()).isEqualTo("A");
    assertThat(replay.opened().get(0).reason()).contains("balance of 2 inlets");
  }

  /** It fills a tank in three nights of a week, in the third of them for an hour only. */
  private static double pump(int night, double hour) {
    boolean runs = night % 7 == 1 || night % 7 == 3 || (night % 7 == 5 && hour >= 3);
    return runs && hour >= 1 && hour < 4.5 ? 8 : 0;
  }

  @Test
  void whatAPumpTakesForATankIsNoLeak() {
    var all = new ArrayList<Observation>();
    all.addAll(flows("inlet", 15, 84, (n, h) -> 10 + pump(n, h) + (n >= 60 ? 1.5 : 0)));
    all.addAll(
        Readings.series(
            "pump",
            ObservedProperty.WATER_FLOW,
            "dma/A",
            Duration.ofMinutes(15),
            0,
            24.0 * 84,
            h -> pump((int) (h / 24), h % 24)));
    all.sort(Comparator.comparing(Observation::phenomenonTime));

    var replay = Replay.of(RULE, all);

    assertThat(replay.memory().pumps().share()).isBetween(0.9, 1.0);
    assertThat(replay.opened()).hasSize(1);
    assertThat(replay.opened().get(0).onset()).isBetween(hour(60 * 24), hour(63 * 24));
    assertThat(replay.opened().get(0).feature()).as("one inlet").isEqualTo("inlet");
  }

  /** It is read each second and rests for a day and a half; noise is no start. */
  @Test
  void aMachineThatIsReadOftenStartsNoMoreOftenThanItDoes() {
    var starts = Starts.blank();
    for (int second = 0; second < 6 * 86_400; second++) {
      boolean runs = second % (2 * 86_400) < 43_200;
      starts = starts.seen(hour(second / 3600.0), (runs ? 12 : 0) + 0.02 * noise(second / 3600.0));
      if (second == 2 * 86_400 - 1) {
        assertThat(starts.last()).as("it has not come from rest yet").isEqualTo(Instant.EPOCH);
        assertThat(starts.isResting()).isTrue();
      }
    }

    assertThat(starts.last()).isEqualTo(hour(4 * 24));
    assertThat(starts.alternates(hour(6 * 24))).isTrue();
  }

  @Test
  void nightsOfOtherMetersAreNotCompared() {
    var all = new ArrayList<Observation>();
    all.addAll(flows("north", 15, 60, (n, h) -> 6));
    all.addAll(
        flows("south", 15, 60, (n, h) -> 6).stream()
            .filter(one -> one.phenomenonTime().isAfter(hour(30 * 24)))
            .toList());
    all.sort(Comparator.comparing(Observation::phenomenonTime));

    assertThat(Replay.of(RULE, all).changes()).as("a meter more is no leak").isEmpty();
  }

  @Property(tries = 50)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var nights = nights(120, night -> noise((double) (night / 4 + seed % 1000)) > 0.3 ? 9 : 6);
    var once = Replay.of(RULE, nights);

    assertThat(Replay.of(RULE, nights).changes()).isEqualTo(once.changes());
  }
}
