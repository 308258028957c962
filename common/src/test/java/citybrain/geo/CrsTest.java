package citybrain.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URL;
import java.net.URLClassLoader;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrsTest {

  /** About a centimetre in degrees. */
  private static final Offset<Double> A_CENTIMETRE = within(1e-7);

  /** Length of the meridian from equator to pole on GRS 80, metres (Moritz 2000). */
  private static final double QUARTER_MERIDIAN = 10_001_965.729;

  /** Scale of UTM on its central meridian. */
  private static final double UTM_SCALE = 0.9996;

  @Test
  void wgs84KeepsLongitudeFirst() {
    assertThat(Crs.of("EPSG:4326")).isSameAs(Crs.WGS84);
    assertThat(Crs.of("OGC:CRS84")).isSameAs(Crs.WGS84);
    assertThat(Crs.WGS84.position(10.2, 56.15)).isEqualTo(new Position(10.2, 56.15));
  }

  /** The example of the PROJ manual for cct: 12 E 55 N is 691875.63 6098907.83 in UTM 32. */
  @Test
  void utm32AgreesWithTheProjManual() {
    var position = Crs.of("EPSG:25832").position(691_875.632, 6_098_907.825);

    assertThat(position.longitude()).isCloseTo(12, A_CENTIMETRE);
    assertThat(position.latitude()).isCloseTo(55, A_CENTIMETRE);
  }

  /** By definition of UTM: false easting on the central meridian, scaled arc as northing. */
  @Test
  void utm31HasItsCentralMeridianAtThreeEast() {
    var equator = Crs.of("EPSG:32631").position(500_000, 0);
    var pole = Crs.of("EPSG:32631").position(500_000, QUARTER_MERIDIAN * UTM_SCALE);

    assertThat(equator.longitude()).isCloseTo(3, A_CENTIMETRE);
    assertThat(equator.latitude()).isCloseTo(0, A_CENTIMETRE);
    assertThat(pole.latitude()).isCloseTo(90, A_CENTIMETRE);
  }

  /** The same offset from the central meridian, six degrees further west. */
  @Test
  void zonesOfUtmAreShiftedCopies() {
    var position = Crs.of("EPSG:32631").position(691_875.632, 6_098_907.825);

    assertThat(position.longitude()).isCloseTo(6, A_CENTIMETRE);
    assertThat(position.latitude()).isCloseTo(55, A_CENTIMETRE);
  }

  /** CGCS2000 follows ITRF97 at epoch 2000: the same as WGS 84 within a metre. Latitude first. */
  @Test
  void cgcs2000IsReadLongitudeFirst() {
    var position = Crs.of("EPSG:4490").position(116.3913, 39.9075);

    assertThat(position.longitude()).isCloseTo(116.3913, within(1e-5));
    assertThat(position.latitude()).isCloseTo(39.9075, within(1e-5));
  }

  @Test
  void unknownCodesAreNamed() {
    assertThatThrownBy(() -> Crs.of("EPSG:99999"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown CRS 'EPSG:99999': expected an EPSG code such as EPSG:25832");
    assertThatThrownBy(() -> Crs.of("UTM32"))
        .hasMessage("unknown CRS 'UTM32': expected an EPSG code such as EPSG:25832");
    assertThatThrownBy(() -> Crs.of("EPSG:5773")).hasMessageContaining("EPSG:5773");
    assertThatThrownBy(() -> Crs.of("EPSG:4979")).hasMessageContaining("EPSG:4979");
  }

  @Test
  void whatCannotBeConvertedIsNowhere() {
    var utm = Crs.of("EPSG:25832");

    assertThat(utm.position(Double.NaN, 6e6).isPlausible()).isFalse();
    assertThat(utm.position(5e5, Double.POSITIVE_INFINITY).isPlausible()).isFalse();
    assertThat(Crs.WGS84.position(Double.NaN, 1).isPlausible()).isFalse();
  }

  /** Loading the EPSG database costs two seconds which cities in degrees need not pay. */
  @Test
  void wgs84NeedsNoGeoTools() throws Exception {
    URL classes = Crs.class.getProtectionDomain().getCodeSource().getLocation();
    try (var bare = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> bare.loadClass("org.geotools.referencing.CRS"))
          .isInstanceOf(ClassNotFoundException.class);
      var crs = bare.loadClass("citybrain.geo.Crs");
      var wgs84 = crs.getMethod("of", String.class).invoke(null, "EPSG:4326");
      var position =
          crs.getMethod("position", double.class, double.class).invoke(wgs84, 10.2, 56.15);

      assertThat(position).hasToString(new Position(10.2, 56.15).toString());
    }
  }
}
