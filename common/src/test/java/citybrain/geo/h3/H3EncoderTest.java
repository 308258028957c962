package citybrain.geo.h3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.geo.HexGrid;
import com.uber.h3core.H3Core;
import com.uber.h3core.util.LatLng;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The library says what is right: {@code ./citybrain bench cells} asks it about more points. */
class H3EncoderTest {

  private static final H3Core LIBRARY = library();
  private static final double DEGREES = 180 / Math.PI;

  /** Base cells of the library in which no digit leads to a sixth neighbour. */
  private static final int PENTAGONS = 12;

  private final SplittableRandom random = new SplittableRandom(20_260_115);

  private static H3Core library() {
    try {
      return H3Core.newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IntStream resolutions() {
    return IntStream.rangeClosed(0, H3Encoder.FINEST);
  }

  /**
   * What is looked at: the grid, which always agrees, and how often the encoder leaves it to it.
   */
  private static final class Comparison {
    private final int resolution;
    private final HexGrid grid;
    private final H3Encoder encoder;
    private int points;
    private int undecided;

    Comparison(int resolution) {
      this.resolution = resolution;
      this.grid = new HexGrid(resolution);
      this.encoder = new H3Encoder(resolution);
    }

    void at(double longitude, double latitude) {
      if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
        return;
      }
      long expected = LIBRARY.latLngToCell(latitude, longitude, resolution);
      long encoded = encoder.cell(longitude, latitude);
      points++;
      undecided += encoded == H3Encoder.UNDECIDED ? 1 : 0;
      boolean agrees = encoded == expected || encoded == H3Encoder.UNDECIDED;
      if (!agrees || grid.cell(longitude, latitude) != expected) {
        assertThat(HexGrid.text(encoded))
            .as("resolution %d, longitude %s, latitude %s", resolution, longitude, latitude)
            .isEqualTo(HexGrid.text(expected));
      }
    }
  }

  /** Uniform on the sphere. */
  private void anywhere(Comparison comparison) {
    comparison.at(random.nextDouble(-180, 180), Math.asin(random.nextDouble(-1, 1)) * DEGREES);
  }

  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesAllOverTheWorld(int resolution) {
    var comparison = new Comparison(resolution);
    for (int i = 0; i < 100_000; i++) {
      anywhere(comparison);
    }

    assertThat(comparison.points).isEqualTo(100_000);
    assertThat(comparison.undecided).isLessThanOrEqualTo(1);
  }

  /** From a few cells around it to the whole cell of resolution 0. */
  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesAroundEveryPentagon(int resolution) {
    var comparison = new Comparison(resolution);
    var pentagons = LIBRARY.getPentagons(resolution);
    for (long pentagon : pentagons) {
      var middle = LIBRARY.cellToLatLng(pentagon);
      comparison.at(middle.lng, middle.lat);
      for (double reach = 20; reach > 2e-7; reach /= 7) {
        for (int i = 0; i < 100; i++) {
          around(comparison, middle, reach);
        }
      }
    }

    assertThat(pentagons).hasSize(PENTAGONS);
  }

  private void around(Comparison comparison, LatLng middle, double reach) {
    double wider = reach / Math.cos(middle.lat / DEGREES);
    comparison.at(
        middle.lng + random.nextDouble(-wider, wider),
        middle.lat + random.nextDouble(-reach, reach));
  }

  /** Middles, corners and sides of cells, and beside sides by less and less. */
  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesOnLinesBetweenCells(int resolution) {
    var comparison = new Comparison(resolution);
    for (int i = 0; i < 250; i++) {
      long cell =
          LIBRARY.latLngToCell(
              Math.asin(random.nextDouble(-1, 1)) * DEGREES,
              random.nextDouble(-180, 180),
              resolution);
      var middle = LIBRARY.cellToLatLng(cell);
      comparison.at(middle.lng, middle.lat);
      var corners = LIBRARY.cellToBoundary(cell);
      var last = corners.get(corners.size() - 1);
      for (var corner : corners) {
        comparison.at(corner.lng, corner.lat);
        double along = random.nextDouble();
        double longitude = last.lng + along * (corner.lng - last.lng);
        double latitude = last.lat + along * (corner.lat - last.lat);
        for (double aside = 1e-12; aside < 2e-7; aside *= 10) {
          comparison.at(longitude + aside, latitude - aside);
          comparison.at(longitude - aside, latitude + aside);
        }
        last = corner;
      }
    }

    assertThat(comparison.points).isGreaterThan(15_000);
  }

  /** The two points next to each other that the library has in different cells. */
  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesOnBothSidesOfALineToTheLastBit(int resolution) {
    var comparison = new Comparison(resolution);
    double cellWidth = 100 / Math.sqrt(Math.pow(7, resolution));
    for (int i = 0; i < 300; i++) {
      double longitude = random.nextDouble(-170, 170);
      double latitude = Math.asin(random.nextDouble(-0.95, 0.95)) * DEGREES;
      double east = random.nextDouble(-0.1, 0.1) * cellWidth;
      double north = random.nextDouble(-0.1, 0.1) * cellWidth;
      long cell = LIBRARY.latLngToCell(latitude, longitude, resolution);
      double near = 0;
      double far = 1;
      for (int step = 0; step < 60; step++) {
        double half = (near + far) / 2;
        long there =
            LIBRARY.latLngToCell(latitude + half * north, longitude + half * east, resolution);
        near = there == cell ? half : near;
        far = there == cell ? far : half;
      }
      comparison.at(longitude + near * east, latitude + near * north);
      comparison.at(longitude + far * east, latitude + far * north);
    }

    assertThat(comparison.undecided).as("most of these are left to the library").isGreaterThan(200);
  }

  /** There the library is least exact, and sides of faces end where five of them meet. */
  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesNearMiddlesAndSidesOfFaces(int resolution) {
    var comparison = new Comparison(resolution);
    for (int face = 0; face < Icosahedron.FACES; face++) {
      var middle = Icosahedron.middle(face);
      for (double reach = 1; reach > 1e-9; reach /= 4) {
        for (int i = 0; i < 50; i++) {
          around(comparison, new LatLng(middle[1], middle[0]), reach);
        }
      }
      for (int other = 0; other < face; other++) {
        var there = Icosahedron.middle(other);
        double east = there[0] - middle[0];
        double between = (there[1] + middle[1]) / 2;
        for (int i = 0; i < 20 && Math.abs(east) < 180; i++) {
          comparison.at(middle[0] + east * random.nextDouble(0.49, 0.51), between);
        }
      }
    }

    assertThat(comparison.points).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @MethodSource("resolutions")
  void agreesAtPolesAndOnTheAntimeridian(int resolution) {
    var comparison = new Comparison(resolution);
    for (int longitude = -180; longitude <= 180; longitude++) {
      for (double pole : new double[] {90, -90}) {
        comparison.at(longitude, pole);
        comparison.at(longitude, Math.nextDown(90.0) * Math.signum(pole));
        comparison.at(longitude, pole * 0.999_999_9);
      }
    }
    for (double latitude = -90; latitude <= 90; latitude += 0.125) {
      comparison.at(180, latitude);
      comparison.at(-180, latitude);
      comparison.at(Math.nextDown(180.0), latitude);
      comparison.at(random.nextDouble(-180, 180), latitude);
      comparison.at(-0.0, latitude);
    }

    assertThat(comparison.points).isGreaterThan(9_000);
  }

  /** Most of eastern China lies in the base cell of a pentagon, 24. */
  @ParameterizedTest
  @CsvSource({
    "116.39, 39.91, 24",
    "121.47, 31.23, 24",
    "10.20, 56.16, 15",
    "-76.49, 44.23, 21",
    "2.3, 54.7, 12"
  })
  void agreesInCities(double longitude, double latitude, int baseCell) {
    for (int resolution = 0; resolution <= H3Encoder.FINEST; resolution++) {
      var comparison = new Comparison(resolution);
      for (int i = 0; i < 2_000; i++) {
        around(comparison, new LatLng(latitude, longitude), 0.3);
      }
      long cell = new H3Encoder(resolution).cell(longitude, latitude);
      assertThat(LIBRARY.getBaseCellNumber(cell)).isEqualTo(baseCell);
    }
  }

  @Test
  void sinesAreThoseOfMath() {
    for (double degrees = -180; degrees <= 180; degrees += 1 / 7.0) {
      double radians = Math.toRadians(degrees);
      assertThat(Math.abs(Degrees.sine(degrees) - StrictMath.sin(radians))).isLessThan(1e-15);
      assertThat(Math.abs(Degrees.cosine(degrees) - StrictMath.cos(radians))).isLessThan(1e-15);
    }
  }

  @Test
  void thereAreSixteenResolutions() {
    assertThatThrownBy(() -> new H3Encoder(16)).hasMessage("H3 resolution 16: expected 0 to 15");
    assertThatThrownBy(() -> new H3Encoder(-1)).hasMessage("H3 resolution -1: expected 0 to 15");
  }
}
