package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import citybrain.cityfile.ShippedCities;
import citybrain.feed.SettingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path home;

  PlayersTest(@TempDir Path home) {
    this.home = home;
  }

  private PlayerSettings settings(String city, String bootstrap, double speed, long seed)
      throws IOException {
    Path file = home.resolve(city + ".yaml");
    Files.writeString(file, ShippedCities.text(city));
    return new PlayerSettings(
        bootstrap,
        List.of(file),
        home.resolve("data"),
        home,
        speed,
        Optional.of(Duration.ofHours(1)),
        Optional.empty(),
        Optional.empty(),
        seed,
        0.02);
  }

  @Test
  void theSyntheticCityPlaysItsPastGoesLiveAndGoesOnWhereItStopped() throws Exception {
    try (var broker = TestBroker.start(home.resolve("kafka"))) {
      var settings = settings("demo", broker.bootstrap(), 600, 7);
      Instant stoppedAt;
      try (var player = Players.open(settings)) {
        player.start();
        await().atMost(PATIENCE).until(() -> player.progress().live());
        player.stopAndFlush();
        stoppedAt = player.progress().cityTime();
        assertThat(player.progress().problem()).isEmpty();
        assertThat(player.progress().feeds()).containsKeys("demo/traffic", "demo/meters");
      }
      assertThat(home.resolve("synthetic/demo/districts.geojson")).isNotEmptyFile();

      try (var player = Players.open(settings)) {
        player.start();
        await()
            .atMost(PATIENCE)
            .until(() -> player.progress().cityTime().isAfter(stoppedAt.plusSeconds(1200)));
        player.stopAndFlush();
        // Reading the totals also proves that no number is missing or there twice.
        var totals = RawTotals.read(broker.bootstrap(), player.mark());
        assertThat(player.progress().feeds()).hasSameSizeAs(totals.feeds());
        player
            .progress()
            .feeds()
            .forEach((key, feed) -> assertThat(totals.of(key).records()).isEqualTo(feed.records()));
      }

      var otherSeed = settings("demo", broker.bootstrap(), 600, 8);
      assertThatThrownBy(() -> Players.open(otherSeed))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("city 'demo' was played with seed = 7, now it is 8");
    }
  }

  @Test
  void referenceFilesAreKeptForTheSameCityAndReplacedForAnother() throws IOException {
    Path file = home.resolve("synthetic/demo/energy/meters_places.csv");
    Players.prepare(settings("demo", "nowhere:1", 1, 7));
    var first = Files.readString(file);
    var time = Files.getLastModifiedTime(file);
    Players.prepare(settings("demo", "nowhere:1", 1, 7));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    Players.prepare(settings("demo", "nowhere:1", 1, 8));
    assertThat(Files.readString(file)).isNotEqualTo(first);
  }

  @Test
  void missingRecordingsAreAllNamedWithOriginAndLicence() throws IOException {
    var settings = settings("aarhus", "nowhere:1", 1, 7);
    assertThatThrownBy(() -> Players.prepare(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("traffic_2014-08-01_2014-09-14.zip!streams/AarhusTrafficData*.stream")
        .hasMessageContaining(home.resolve("data").toString())
        .hasMessageContaining("CityPulse / City of Aarhus")
        .hasMessageContaining("CC BY 4.0")
        .hasMessageContaining("fraudsim_dev_transformers.csv.gz");
  }

  @Test
  void speedMustBePositive() throws IOException {
    var settings = settings("demo", "nowhere:1", 0, 7);
    assertThatThrownBy(() -> Players.prepare(settings))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--speed is 0.0");
  }

  @Test
  void theTruthIsJsonAndSaysThatItIsSynthetic() throws IOException {
    var settings = settings("demo", "nowhere:1", 1, 7);
    var from = Instant.parse("2025-03-09T23:00:00Z");
    Path file = home.resolve("truth.json");
    assertThat(Players.writeTruth(settings, from, from.plus(Duration.ofDays(2)), file)).isTrue();
    var truth = new ObjectMapper().readTree(file.toFile());
    assertThat(truth.path("synthetic").asBoolean()).isTrue();
    assertThat(truth.path("incidents").size()).isPositive();
    for (var incident : truth.path("incidents")) {
      assertThat(Instant.parse(incident.path("start").asText())).isAfterOrEqualTo(from);
      assertThat(incident.path("features").size()).isPositive();
    }
  }
}
