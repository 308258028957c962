package citybrain.cityfile;

import citybrain.feed.FeedKind;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** The cities that come with the code; any other is a file of the same form. */
public final class ShippedCities {

  /** Their names, the default first. */
  public static final List<String> NAMES = List.of("demo", "aarhus", "beijing", "kingston");

  /** How a city file names a file that comes with the code instead of the data. */
  static final String SHIPPED = "shipped:";

  private ShippedCities() {}

  /**
   * Reads the city of this name.
   *
   * @throws SettingException when there is none
   */
  public static CityFile load(String name, Collection<FeedKind> kinds) {
    return CityFile.parse(name + ".yaml", text(name), kinds);
  }

  /** The YAML of the city of this name, to start an own one from. */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new SettingException(
          "there is no city '"
              + name
              + "'; expected one of "
              + String.join(", ", NAMES)
              + ", or a .yaml file"
              + YamlBlock.nearest(name, NAMES));
    }
    return new String(resource(name + ".yaml"), StandardCharsets.UTF_8);
  }

  /**
   * A zone layer that comes with the code because no public one is at hand.
   *
   * @param file as in the city file, beginning with {@link #SHIPPED}
   * @throws SettingException when there is none
   */
  static byte[] file(String file) {
    return resource(file.substring(SHIPPED.length()));
  }

  private static byte[] resource(String file) {
    try (var found = ShippedCities.class.getResourceAsStream("/citybrain/cities/" + file)) {
      if (found == null) {
        throw new SettingException("no file " + file + " is shipped with the cities");
      }
      return found.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
