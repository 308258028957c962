package citybrain.cityfile;

import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;

/**
 * An observed property that a city declares.
 *
 * @param description what is measured, and how, for people
 * @param place file and line of the declaration, for messages
 */
public record PropertySpec(ObservedProperty property, Optional<String> description, String place) {

  /** The properties that these cities may name together: topics, jobs and lake are one for all. */
  public static Vocabulary of(Collection<CityFile> cities) {
    return vocabulary(cities.stream().flatMap(city -> city.observedProperties().stream()).toList());
  }

  /**
   * The built-in properties and these.
   *
   * @throws SettingException when two of one name are not the same, naming both places
   */
  static Vocabulary vocabulary(Collection<PropertySpec> declared) {
    var first = new HashMap<String, PropertySpec>();
    for (var spec : declared) {
      var other = first.putIfAbsent(spec.property().name(), spec);
      if (other != null && other.property() != spec.property()) {
        throw new SettingException(
            spec.place()
                + ": "
                + PropertySpecReader.KEY
                + "."
                + spec.property()
                + " is declared in another way at "
                + other.place()
                + "; expected the same unit, domain, range and interval in all cities of a"
                + " deployment, or another name");
      }
    }
    return Vocabulary.with(declared.stream().map(PropertySpec::property).toList());
  }
}
