package citybrain.local.player;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CommonClock;
import citybrain.local.recording.FeedPlan;
import citybrain.local.recording.ReferenceFolder;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Makes scripts from city files. */
final class Scripts {

  private Scripts() {}

  static List<CityFile> cities(PlayerSettings settings) throws IOException {
    var cities = new ArrayList<CityFile>();
    for (Path file : settings.cityFiles()) {
      if (!Files.isRegularFile(file)) {
        throw new SettingException("there is no city file " + file);
      }
      cities.add(CityFile.parse(file.toString(), CityChoice.read(file), Feeds.ALL));
    }
    return cities;
  }

  static Script of(CityFile city, PlayerSettings settings) throws IOException {
    return city.synthetic() ? synthetic(city, settings) : recording(city, settings);
  }

  static SyntheticSettings syntheticSettings(CityFile city, PlayerSettings settings) {
    var start =
        settings
            .goLive()
            .map(live -> live.minus(history(city, settings)))
            .orElseGet(() -> CommonClock.begins(city, settings.start()));
    try {
      return new SyntheticSettings(settings.seed(), settings.scale(), start, city.timeZone());
    } catch (IllegalArgumentException e) {
      throw new SettingException("--scale: " + e.getMessage());
    }
  }

  private static Script synthetic(CityFile city, PlayerSettings settings) {
    var synthetic = syntheticSettings(city, settings);
    var feeds = new TreeSet<String>();
    city.feeds().stream()
        .filter(feed -> feed.poll().isEmpty())
        .forEach(feed -> feeds.add(feed.name()));
    var live = synthetic.start().plus(history(city, settings));
    return new SyntheticScript(city.city(), synthetic, live, feeds);
  }

  private static Duration history(CityFile city, PlayerSettings settings) {
    return CommonClock.history(city, settings.history());
  }

  private static Script recording(CityFile city, PlayerSettings settings) throws IOException {
    var played = city.feeds().stream().filter(feed -> feed.poll().isEmpty()).toList();
    if (played.isEmpty() && !city.feeds().isEmpty()) {
      return new LiveScript(city.city(), settings.goLive().orElseGet(Instant::now));
    }
    var live =
        settings
            .goLive()
            .orElseGet(() -> CommonClock.goesLive(city, settings.start(), settings.history()));
    var files = new ReferenceFolder(settings.dataRoot());
    var plans = new ArrayList<FeedPlan>();
    for (var feed : played) {
      plans.add(FeedPlan.of(city, feed, files));
    }
    var begins =
        settings
            .goLive()
            .map(together -> CommonClock.pastBegins(city, together, settings.history()))
            .orElseGet(() -> live.minus(history(city, settings)));
    return new RecordingScript(city.city(), begins, live, plans);
  }
}
