package citybrain.local.choice;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.SettingException;
import citybrain.local.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cities of one run, on one clock: that of the first. Recordings of other years are moved by
 * whole weeks of local time, so that weekday and hour stay, to where all go live together.
 *
 * @param goLive when all go live; empty when there is one city, which knows by itself
 */
public record CityChoices(List<CityChoice> all, Optional<Instant> goLive) {

  public CityChoices {
    all = List.copyOf(all);
  }

  /**
   * Reads them.
   *
   * @param names of shipped cities or paths of city files, comma separated
   * @param start where the clock of the first begins, if not where its file says
   * @param history how much past is played, if not what its file says
   * @throws SettingException when one is unknown, wrong, or named twice
   */
  public static CityChoices of(String names, Optional<Instant> start, Optional<Duration> history) {
    var cities = new ArrayList<CityChoice>();
    var known = new LinkedHashSet<String>();
    for (var name : names.split(",", -1)) {
      var choice = CityChoice.of(name.strip());
      if (!known.add(choice.city().city())) {
        throw new SettingException("--city names city '" + choice.city().city() + "' twice");
      }
      cities.add(choice);
    }
    if (cities.size() == 1) {
      return new CityChoices(cities, Optional.empty());
    }
    var goLive = CommonClock.goesLive(cities.get(0).city(), start, history);
    return new CityChoices(
        cities.stream().map(choice -> choice.shifted(weeks(choice, goLive))).toList(),
        Optional.of(goLive));
  }

  /** Those of an earlier run, by the files kept in its home. */
  public static CityChoices kept(Home home, String names) {
    var cities =
        Arrays.stream(names.split(",", -1))
            .map(name -> CityChoice.of(home.cityFile(name).toString()))
            .toList();
    return new CityChoices(cities, Optional.empty());
  }

  /**
   * A feed of one of these cities, by the names that people gave.
   *
   * @throws SettingException when there is no such city or feed, naming those that there are
   */
  public Named feed(String city, String feed) {
    var choice =
        all.stream()
            .filter(one -> one.city().city().equals(city))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingException(
                        "city '%s' does not run here: only %s".formatted(city, joined(", "))));
    var spec =
        choice
            .city()
            .findFeed(feed)
            .orElseThrow(
                () ->
                    new SettingException(
                        "city '%s' has no feed '%s': only %s"
                            .formatted(
                                city,
                                feed,
                                choice.city().feeds().stream().map(FeedSpec::name).toList())));
    return new Named(choice, spec);
  }

  /** A feed and its city. */
  public record Named(CityChoice choice, FeedSpec feed) {}

  private static int weeks(CityChoice choice, Instant goLive) {
    return choice.city().synthetic() ? 0 : CommonClock.weeksTo(choice.city(), goLive);
  }

  public boolean areSeveral() {
    return all.size() > 1;
  }

  public List<CityFile> cities() {
    return all.stream().map(CityChoice::city).toList();
  }

  /** The one whose clock is shown. */
  public CityFile first() {
    return all.get(0).city();
  }

  /** Short names, comma separated: what {@code --city} takes. */
  public String name() {
    return joined(",");
  }

  /** The same as part of a path. */
  public String folderName() {
    return joined("+");
  }

  private String joined(String by) {
    return all.stream().map(choice -> choice.city().city()).collect(Collectors.joining(by));
  }

  /** Names for people; of several, a synthetic one says so itself. */
  public String title() {
    return cities().stream().map(CityFile::name).collect(Collectors.joining(" + "));
  }

  public boolean hasSynthetic() {
    return cities().stream().anyMatch(CityFile::synthetic);
  }

  /** The feed of a city as reports and views name it: with its city when there are several. */
  public String feedName(String city, String feed) {
    return areSeveral() ? city + "/" + feed : feed;
  }

  /** The city files as they are played, kept in the home. */
  public List<Path> keepIn(Home home) {
    return all.stream().map(choice -> choice.keepIn(home)).toList();
  }

  /**
   * The folders of all reference data and recordings.
   *
   * @throws SettingException naming what is missing
   */
  public DataFolders data(Optional<Path> given, Home home) {
    var folders = new LinkedHashSet<Path>();
    var recordings = Optional.<Path>empty();
    for (var choice : all) {
      var folder = choice.data(given, home);
      folders.add(folder);
      recordings = choice.city().synthetic() ? recordings : Optional.of(folder);
    }
    return new DataFolders(recordings.orElseGet(home::synthetic), List.copyOf(folders));
  }

  /**
   * Where files lie.
   *
   * @param recordings the folder of the recordings that are played
   * @param all every folder with reference data
   */
  public record DataFolders(Path recordings, List<Path> all) {

    /** As jobs take them. */
    public String setting() {
      return all.stream().map(Path::toString).collect(Collectors.joining(","));
    }
  }

  /** By how many weeks each feed is moved onto the common clock; only those that are. */
  public Map<String, Integer> shifts() {
    var shifts = new TreeMap<String, Integer>();
    for (var choice : all) {
      choice
          .shifts()
          .forEach((feed, weeks) -> shifts.put(feedName(choice.city().city(), feed), weeks));
    }
    return shifts;
  }
}
