package citybrain.jobs.cities;

import citybrain.DeclaredFeeds;
import citybrain.Rules;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CitySurroundings;
import citybrain.cityfile.CityZones;
import citybrain.cityfile.FeedSpec;
import citybrain.cityfile.PropertySpec;
import citybrain.cityfile.ShippedCities;
import citybrain.detection.CityCalendar;
import citybrain.detection.Surroundings;
import citybrain.feed.FeedTerms;
import citybrain.feed.MessageDecoder;
import citybrain.feed.PlainText;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cities of a job. The texts of their files travel with the job; registers, zones and decoders
 * are opened from them on the worker, which must see the same data folder.
 */
public final class Cities implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(Cities.class);

  /** Every operator has its own copy of these cities, and asks for what their files say. */
  private static final ReadCityFiles READ = new ReadCityFiles();

  /** Text of the city file by its name; both travel, what is made of them does not. */
  private final LinkedHashMap<String, String> texts;

  private final String data;
  private final TreeMap<String, CityCalendar> calendars = new TreeMap<>();

  /** Thresholds by key, rule and city. */
  private final TreeMap<String, TreeMap<String, TreeMap<String, String>>> rules = new TreeMap<>();

  private final Vocabulary vocabulary;

  private Cities(Map<String, String> texts, String data) {
    this.texts = new LinkedHashMap<>(texts);
    this.data = data;
    var known = Rules.settings();
    var all = parse();
    vocabulary = PropertySpec.of(all);
    for (var city : all) {
      if (calendars.put(city.city(), city.calendar()) != null) {
        throw new SettingException("city '" + city.city() + "' is named by two city files");
      }
      Rules.check(city);
      var own = new TreeMap<String, TreeMap<String, String>>();
      for (var spec : city.rules()) {
        spec.settings(known);
        own.put(spec.rule(), new TreeMap<>(spec.values()));
      }
      rules.put(city.city(), own);
    }
  }

  /**
   * Reads city files.
   *
   * @param names comma separated: paths, or names of the cities that are shipped
   * @param data the folders their paths are relative to, comma separated
   * @throws SettingException when a file is missing or wrong
   */
  public static Cities of(String names, String data) {
    var texts = new LinkedHashMap<String, String>();
    for (var name : names.split(",", -1)) {
      texts.put(name, text(name.strip()));
    }
    return new Cities(texts, data);
  }

  private static String text(String name) {
    try {
      var path = Path.of(name);
      if (Files.isRegularFile(path)) {
        return DataFolder.cityFile(path);
      }
      return ShippedCities.text(name);
    } catch (IOException e) {
      throw new SettingException("city file '" + name + "' cannot be read: " + e.getMessage());
    }
  }

  private List<CityFile> parse() {
    return texts.entrySet().stream()
        .map(entry -> READ.parse(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The city files, read. */
  public List<CityFile> files() {
    return parse();
  }

  /** By what people of a city live. */
  public CityCalendar calendar(String city) {
    var calendar = calendars.get(city);
    if (calendar == null) {
      throw new IllegalStateException("no city file for city '" + city + "'");
    }
    return calendar;
  }

  /** The time zone of a city, as an id. */
  public String timeZone(String city) {
    return calendar(city).timeZone();
  }

  /** What rules may know of a city; its files are read when they are asked for. */
  public Surroundings surroundings(String city) {
    return new AroundCity(this, city);
  }

  private record AroundCity(Cities cities, String name) implements Surroundings {

    @Override
    public String timeZone() {
      return cities.timeZone(name);
    }

    @Override
    public List<NetworkFile> networks() {
      var files = DataFolder.among(cities.data);
      return cities.parse().stream()
          .filter(city -> city.city().equals(name))
          .flatMap(city -> new CitySurroundings(city, files).networks().stream())
          .toList();
    }
  }

  /** What the file of a city says about a rule: values by the key of the threshold. */
  public Map<String, String> thresholds(String city, String rule) {
    return rules.getOrDefault(city, new TreeMap<>()).getOrDefault(rule, new TreeMap<>());
  }

  public boolean has(String city) {
    return calendars.containsKey(city);
  }

  /** The properties that these cities may name. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The names of all cities. */
  public Set<String> names() {
    return Set.copyOf(calendars.keySet());
  }

  /** The time zones of all cities. */
  public Map<String, ZoneId> timeZones() {
    var zones = new TreeMap<String, ZoneId>();
    calendars.forEach((city, calendar) -> zones.put(city, ZoneId.of(calendar.timeZone())));
    return zones;
  }

  /**
   * Looks whether this process has the keys of all pseudonyms.
   *
   * @throws SettingException when it has not, naming file, line and variable
   */
  public void requireKeys() {
    var files = DataFolder.among(data);
    parse().forEach(city -> DeclaredFeeds.requireKeys(city, files));
  }

  /** The feeds of all cities. */
  public CityFeeds feeds() {
    return new OfCities(this);
  }

  /** Travels as the texts of the city files. */
  private record OfCities(Cities cities) implements CityFeeds {

    @Override
    public Map<String, FeedTerms> terms() {
      var terms = new TreeMap<String, FeedTerms>();
      cities.parse().forEach(city -> terms.putAll(DeclaredFeeds.terms(city)));
      return terms;
    }

    @Override
    public Map<String, MessageDecoder> decoders(boolean manyLanes) {
      var files = DataFolder.among(cities.data);
      var decoders = new TreeMap<String, MessageDecoder>();
      for (var city : cities.parse()) {
        Predicate<FeedSpec> which = feed -> feed.lanes().all() > 1 == manyLanes;
        if (city.feeds().stream().anyMatch(which)) {
          var zones = CityZones.load(city, files);
          for (var warning : zones.warnings()) {
            LOG.warn("city={} zones: {}", city.city(), PlainText.of(warning));
          }
          decoders.putAll(DeclaredFeeds.decoders(city, zones, files, which));
        }
      }
      decoders.forEach(OfCities::logRemarks);
      return decoders;
    }

    private static void logRemarks(String feed, MessageDecoder decoder) {
      for (var remark : decoder.remarks()) {
        LOG.warn("feed={} reference data: {}", feed, PlainText.of(remark));
      }
    }
  }

  /** What each feed can bring, by city and feed. */
  public Map<String, Map<String, Set<ObservedProperty>>> properties() {
    var properties = new TreeMap<String, Map<String, Set<ObservedProperty>>>();
    for (var city : parse()) {
      properties.put(city.city(), DeclaredFeeds.properties(city));
    }
    return properties;
  }

  /** Zones by city. */
  public Map<String, CityZones> zones() {
    var files = DataFolder.among(data);
    var zones = new TreeMap<String, CityZones>();
    for (var city : parse()) {
      zones.put(city.city(), CityZones.load(city, files));
    }
    return zones;
  }

  public Places places() {
    return () -> {
      var lookups = new TreeMap<String, Places.Lookup>();
      zones().forEach((city, zones) -> lookups.put(city, new ZoneLookup(zones)));
      return lookups;
    };
  }
}
