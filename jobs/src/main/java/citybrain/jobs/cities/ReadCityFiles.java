package citybrain.jobs.cities;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.SettingException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last few city files that were read, by all that they say. */
final class ReadCityFiles {

  private static final int MOST = 16;

  private record Named(String name, String text) {}

  private final LinkedHashMap<Named, CityFile> read =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Named, CityFile> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Reads it, unless it was read already; who asks while it is being read waits.
   *
   * @throws SettingException when it is wrong
   */
  synchronized CityFile parse(String name, String text) {
    return read.computeIfAbsent(
        new Named(name, text), one -> CityFile.parse(one.name, one.text, Feeds.ALL));
  }
}
