package citybrain.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.Lanes;
import citybrain.feed.SettingException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchCityTest {

  @Test
  void lanesAreThoseOfEachFeed() {
    var city = new BenchCity(42, 1, 3, Set.of());
    assertThat(CityFile.parse("demo.yaml", city.text(), Feeds.ALL).feeds())
        .hasSameSizeAs(ShippedCities.load("demo", Feeds.ALL).feeds())
        .allMatch(feed -> feed.lanes().equals(Lanes.always(3)));
    assertThat(new BenchCity(42, 1, 1, Set.of()).text()).isEqualTo(ShippedCities.text("demo"));
  }

  @Test
  void feedsAreThoseThatAreNamed() {
    assertThat(new BenchCity(42, 1, 1, Set.of()).feeds()).contains("meters", "buses");
    assertThat(new BenchCity(42, 1, 1, Set.of("meters")).feeds()).containsExactly("meters");
    assertThatThrownBy(() -> new BenchCity(42, 1, 1, Set.of("metres")).feeds())
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("--feeds: no feed 'metres'; expected some of air, buses, ");
  }
}
