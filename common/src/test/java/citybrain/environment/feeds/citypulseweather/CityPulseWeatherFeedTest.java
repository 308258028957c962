package citybrain.environment.feeds.citypulseweather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Collected;
import citybrain.feed.Fixture;
import citybrain.feed.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityPulseWeatherFeedTest {

  private final CityPulseWeatherFeed kind = new CityPulseWeatherFeed();
  private final Fixture fixture = Fixture.of(kind);

  @ParameterizedTest
  @ValueSource(strings = {"10.2", "10.2,north", "10.2,156", "0,0", "10.2,56.1,0"})
  void aWrongPositionStopsTheStart(String position) {
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("position", position))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("position is '" + position + "'")
        .hasMessageContaining("longitude,latitude");
  }

  @Test
  void stationAndPositionAreOptional() {
    var feed = kind.open(fixture.setup(Map.of("position", "", "feature", "")));
    var observation =
        Collected.of(feed, fixture.message("56,18,7.4,2014-08-01T00:00:00")).observations.get(0);
    assertThat(observation.feature()).isEqualTo("weather");
    assertThat(observation.position()).isNull();
  }
}
