package citybrain;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.CitySurroundings;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedTerms;
import citybrain.feed.Intake;
import citybrain.feed.MessageDecoder;
import citybrain.feed.Pseudonyms;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import citybrain.water.LeakPlaces;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The feeds that a city file declares. */
public final class DeclaredFeeds {

  /** What a feed can bring is known without its registers. */
  private static final ReferenceFiles NO_FILES =
      path -> {
        throw new SettingException("reference file '" + path + "' is not needed to know this");
      };

  private DeclaredFeeds() {}

  /** What each feed of a city can bring, by the name of the feed. */
  public static Map<String, Set<ObservedProperty>> properties(CityFile city) {
    var properties = new TreeMap<String, Set<ObservedProperty>>();
    for (var spec : city.feeds()) {
      var all = new TreeSet<ObservedProperty>();
      all.addAll(kind(spec).properties(spec.setup(city, NO_FILES)));
      properties.put(spec.name(), all);
    }
    return properties;
  }

  /** Opens the feeds of a city, by {@code city/feed}; reads their registers. */
  public static Map<String, Intake> open(CityFile city, CityZones zones, ReferenceFiles files) {
    var intakes = new TreeMap<String, Intake>();
    var terms = terms(city);
    for (var spec : city.feeds()) {
      var name = name(city, spec);
      intakes.put(
          name,
          new Intake(decoder(city, zones, files, spec), Objects.requireNonNull(terms.get(name))));
    }
    return intakes;
  }

  /** Opens the decoders of some feeds of a city, by {@code city/feed}; reads their registers. */
  public static Map<String, MessageDecoder> decoders(
      CityFile city, CityZones zones, ReferenceFiles files, Predicate<FeedSpec> which) {
    var decoders = new TreeMap<String, MessageDecoder>();
    city.feeds().stream()
        .filter(which)
        .forEach(spec -> decoders.put(name(city, spec), decoder(city, zones, files, spec)));
    return decoders;
  }

  private static MessageDecoder decoder(
      CityFile city, CityZones zones, ReferenceFiles files, FeedSpec spec) {
    return new MessageDecoder(
        opened(spec, city, files),
        zones::knows,
        spec.lanes(),
        pseudonyms(city, spec, files).orElse(null));
  }

  /**
   * By which names the features of a feed are told; empty when by their own.
   *
   * @throws SettingException when a key is not in the environment, naming file, line and variable
   */
  public static Optional<Pseudonyms> pseudonyms(
      CityFile city, FeedSpec spec, ReferenceFiles files) {
    return spec.pseudonyms().map(terms -> new Pseudonyms(name(city, spec), terms, files));
  }

  /**
   * Looks whether the keys of all pseudonyms are in the environment.
   *
   * @throws SettingException when one is not, naming file, line and variable
   */
  public static void requireKeys(CityFile city, ReferenceFiles files) {
    city.feeds().forEach(spec -> pseudonyms(city, spec, files));
  }

  /** A network that rules alone read is looked at as well: they would find it wrong too late. */
  private static Feed opened(FeedSpec spec, CityFile city, ReferenceFiles files) {
    var feed = spec.open(kind(spec), city, files);
    LeakPlaces.of(new CitySurroundings(city, List.of(spec), files));
    return feed;
  }

  /** How the feeds of a city are read, by {@code city/feed}; needs no register. */
  public static Map<String, FeedTerms> terms(CityFile city) {
    var terms = new TreeMap<String, FeedTerms>();
    var properties = properties(city);
    for (var spec : city.feeds()) {
      var domains =
          properties.getOrDefault(spec.name(), Set.of()).stream()
              .map(ObservedProperty::domain)
              .distinct()
              .toList();
      terms.put(
          name(city, spec),
          new FeedTerms(
              domains,
              spec.lateness().toMillis(),
              spec.overlap().toMillis(),
              spec.corrected(),
              spec.lanes(),
              kind(spec).registers(spec.setup(city, NO_FILES)),
              kind(spec).retold(spec.setup(city, NO_FILES))));
    }
    return terms;
  }

  private static String name(CityFile city, FeedSpec spec) {
    return city.city() + "/" + spec.name();
  }

  private static FeedKind kind(FeedSpec spec) {
    return Feeds.find(spec.kind())
        .orElseThrow(() -> new SettingException("no feed kind '" + spec.kind() + "'"));
  }
}
