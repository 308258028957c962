package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.synthetic.contract.SyntheticSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticCityTest {

  private static final SyntheticSettings SETTINGS = SyntheticSettings.defaults();
  private static final Instant START = SETTINGS.start();

  private static String digest(SyntheticSettings settings) throws Exception {
    var sha = MessageDigest.getInstance("SHA-256");
    var city = SyntheticCity.of(settings);
    city.play(
        START.plus(Duration.ofHours(7)),
        START.plus(Duration.ofHours(9)),
        message -> {
          sha.update(message.feed().getBytes(StandardCharsets.UTF_8));
          sha.update(message.arrival().toString().getBytes(StandardCharsets.UTF_8));
          sha.update(message.body());
        });
    for (var file : city.referenceFiles()) {
      var bytes = new ByteArrayOutputStream();
      city.writeReference(file, bytes);
      sha.update(bytes.toByteArray());
    }
    sha.update(
        city.incidents(START, START.plus(Duration.ofDays(3)))
            .toString()
            .getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha.digest());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws Exception {
    var other = new SyntheticSettings(43, 1, START, SETTINGS.zone());

    assertThat(digest(SETTINGS)).isEqualTo(digest(SyntheticSettings.defaults()));
    assertThat(digest(SETTINGS)).isNotEqualTo(digest(other));
  }

  @Test
  void aDayHasTheLinesOfItsFeeds() {
    Map<String, Integer> records = new HashMap<>();
    var last = new Instant[] {START};
    SyntheticCity.of(SETTINGS)
        .play(
            START,
            START.plus(Duration.ofDays(1)),
            message -> {
              assertThat(message.arrival()).isAfterOrEqualTo(last[0]);
              if (!message.whole()) {
                assertThat(message.body()[message.body().length - 1]).isEqualTo((byte) '\n');
              }
              last[0] = message.arrival();
              records.merge(message.feed(), message.records(), Integer::sum);
            });

    assertThat(records).hasSize(13);
    assertThat(records.get("meters")).isBetween(920_000, 960_000);
    assertThat(records.get("traffic")).isBetween(280_000, 296_000);
    assertThat(records.get("transformers")).isBetween(15_000, 16_500);
    assertThat(records.get("parking")).isBetween(1_680, 1_740);
    assertThat(records.get("air")).isBetween(264, 288);
    assertThat(records.get("weather")).isBetween(69, 73);
    assertThat(records.get("buses")).isBetween(400_000, 500_000);
    assertThat(records.get("trip-updates")).isBetween(400_000, 500_000);
    assertThat(records.get("water-demands")).isBetween(21, 24);
    assertThat(records.get("water-flows-hourly")).isBetween(21, 24);
    for (var table : new String[] {"water-pressures", "water-flows", "water-levels"}) {
      assertThat(records.get(table)).as(table).isBetween(284, 291);
    }
  }

  @Test
  void recordsCountTheDataLines() {
    SyntheticCity.of(SETTINGS)
        .play(
            START,
            START.plus(Duration.ofHours(2)),
            feed -> !feed.equals("buses") && !feed.equals("trip-updates"),
            message -> {
              long ends = new String(message.body(), StandardCharsets.UTF_8).lines().count();
              assertThat(message.records()).isEqualTo((int) ends - 1).isPositive();
              assertThat(message.records()).isLessThan(520);
            });
  }

  @Test
  void aVillageWorksToo() {
    var village = SyntheticCity.of(new SyntheticSettings(42, 0.01, START, SETTINGS.zone()));
    int[] messages = {0};
    village.play(
        START.plus(Duration.ofHours(23)), START.plus(Duration.ofHours(26)), m -> messages[0]++);

    assertThat(messages[0]).isGreaterThan(150);
    assertThat(village.incidents(START, START.plus(Duration.ofDays(8)))).hasSizeGreaterThan(100);
  }

  @Test
  void refusesWhatItCannotGive() {
    var city = SyntheticCity.of(SETTINGS);

    assertThatThrownBy(() -> city.play(START.minusSeconds(1), START, message -> {}))
        .hasMessageContaining("begins at");
    assertThatThrownBy(() -> city.writeReference("x.csv", new ByteArrayOutputStream()))
        .hasMessageContaining("districts.geojson");
    assertThatThrownBy(() -> new SyntheticSettings(1, 0, START, SETTINGS.zone()))
        .hasMessageContaining("scale");
  }
}
