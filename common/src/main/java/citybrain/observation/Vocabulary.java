package citybrain.observation;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The properties that are known by name: the built-in ones and those that the cities at hand
 * declare. What travels and rests bears names, and whoever reads it needs this.
 */
public final class Vocabulary implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Where no city declares any. */
  public static final Vocabulary BUILT_IN = new Vocabulary(ObservedProperty.builtIns());

  private final TreeSet<ObservedProperty> all;
  private final Map<String, ObservedProperty> byName = new HashMap<>();

  private Vocabulary(Collection<ObservedProperty> properties) {
    all = new TreeSet<>(properties);
    all.forEach(property -> byName.put(property.name(), property));
  }

  /**
   * The built-in properties and these.
   *
   * @throws IllegalArgumentException when two of them have one name and are not the same
   */
  public static Vocabulary with(Collection<ObservedProperty> declared) {
    if (declared.isEmpty()) {
      return BUILT_IN;
    }
    var both = new TreeSet<>(ObservedProperty.builtIns());
    both.addAll(declared);
    var vocabulary = new Vocabulary(both);
    for (var property : declared) {
      if (property != vocabulary.byName.get(property.name())) {
        throw new IllegalArgumentException(property + " is declared in two ways");
      }
    }
    return vocabulary;
  }

  /** The property of this name; empty when no city at hand declares it. */
  public Optional<ObservedProperty> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The property of this name.
   *
   * @throws IllegalArgumentException when no city at hand declares it
   */
  public ObservedProperty require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no observed property '" + name + "' is built in or declared by a city"));
  }

  /** All of them, in their order. */
  public NavigableSet<ObservedProperty> all() {
    return Collections.unmodifiableNavigableSet(all);
  }

  /** Their names, in their order. */
  public Collection<String> names() {
    return all.stream().map(ObservedProperty::name).toList();
  }
}
