package citybrain.local.choice;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.cityfile.ShippedCities;
import citybrain.feed.Limits;
import citybrain.feed.SettingException;
import citybrain.local.files.PrivateFiles;
import citybrain.local.home.Home;
import citybrain.local.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A city chosen by the name of a shipped one or by the path of a city file. */
public record CityChoice(CityFile city, String text) {

  public static final String DEFAULT = ShippedCities.NAMES.get(0);

  private static final Pattern SHIFT = Pattern.compile("(?m)^shift-weeks: *(-?\\d+).*$");
  private static final String DATA_VARIABLE = "CITYBRAIN_DATA";

  /**
   * Reads it.
   *
   * @throws SettingException when there is no such city, or its file is wrong
   */
  public static CityChoice of(String nameOrFile) {
    var file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      if (nameOrFile.endsWith(".yaml") || nameOrFile.contains("/")) {
        throw new SettingException("--city: there is no file " + file.toAbsolutePath());
      }
      return new CityChoice(
          ShippedCities.load(nameOrFile, Feeds.ALL), ShippedCities.text(nameOrFile));
    }
    try {
      var text = read(file);
      return new CityChoice(CityFile.parse(nameOrFile, text, Feeds.ALL), text);
    } catch (IOException e) {
      throw new SettingException("--city: " + file + " cannot be read: " + e.getMessage());
    }
  }

  /** The text of a city file, when it is not too long to be one. */
  public static String read(Path file) throws IOException {
    Limits.requireCityFile(file, Files.size(file));
    return Files.readString(file);
  }

  /** By how many weeks the whole city was moved, beside what its feeds say. */
  public int weeks() {
    var shift = SHIFT.matcher(text);
    return shift.find() ? Integer.parseInt(shift.group(1)) : 0;
  }

  /**
   * The same city, moved by whole weeks of local time; its file then says so.
   *
   * @param weeks beside those it is moved by already
   */
  CityChoice shifted(int weeks) {
    if (weeks == 0) {
      return this;
    }
    var moved =
        String.format(
            Locale.ROOT,
            "%s%n# Moved by whole weeks, to share a clock with other cities.%nshift-weeks: %d%n",
            SHIFT.matcher(text).replaceAll(""),
            weeks() + weeks);
    return new CityChoice(CityFile.parse(city.city() + ".yaml", moved, Feeds.ALL), moved);
  }

  /** The city file as it is played, kept in the home: every process reads the same. */
  public Path keepIn(Home home) {
    var kept = home.cityFile(city.city());
    try {
      PrivateFiles.folders(home.cityFiles());
      PrivateFiles.write(kept, text.getBytes(StandardCharsets.UTF_8));
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + kept, e);
    }
  }

  /**
   * The folder of the recordings: as given, else {@code CITYBRAIN_DATA}, else {@code data/} of the
   * repository. A synthetic city brings its own.
   *
   * @throws SettingException naming what is missing, where it comes from and under which licence
   */
  public Path data(Optional<Path> given, Home home) {
    if (city.synthetic()) {
      return home.synthetic();
    }
    var root = root(given);
    var missing = missing(root);
    if (!missing.isEmpty()) {
      throw new SettingException(
          "city '%s' is played from recordings that are not below %s:%n%s%nSay where they are with --data or %s."
              .formatted(
                  city.city(), root, String.join(System.lineSeparator(), missing), DATA_VARIABLE));
    }
    return root;
  }

  /** The same folder, whether everything is there or not. */
  public Path dataRoot(Optional<Path> given, Home home) {
    return city.synthetic() && given.isEmpty() ? home.synthetic() : root(given);
  }

  /** Where recordings lie: as given, else {@code CITYBRAIN_DATA}, else {@code data/}. */
  public static Path root(Optional<Path> given) {
    var variable = System.getenv(DATA_VARIABLE);
    return given
        .or(() -> variable == null ? Optional.empty() : Optional.of(Path.of(variable)))
        .orElseGet(() -> Program.root().resolve("data"))
        .toAbsolutePath()
        .normalize();
  }

  private List<String> missing(Path root) {
    var missing = new ArrayList<String>();
    for (var feed : city.feeds()) {
      feed.sourcePattern()
          .filter(source -> feed.poll().isEmpty()) // what is polled is not played
          .map(source -> source.isGlob() ? folderBeforeGlob(source.path()) : source.path())
          .filter(path -> !Files.exists(root.resolve(path)))
          .ifPresent(path -> missing.add(describe(feed, path)));
    }
    for (var layer : city.zones()) {
      if (!layer.isShipped() && !Files.exists(root.resolve(layer.file()))) {
        missing.add("  " + layer.file() + " (zones)");
      }
    }
    return missing;
  }

  private static String folderBeforeGlob(String path) {
    int slash = path.substring(0, firstWildcard(path)).lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static int firstWildcard(String path) {
    int at = 0;
    while (at < path.length() && "*?[".indexOf(path.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static String describe(FeedSpec feed, String path) {
    return "  %s (feed %s)%n    origin: %s%n    licence: %s"
        .formatted(
            path,
            feed.name(),
            feed.origin().orElse("not stated in the city file"),
            feed.licence().orElse("not stated in the city file"));
  }

  /** By how many weeks each feed is moved onto the common clock; only those that are. */
  public TreeMap<String, Integer> shifts() {
    var shifts = new TreeMap<String, Integer>();
    city.feeds().stream()
        .filter(feed -> feed.shiftWeeks() != 0)
        .forEach(feed -> shifts.put(feed.name(), feed.shiftWeeks()));
    return shifts;
  }
}
