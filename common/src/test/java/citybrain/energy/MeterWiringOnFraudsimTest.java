package citybrain.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.alerting.AlertChange;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Meters behind the wrong transformer and meters that count backwards, made of real households'
 * weeks. When the rule was designed, the first and the fifth meter of each transformer were looked
 * at, and a correction that made things worse for these was left out; the meters asked here had not
 * been looked at. Of 24 cases 21 to 24 were told then.
 */
class MeterWiringOnFraudsimTest {

  private static final NonTechnicalLoss RULE =
      new NonTechnicalLoss(NonTechnicalLoss.Settings.of("UTC"));
  private static final MeteredTransformers.Dial AS_COUNTED = (meter, h, counted) -> counted;

  /** The numbers of the meters that are asked. */
  private static final int[] ASKED = {1, 2};

  private static final int FEW = 8;

  private static MeteredTransformers city;

  @BeforeAll
  static void read() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no meters of fraudsim_dev");
    city = MeteredTransformers.read(Path.of(data));
  }

  /** What was told of meters that were connected wrongly, and of the others. */
  private static final class Score {
    int asked;
    int told;
    int asThieves;
    int others;
    final TreeSet<Double> days = new TreeSet<>();
    final List<String> thefts = new ArrayList<>();

    void take(String wrong, String words, Instant began, List<AlertChange> opened) {
      asked++;
      boolean isTold = false;
      for (var one : opened) {
        if (!isWiring(one)) {
          asThieves += one.feature().equals(wrong) ? 1 : 0;
          thefts.add(one.feature());
        } else if (one.feature().equals(wrong) && one.reason().startsWith(words)) {
          isTold = true;
          days.add(Duration.between(began, one.onset()).toHours() / 24.0);
        } else {
          others++;
        }
      }
      told += isTold ? 1 : 0;
    }

    String says(String what) {
      long honest = thefts.stream().filter(one -> !city.thieves().contains(one)).count();
      return String.format(
          Locale.ROOT,
          "%s: told %d of %d after %s days, %d of them also as thieves, %d others; theft alerts %d,"
              + " of honest meters %d",
          what,
          told,
          asked,
          days.isEmpty() ? "-" : days.first() + " to " + days.last(),
          asThieves,
          others,
          thefts.size(),
          honest);
    }
  }

  private static boolean isWiring(AlertChange one) {
    return one.reason().startsWith("meter does not hang")
        || one.reason().startsWith("meter counts backwards");
  }

  private static List<AlertChange> opened(
      String transformer, List<String> register, MeteredTransformers.Dial dial) {
    return Replay.of(RULE, city.readings(transformer, register, dial)).opened();
  }

  private static List<String> transformers() {
    return List.copyOf(city.meters().keySet());
  }

  @Test
  void ofMetersThatAreWiredRightNothingIsSaid() {
    var opened =
        transformers().stream().flatMap(one -> opened(one, city.of(one), AS_COUNTED).stream());
    var all = opened.toList();
    long honest = all.stream().filter(one -> !city.thieves().contains(one.feature())).count();
    System.out.println(
        "meter wiring, as the register says: "
            + all.stream().filter(MeterWiringOnFraudsimTest::isWiring).count()
            + " alerts of 250 meters; theft alerts "
            + all.size()
            + ", of honest meters "
            + honest);

    assertThat(all).noneMatch(MeterWiringOnFraudsimTest::isWiring);
  }

  private static List<String> with(List<String> register, String without, String with) {
    return register.stream().map(one -> one.equals(without) ? with : one).toList();
  }

  private static Score swapped(int[] numbers) {
    var score = new Score();
    var transformers = transformers();
    for (int number : numbers) {
      for (int pair = 0; pair < transformers.size(); pair += 2) {
        var a = transformers.get(pair);
        var b = transformers.get(pair + 1);
        var ofA = city.honest(a, number);
        var ofB = city.honest(b, number);
        score.take(
            ofB,
            "meter does not hang at transformer " + a,
            Readings.START,
            opened(a, with(city.of(a), ofA, ofB), AS_COUNTED));
        score.take(
            ofA,
            "meter does not hang at transformer " + b,
            Readings.START,
            opened(b, with(city.of(b), ofB, ofA), AS_COUNTED));
      }
    }
    return score;
  }

  private static Score reversed(int[] numbers, int fromDay) {
    var score = new Score();
    for (int number : numbers) {
      for (var transformer : transformers()) {
        var wrong = city.honest(transformer, number);
        MeteredTransformers.Dial dial =
            (meter, h, counted) -> meter.equals(wrong) && h >= 24.0 * fromDay ? -counted : counted;
        score.take(
            wrong,
            "meter counts backwards",
            Readings.hour(24.0 * fromDay),
            opened(transformer, city.of(transformer), dial));
      }
    }
    return score;
  }

  @Test
  void metersOfTwoTransformersThatAreSwappedAreTold() {
    var score = swapped(ASKED);
    System.out.println(score.says("meter wiring, swapped"));

    assertThat(score.told).isGreaterThanOrEqualTo((int) (0.8 * score.asked));
    // A small meter is not seen at once, and until then nobody knows that it is elsewhere.
    assertThat(score.asThieves).isLessThanOrEqualTo(score.asked / FEW);
    // One that uses at the same hours as the wrong one is taken for it.
    assertThat(score.others).isLessThanOrEqualTo(score.asked / 6);
  }

  @Test
  void metersThatCountBackwardsAreTold() {
    for (int day : new int[] {0, 30}) {
      var score = reversed(ASKED, day);
      System.out.println(score.says("meter wiring, backwards from day " + day));

      assertThat(score.told).isGreaterThanOrEqualTo((int) (0.8 * score.asked));
      assertThat(score.asThieves).isLessThanOrEqualTo(score.asked / FEW);
      assertThat(score.others).isZero();
    }
  }
}
