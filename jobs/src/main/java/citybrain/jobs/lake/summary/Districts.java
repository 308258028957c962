package citybrain.jobs.lake.summary;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.feed.SettingException;
import citybrain.geo.ZoneIndex;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.lake.geoparquet.Area;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The districts of one city: the layer {@value #LAYER} of its city file. */
public final class Districts {

  public static final String LAYER = "district";

  /** What lies in no district. */
  static final String OUTSIDE = "";

  private static final String PREFIX = LAYER + "/";

  private final CityFile city;
  private final CityZones zones;
  private final @Nullable ZoneIndex index;

  private Districts(CityFile city, CityZones zones) {
    this.city = city;
    this.zones = zones;
    this.index = zones.find(LAYER).orElse(null);
  }

  /**
   * @param file a city file, or the name of a city that is shipped
   * @param data the folders its reference files lie under, comma separated
   */
  public static Districts load(String file, String data) {
    var city = cityFile(file);
    return new Districts(city, CityZones.load(city, DataFolder.among(data)));
  }

  /** Only what the city file itself says. */
  public static CityFile cityFile(String file) {
    return CityFile.parse(file, text(file), Feeds.ALL);
  }

  private static String text(String file) {
    var path = Path.of(file);
    try (var shipped = Districts.class.getResourceAsStream("/citybrain/cities/" + file + ".yaml")) {
      if (shipped != null && !Files.exists(path)) {
        return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
      }
      return DataFolder.cityFile(path);
    } catch (IOException e) {
      throw new SettingException(
          "setting 'cities' names '" + file + "': expected a city file that can be read");
    }
  }

  public CityFile city() {
    return city;
  }

  /** Of all layers. */
  CityZones zones() {
    return zones;
  }

  public ZoneId timeZone() {
    return city.timeZone();
  }

  /** The id of the district of a reading: by its position, else the one the feed names. */
  public String zoneOf(ArchivedReading reading) {
    if (index == null) {
      return OUTSIDE;
    }
    if (!Double.isNaN(reading.longitude)) {
      int ordinal = index.ordinalAt(reading.longitude, reading.latitude);
      return ordinal < 0 ? OUTSIDE : index.zone(ordinal).id();
    }
    if (reading.zone.startsWith(PREFIX)) {
      var id = reading.zone.substring(PREFIX.length());
      return index.layer().find(id).isPresent() ? id : OUTSIDE;
    }
    return OUTSIDE;
  }

  public String name(String zone) {
    return Optional.ofNullable(index)
        .flatMap(known -> known.layer().find(zone))
        .map(found -> found.name())
        .orElse("");
  }

  /** The shape of a district; null outside of all. */
  public @Nullable Area area(String zone) {
    if (index == null) {
      return null;
    }
    var layer = index.layer();
    var ordinal = layer.findOrdinal(zone);
    return ordinal.isEmpty()
        ? null
        : new Area(layer.wkb(ordinal.getAsInt()), layer.bounds(ordinal.getAsInt()));
  }
}
