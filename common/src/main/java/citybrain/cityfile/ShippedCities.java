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
  public static final List<String> NAMES = List.of("demo", "aarhus");

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
    try (var yaml =
        ShippedCities.class.getResourceAsStream("/citybrain/cities/" + name + ".yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("the city file of " + name + " is not on the class path");
      }
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
