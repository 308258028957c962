package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.scoring.NabScore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Our scorer on what others published: as the official one scores it. */
class NabPublishedTest {

  private static final Map<String, NabScore.Profile> PROFILES =
      Map.of(
          "standard", NabScore.Profile.STANDARD,
          "reward_low_FP_rate", NabScore.Profile.LOW_FP,
          "reward_low_FN_rate", NabScore.Profile.LOW_FN);

  /**
   * Its outputs are stored with nine digits: rows a little below 1 cannot be told from 1, which is
   * its threshold. So more of them count as false, but for the profile whose best lies lower.
   */
  private static final String ROUNDED = "windowedGaussian";

  private static final Offset<Double> ROUNDED_CLOSE = Offset.offset(0.1);

  private static final Offset<Double> CLOSE = Offset.offset(0.001);

  @Test
  void publishedScoresComeOut() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(data != null, "SKIPPED: CITYBRAIN_DATA is not set, no published scores of NAB");
    var place = new SetFolder(new NabSet().card(), Path.of(data), Optional.empty());
    var all = NabSet.series(place);
    assertThat(all).hasSize(31);
    var expected = new ObjectMapper().readTree(place.read("nab/detectors/expected.json").content());
    for (var detector : (Iterable<String>) expected::fieldNames) {
      var score = new NabScore();
      for (var series : all) {
        var file = "nab/detectors/" + detector + "/" + series.rows().about() + ".gz";
        score.add(outputs(place.read(file)), series.windows());
      }
      PROFILES.forEach(
          (name, profile) ->
              check(
                  detector + " " + name, score, profile, expected.at("/" + detector + "/" + name)));
    }
  }

  private static void check(
      String as, NabScore score, NabScore.Profile profile, JsonNode expected) {
    double best = expected.path("best_score").asDouble();
    if (!as.startsWith(ROUNDED)) {
      double threshold = expected.path("threshold_published").asDouble();
      assertThat(score.at(profile, threshold).score())
          .as(as)
          .isCloseTo(expected.path("score_at_published_threshold").asDouble(), CLOSE);
      assertThat(score.best(profile).score()).as(as + ", best").isCloseTo(best, CLOSE);
    } else if (profile.equals(NabScore.Profile.LOW_FN)) {
      assertThat(score.best(profile).score()).as(as + ", best").isCloseTo(best, ROUNDED_CLOSE);
    } else {
      assertThat(score.best(profile).score()).as(as + ", best").isLessThan(best);
    }
  }

  private static double[] outputs(SetFolder.Found file) {
    return new String(file.content(), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .mapToDouble(line -> line.isBlank() ? 0 : Double.parseDouble(line))
        .toArray();
  }
}
