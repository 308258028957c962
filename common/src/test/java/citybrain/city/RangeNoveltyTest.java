package citybrain.city;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.detection.CityCalendar;
import citybrain.scoring.NabScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RangeNoveltyTest {

  private static final RangeNovelty RULE = new RangeNovelty(CityCalendar.of("UTC"));

  private static double usual(double hours) {
    return 10 + 3 * Math.sin(hours * Math.PI / 12) + 0.3 * noise(hours);
  }

  /** Novelty at every five minutes of three weeks. */
  private static double[] novelties(ToDoubleFunction<Double> value) {
    var out = new double[21 * 288];
    var state = RangeNovelty.blank();
    for (int i = 0; i < out.length; i++) {
      var step = RULE.observe(state, hour(i / 12.0), value.applyAsDouble(i / 12.0));
      state = step.state();
      out[i] = step.novelty();
    }
    return out;
  }

  @Test
  void aSpikeIsNovelAndNothingElse() {
    var out = novelties(h -> h == 400 ? 30 : usual(h));

    assertThat(out[4800]).isGreaterThan(1);
    for (int i = 2 * 288; i < out.length; i++) {
      if (i != 4800) {
        assertThat(out[i]).as("row %d", i).isLessThan(0.5 * out[4800]);
      }
    }
  }

  @Test
  void aLongHappeningIsOneRecordNotABurst() {
    var out = novelties(h -> h >= 400 && h < 402 ? 30 : usual(h));
    int emitted = 0;
    for (int i = 4800; i < 4824; i++) {
      emitted += out[i] >= 0.158 ? 1 : 0;
    }

    assertThat(emitted).isBetween(1, 3);
  }

  @Property(tries = 20)
  void unitsDoNotMatter(@ForAll @IntRange(min = -3, max = 3) int exponent) {
    double factor = Math.pow(10, exponent);
    var one = novelties(h -> h == 400 ? 30 : usual(h));
    var other = novelties(h -> factor * (h == 400 ? 30 : usual(h)));

    assertThat(Math.abs(one[4800] - other[4800]) / one[4800]).isLessThan(0.01);
  }

  @Test
  void theStateIsSmallAndWhatIsNoNumberIsPassedOver() {
    var state = RangeNovelty.blank();

    int bytes = 16 + 8 * state.numbers().length + 6 * state.profile().length;
    assertThat(bytes).isLessThanOrEqualTo(1600);
    assertThat(RULE.observe(state, hour(0), Double.NaN).state()).isSameAs(state);
    assertThat(RULE.observe(state, hour(0), 5).state()).isNotSameAs(state);
    assertThat(state.numbers()).containsOnly(0);
  }

  /** In-sample, as every entry of the board: one threshold, chosen on the files it is scored on. */
  @Test
  void numentaBenchmark() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no Numenta benchmark");
    var files = NabFiles.read(Path.of(data).resolve("nab"));
    assertThat(files.series()).hasSize(31);
    var score = files.score();
    var standard = score.best(NabScore.Profile.STANDARD);
    var lowFp = score.best(NabScore.Profile.LOW_FP);
    var lowFn = score.best(NabScore.Profile.LOW_FN);
    System.out.println("RangeNovelty, NAB visible half (in-sample), standard: " + standard);
    System.out.println("RangeNovelty, NAB visible half (in-sample), low FP: " + lowFp);
    System.out.println("RangeNovelty, NAB visible half (in-sample), low FN: " + lowFn);

    assertThat(standard.score()).isGreaterThan(72);
    assertThat(score.at(NabScore.Profile.STANDARD, 0.14).score()).isGreaterThan(71.9);
    assertThat(lowFp.score()).isGreaterThan(64);
    assertThat(lowFn.score()).isGreaterThan(75.5);
  }
}
