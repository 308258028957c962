package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.alerting.Localisation;
import citybrain.detection.Surroundings;
import citybrain.feed.SettingException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** On the network of {@link PipeGraphTest}, by hand. */
class LeakPlacesTest {

  private static final List<String> SENSORS = List.of("a", "d", "e");

  private static LeakPlaces places(String text) {
    return LeakPlaces.of(
        new Surroundings() {
          @Override
          public String timeZone() {
            return "UTC";
          }

          @Override
          public List<NetworkFile> networks() {
            return List.of(new NetworkFile("small.inp", text));
          }
        });
  }

  private static Localisation locate(LeakPlaces places, List<String> sensors, double... errors) {
    return Objects.requireNonNull(places.locate(sensors, errors, LeakPlacesTest::negative));
  }

  private static double[] negative(double[] falls) {
    var errors = new double[falls.length];
    for (int i = 0; i < falls.length; i++) {
      errors[i] = -falls[i];
    }
    return errors;
  }

  @Test
  void thePipeIsNamedBetweenTheSensorsThatFell() {
    var places = places(PipeGraphTest.TEXT);

    // By DrawdownTest a leak at p3 draws down a, d and e as 50, 500 and 150, at p4 as 50, 150, 350.
    assertThat(locate(places, SENSORS, -2, -20, 0).features().get(0)).isEqualTo("p3");
    assertThat(locate(places, SENSORS, -2, 0, -20).features().get(0)).isEqualTo("p4");
    assertThat(locate(places, SENSORS, -20, 0, 0).features().get(0)).isEqualTo("p0");
  }

  @Test
  void itSaysHowFarToLookAndFromWhichNode() {
    var where = locate(places(PipeGraphTest.TEXT), SENSORS, -2, -20, 0);

    assertThat(where.kind()).isEqualTo(Localisation.PIPE);
    assertThat(where.features()).containsExactly("p3");
    assertThat(where.around()).isEqualTo("c");
    assertThat(where.radiusMetres()).isEqualTo(150);
    assertThat(where.text())
        .isEqualTo("most likely near the pipe p3 (within about 150 m of node c)");
  }

  @Test
  void behindAValveNothingIsNamed() {
    assertThat(locate(places(PipeGraphTest.TEXT), SENSORS, -20, -20, -20).features())
        .doesNotContain("p5");
  }

  @Test
  void whereNoNetworkIsKnownTheSensorsAreRanked() {
    var where = locate(LeakPlaces.NONE, SENSORS, -4, -20, -1);

    assertThat(where.kind()).isEqualTo(Localisation.SENSOR);
    assertThat(where.features()).containsExactly("d", "a");
    assertThat(where.radiusMetres()).isNaN();
    assertThat(where.text()).isEqualTo("most likely near the sensors d, a");
    assertThat(locate(places(PipeGraphTest.TEXT), List.of("x", "y", "d"), -4, -20, -1).features())
        .as("sensors of another network")
        .containsExactly("y", "x");
    assertThat(LeakPlaces.NONE.locate(SENSORS, new double[] {1, -1, 0}, falls -> falls)).isNull();
  }

  @Test
  void aFileThatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> places("[JUNCTIONS]\na\n[PIPES]\np a b 1 1\n"))
        .isInstanceOf(SettingException.class)
        .hasMessage("file small.inp line 4: the node 'b' is not defined");
    assertThat(LeakPlaces.of(Surroundings.of("UTC"))).isSameAs(LeakPlaces.NONE);
  }
}
