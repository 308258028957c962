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

  /** RFC 7946, section 5.2: the box of the Fiji archipelago. */
  @Test
  void aBoxMayCrossThe180thMeridian() {
    var box = new BoundingBox(177, -20, -178, -16);

    assertThat(box.contains(179, -18)).isTrue();
    assertThat(box.contains(-179, -18)).isTrue();
    assertThat(box.contains(180, -18)).isTrue();
    assertThat(box.contains(0, -18)).isFalse();
    assertThat(box.contains(-177, -18)).isFalse();
    assertThat(box.centre()).isEqualTo(new Position(179.5, -18));
    assertThat(new BoundingBox(178, -20, -175, -16).centre()).isEqualTo(new Position(-178.5, -18));
    assertThat(box.touches(new BoundingBox(-179, -18, -170, -10))).isTrue();
    assertThat(box.touches(new BoundingBox(-170, -18, 170, -10))).isFalse();
    assertThat(new BoundingBox(-170, -18, 178, -10).touches(box)).isTrue();
    assertThat(box.touches(new BoundingBox(175, -18, -175, -10))).isTrue();
  }
}
