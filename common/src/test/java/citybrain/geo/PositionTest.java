package citybrain.geo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {

  @ParameterizedTest
  @CsvSource({
    "10.2, 56.1, true",
    "-180, -90, true",
    "180, 90, true",
    "0, 51.48, true",
    "-78.5, 0, true",
    "0, 0, false",
    "0.0000001, -0.0000001, false",
    "180.1, 0.5, false",
    "-180.1, 0.5, false",
    "5, 90.1, false",
    "5, -90.1, false",
    "NaN, 5, false",
    "5, NaN, false",
    "Infinity, 5, false",
  })
  void isPlausibleOnEarthButNotAtTheOrigin(double longitude, double latitude, boolean plausible) {
    assertThat(new Position(longitude, latitude).isPlausible()).isEqualTo(plausible);
  }

  @Test
  void boxesHoldTheirEdges() {
    var box = new BoundingBox(9, 55, 11, 57);

    assertThat(box.contains(9, 57)).isTrue();
    assertThat(box.contains(box.centre())).isTrue();
    assertThat(box.centre()).isEqualTo(new Position(10, 56));
    assertThat(box.contains(8.9, 56)).isFalse();
    assertThat(box.contains(11.1, 56)).isFalse();
    assertThat(box.contains(10, 54.9)).isFalse();
    assertThat(box.contains(10, 57.1)).isFalse();
  }
}
