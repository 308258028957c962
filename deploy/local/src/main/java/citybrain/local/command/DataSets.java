package citybrain.local.command;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.cityfile.ZoneLayerSpec;
import citybrain.feed.SettingException;
import citybrain.local.recording.RecordedData;
import citybrain.local.view.DataSet;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** The data sets that a city file names: recordings, reference files and zone layers. */
final class DataSets {

  /** Keys of feed kinds whose value is a file of the data folder, or several with commas. */
  static final List<String> REFERENCES = List.of("features", "register", "network", "gtfs");

  private final CityFile city;
  private final Path root;
  private final boolean scanned;
  private final BiConsumer<String, Long> progress;

  /** A file and all feeds that use it. */
  private record Use(FeedSpec feed, List<String> names) {}

  /**
   * @param scanned whether recordings are read, to count them
   * @param progress told the feed and its rows so far
   */
  DataSets(CityFile city, Path root, boolean scanned, BiConsumer<String, Long> progress) {
    this.city = city;
    this.root = root;
    this.scanned = scanned;
    this.progress = progress;
  }

  DataSet.OfCity all() {
    var sets = new ArrayList<DataSet>();
    if (!city.synthetic()) {
      city.feeds().stream()
          .filter(feed -> feed.source().isPresent())
          .map(this::feed)
          .forEach(sets::add);
      references().forEach((path, use) -> sets.add(reference(path, use)));
      city.zones().stream().map(this::zones).forEach(sets::add);
    }
    return new DataSet.OfCity(city.city(), city.name(), city.synthetic(), root.toString(), sets);
  }

  private DataSet feed(FeedSpec feed) {
    var source = feed.source().orElseThrow();
    long bytes = bytes(source);
    var extent = Optional.<RecordedData.Extent>empty();
    var problem = Optional.<String>empty();
    if (scanned && bytes > 0) {
      try {
        extent =
            Optional.of(
                RecordedData.scan(
                    city,
                    feed,
                    root,
                    rows -> progress.accept(city.city() + " " + feed.name(), rows)));
      } catch (IOException | UncheckedIOException | SettingException e) {
        problem = Optional.of("cannot be read: " + e.getMessage());
      }
    }
    var kind = Feeds.find(feed.kind()).orElseThrow();
    return new DataSet(
        List.of(feed.name()),
        "feed",
        kind.describe() + " (" + feed.kind() + ")",
        feed.origin(),
        feed.licence(),
        source,
        false,
        bytes > 0,
        bytes,
        extent.map(found -> OptionalLong.of(found.rows())).orElse(OptionalLong.empty()),
        extent.flatMap(RecordedData.Extent::from).map(time -> local(feed, time)),
        extent.flatMap(RecordedData.Extent::to).map(time -> local(feed, time)),
        feed.shiftWeeks(),
        problem);
  }

  private static LocalDateTime local(FeedSpec feed, Instant time) {
    return LocalDateTime.ofInstant(time, feed.zone());
  }

  private Map<String, Use> references() {
    var uses = new LinkedHashMap<String, Use>();
    for (var feed : city.feeds()) {
      for (var key : REFERENCES) {
        var files = feed.options().get(key);
        if (files != null) {
          for (var file : files.split(",", -1)) {
            uses.computeIfAbsent(file.strip(), path -> new Use(feed, new ArrayList<>()))
                .names()
                .add(feed.name());
          }
        }
      }
    }
    return uses;
  }

  private DataSet reference(String path, Use use) {
    return file(
        "reference",
        use.names(),
        "what the feeds are about: places, registers, networks, timetables",
        use.feed().origin(),
        use.feed().licence(),
        path,
        false,
        bytes(path));
  }

  private DataSet zones(ZoneLayerSpec layer) {
    return file(
        "zones",
        List.of(layer.layer()),
        "GeoJSON of the zone layer " + layer.layer(),
        layer.origin(),
        layer.licence(),
        layer.file(),
        layer.isShipped(),
        layer.isShipped() ? 0 : bytes(layer.file()));
  }

  private DataSet file(
      String role,
      List<String> names,
      String what,
      Optional<String> origin,
      Optional<String> licence,
      String path,
      boolean shipped,
      long bytes) {
    return new DataSet(
        List.copyOf(names),
        role,
        what,
        origin,
        licence,
        path,
        shipped,
        shipped || bytes > 0,
        bytes,
        bytes > 0 && scanned ? rows(path) : OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** The features of GeoJSON, the lines below the header of CSV; of other files nothing. */
  private OptionalLong rows(String path) {
    try {
      if (path.endsWith(".geojson")) {
        return OptionalLong.of(
            new ObjectMapper()
                .readTree(RecordedData.reference(path, root))
                .path("features")
                .size());
      }
      if (path.endsWith(".csv")) {
        return OptionalLong.of(RecordedData.rows(path, root));
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new SettingException(root.resolve(path) + " cannot be read: " + e.getMessage());
    }
  }

  private long bytes(String source) {
    try {
      return RecordedData.bytes(source, root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + source + " in " + root, e);
    }
  }
}
