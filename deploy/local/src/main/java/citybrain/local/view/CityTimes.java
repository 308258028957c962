package citybrain.local.view;

import citybrain.cityfile.CityFile;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** In which zone times of a city are shown, and whether its name must stand beside them. */
public record CityTimes(Map<String, ZoneId> zones) {

  public CityTimes {
    zones = Map.copyOf(zones);
  }

  public static CityTimes of(List<CityFile> cities) {
    return new CityTimes(
        cities.stream().collect(Collectors.toMap(CityFile::city, CityFile::timeZone)));
  }

  /** The zone of a city; UTC for one that is not known here. */
  ZoneId of(String city) {
    return zones.getOrDefault(city, ZoneOffset.UTC);
  }

  boolean areSeveral() {
    return zones.size() > 1;
  }
}
