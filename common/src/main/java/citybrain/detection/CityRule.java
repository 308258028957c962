package citybrain.detection;

import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule as a city runs it: what it reads, what it remembers apart, what it is made of, and its
 * settings until a city file or the command line says otherwise. Several rules may share one key of
 * settings.
 *
 * @param key of its settings, for example {@code water.night-leak}
 * @param name domain and rule; with feature and onset it makes the id of an alert
 * @param version goes up when the same inputs may give other alerts than before
 * @param lateness how late a reading may come and still be judged, and so how late alerts are
 * @param inputs what it reads
 * @param derived what it derives on its way and publishes
 * @param cities which have it; empty when all have
 * @param onlyWhenAsked whether a city has it only if its file names it under {@code rules:}
 * @param by what it remembers apart
 * @param memory the class of its memory
 */
public record CityRule<S extends Record, M>(
    String key,
    String name,
    String version,
    Domain domain,
    Duration lateness,
    Usual<S> usual,
    Set<ObservedProperty> inputs,
    Set<ObservedProperty> derived,
    Set<String> cities,
    boolean onlyWhenAsked,
    Key by,
    Made<S, M> made,
    Class<M> memory)
    implements Serializable {

  /** The settings of a rule in a city that lives by this calendar. */
  public interface Usual<S> extends Serializable {
    S of(CityCalendar calendar);
  }

  /** Makes the detector for one city. */
  public interface Made<S, M> extends Serializable {
    Detector<Observation, M> of(S settings, String timeZone);

    /** The same where more is known of the city than its clock. */
    default Detector<Observation, M> in(S settings, Surroundings city) {
      return of(settings, city.timeZone());
    }
  }

  public CityRule {
    inputs = copy(inputs);
    derived = copy(derived);
    cities = new TreeSet<>(cities);
  }

  /** Whether a city has it. */
  public boolean isOf(String city) {
    return cities.isEmpty() || cities.contains(city);
  }

  private static Set<ObservedProperty> copy(Collection<ObservedProperty> some) {
    var copy = new TreeSet<ObservedProperty>();
    copy.addAll(some);
    return copy;
  }

  /** A rule of one domain with settings of its own: its name is their key. */
  public static <S extends Record, M> CityRule<S, M> of(
      String name,
      String version,
      Duration lateness,
      Usual<S> usual,
      Collection<ObservedProperty> inputs,
      Key by,
      Made<S, M> made,
      Class<M> memory) {
    var all = copy(inputs);
    var domain = all.iterator().next().domain();
    return new CityRule<>(
        name, name, version, domain, lateness, usual, all, Set.of(), Set.of(), false, by, made,
        memory);
  }

  /** The same with other inputs under another name, sharing its settings. */
  public CityRule<S, M> named(String other, Domain of, Collection<ObservedProperty> read) {
    return new CityRule<>(
        key,
        other,
        version,
        of,
        lateness,
        usual,
        copy(read),
        derived,
        cities,
        onlyWhenAsked,
        by,
        made,
        memory);
  }

  /** The same rule, which also derives these. */
  public CityRule<S, M> deriving(ObservedProperty... properties) {
    return new CityRule<>(
        key,
        name,
        version,
        domain,
        lateness,
        usual,
        inputs,
        Set.of(properties),
        cities,
        onlyWhenAsked,
        by,
        made,
        memory);
  }

  /** The same for these cities alone. */
  public CityRule<S, M> only(Collection<String> some) {
    return new CityRule<>(
        key,
        name,
        version,
        domain,
        lateness,
        usual,
        inputs,
        derived,
        Set.copyOf(some),
        onlyWhenAsked,
        by,
        made,
        memory);
  }

  /** The same for the cities alone whose files name it. */
  public CityRule<S, M> whenAsked() {
    return new CityRule<>(
        key, name, version, domain, lateness, usual, inputs, derived, cities, true, by, made,
        memory);
  }
}
