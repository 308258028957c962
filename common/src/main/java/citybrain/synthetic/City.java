package citybrain.synthetic;

/** What stands in the city: everything that does not change with time. */
record City(
    Ground ground,
    Mosaic districts,
    RoadNetwork roads,
    Garages garages,
    WaterNetwork water,
    PowerNetwork power,
    AirNetwork air,
    TransitNetwork transit) {

  private static final double DISTRICT_GROWTH = 0.5;

  static City of(SyntheticSettings settings, Chance chance) {
    var ground = Ground.of(settings);
    var districts =
        Mosaic.ofAbout(
            settings.grown(24, DISTRICT_GROWTH, 4), 1.5, ground, chance.branch("districts"));
    var roads = new RoadNetwork(settings, ground, chance.branch("roads"));
    return new City(
        ground,
        districts,
        roads,
        new Garages(settings, ground, chance.branch("garages")),
        new WaterNetwork(settings, ground, chance.branch("water")),
        new PowerNetwork(settings, ground, chance.branch("power")),
        new AirNetwork(settings, districts, chance.branch("air")),
        new TransitNetwork(settings, ground, roads, chance.branch("transit")));
  }

  static String districtId(int district) {
    return district < 9 ? "D0" + (district + 1) : "D" + (district + 1);
  }
}
