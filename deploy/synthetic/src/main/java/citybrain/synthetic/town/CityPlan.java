package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Ground;

/** What stands in the city: everything that does not change with time. */
public record CityPlan(
    Ground ground,
    Mosaic districts,
    RoadNetwork roads,
    Garages garages,
    WaterNetwork water,
    PowerNetwork power,
    AirNetwork air,
    TransitNetwork transit) {

  private static final double DISTRICT_GROWTH = 0.5;

  public static CityPlan of(SyntheticSettings settings, Chance chance) {
    var ground = Ground.of(settings);
    var districts =
        Mosaic.ofAbout(
            settings.grown(24, DISTRICT_GROWTH, 4), 1.5, ground, chance.branch("districts"));
    var roads = new RoadNetwork(settings, ground, chance.branch("roads"));
    return new CityPlan(
        ground,
        districts,
        roads,
        new Garages(settings, ground, chance.branch("garages")),
        new WaterNetwork(settings, ground, chance.branch("water")),
        new PowerNetwork(settings, ground, chance.branch("power")),
        new AirNetwork(settings, districts, chance.branch("air")),
        new TransitNetwork(settings, ground, roads, chance.branch("transit")));
  }

  public static String districtId(int district) {
    return district < 9 ? "D0" + (district + 1) : "D" + (district + 1);
  }
}
