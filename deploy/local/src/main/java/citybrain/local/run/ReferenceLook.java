package citybrain.local.run;

import citybrain.DeclaredFeeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.recording.ReferenceFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what the city files of a run refer to before anything is started: jobs would read it too
 * late, and say in their logs only what is wrong. So are the keys of pseudonyms. Files of synthetic
 * cities are made later, and are right.
 */
final class ReferenceLook {

  private ReferenceLook() {}

  /**
   * Looks at zones and reference data of all feeds.
   *
   * @param data where they lie, if said
   * @return what was mended or is odd there, one line each
   * @throws citybrain.feed.SettingException when something is wrong, naming file and line
   */
  static List<String> at(CityChoices choices, Optional<Path> data, Home home) {
    choices.data(data, home); // whether it is there at all is said in better words
    var remarks = new ArrayList<String>();
    for (var choice : choices.all()) {
      var files = new ReferenceFolder(choice.dataRoot(data, home));
      DeclaredFeeds.requireKeys(choice.city(), files);
      if (!choice.city().synthetic()) {
        remarks.addAll(at(choice.city(), files));
      }
    }
    return remarks;
  }

  private static List<String> at(CityFile city, ReferenceFolder files) {
    var remarks = new ArrayList<String>();
    var zones = CityZones.load(city, files);
    zones.warnings().forEach(warning -> remarks.add(city.city() + ": " + warning));
    DeclaredFeeds.decoders(city, zones, files, feed -> true)
        .forEach(
            (feed, decoder) ->
                decoder.remarks().forEach(remark -> remarks.add(feed + ": " + remark)));
    return remarks;
  }
}
