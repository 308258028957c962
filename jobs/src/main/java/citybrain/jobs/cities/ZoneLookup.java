package citybrain.jobs.cities;

import citybrain.cityfile.CityZones;
import citybrain.geo.HexGrid;
import java.util.ArrayList;
import java.util.List;

/** The zones of one city as aggregates name them: one of each polygon layer, and the hexagon. */
final class ZoneLookup implements Places.Lookup {

  private static final String OUTSIDE = "";

  private final CityZones zones;

  ZoneLookup(CityZones zones) {
    this.zones = zones;
  }

  @Override
  public List<Places.Place> zonesAt(double longitude, double latitude) {
    var places = new ArrayList<Places.Place>();
    for (var index : zones.indexes()) {
      var layer = index.layer().name();
      int ordinal = index.ordinalAt(longitude, latitude);
      if (ordinal < 0) {
        places.add(new Places.Place(layer, OUTSIDE, null));
      } else {
        var zone = index.zone(ordinal);
        places.add(new Places.Place(layer, zone.id(), zone.labelPoint()));
      }
    }
    long cell = zones.hexGrid().cell(longitude, latitude);
    places.add(new Places.Place(HexGrid.LAYER, HexGrid.text(cell), zones.hexGrid().centre(cell)));
    return places;
  }

  @Override
  public List<Places.Place> nowhere() {
    var places = new ArrayList<Places.Place>();
    for (var index : zones.indexes()) {
      places.add(new Places.Place(index.layer().name(), OUTSIDE, null));
    }
    return places;
  }
}
