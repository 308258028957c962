package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.ground.Utm31;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.town.WaterNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

  private static CityPlan city(double scale) {
    var defaults = SyntheticSettings.defaults();
    var settings = new SyntheticSettings(42, scale, defaults.start(), defaults.zone());
    return CityPlan.of(settings, new Chance(42));
  }

  private static boolean contains(List<Spot> ring, Spot spot) {
    boolean inside = false;
    for (int i = 1; i < ring.size(); i++) {
      var a = ring.get(i - 1);
      var b = ring.get(i);
      if (a.latitude() > spot.latitude() != b.latitude() > spot.latitude()) {
        double way = (spot.latitude() - a.latitude()) / (b.latitude() - a.latitude());
        inside ^= spot.longitude() < a.longitude() + way * (b.longitude() - a.longitude());
      }
    }
    return inside;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, 7})
  void everyPlaceLiesInExactlyOneDistrictAndOneDma(double scale) {
    var city = city(scale);
    var chance = new Chance(1);
    for (var mosaic : List.of(city.districts(), city.water().mosaic())) {
      for (int i = 0; i < 1000; i++) {
        var spot =
            city.ground().at(chance.between(-0.96, 0.96, i, 1), chance.between(-0.96, 0.96, i, 2));
        int holders = 0;
        for (int cell = 0; cell < mosaic.size(); cell++) {
          holders += contains(mosaic.outline(cell), spot) ? 1 : 0;
        }
        assertThat(holders).isEqualTo(1);
      }
    }
  }

  @Test
  void scaleOneHasTheSizePromised() {
    var city = city(1);
    assertThat(city.districts().size()).isEqualTo(24);
    assertThat(city.water().dmas()).isEqualTo(30);
    assertThat(city.power().meters()).isEqualTo(10_000);
    assertThat(city.roads().links()).isBetween(950, 1050);
    assertThat(city.air().stations()).isEqualTo(12);
    assertThat(city.garages().size()).isEqualTo(12);
  }

  @Test
  void everyNodeLiesInItsDma() {
    var water = city(1).water();
    for (int dma = 0; dma < water.dmas(); dma++) {
      for (int node = 0; node < WaterNetwork.NODES_PER_DMA; node++) {
        assertThat(contains(water.mosaic().outline(dma), water.spot(dma, node))).isTrue();
      }
    }
  }

  @Test
  void linksJoin() {
    var roads = city(1).roads();
    for (int link = 0; link < roads.links(); link++) {
      assertThat(roads.downstream(link)).isNotEmpty().doesNotContain(link ^ 1);
      for (int next : roads.downstream(link)) {
        assertThat(roads.course(next).get(0)).isEqualTo(roads.course(link).get(2));
        assertThat(roads.upstream(next)).contains(link);
      }
    }
  }

  @Test
  void metersAndTransformersAgree() {
    var power = city(1.7).power();
    int meter = 0;
    for (int transformer = 0; transformer < power.transformers(); transformer++) {
      assertThat(power.firstMeterOf(transformer)).isEqualTo(meter);
      while (meter < power.endMeterOf(transformer)) {
        assertThat(power.transformerOf(meter++)).isEqualTo(transformer);
      }
    }
    assertThat(meter).isEqualTo(power.meters());
  }

  @Test
  void projectsAsTheEpsgRegisterSays() {
    var metres = Utm31.of(new Spot(2.4, 54.8));
    assertThat(metres.east()).isCloseTo(461428.4405, within(0.01));
    assertThat(metres.north()).isCloseTo(6072701.0226, within(0.01));
  }
}
