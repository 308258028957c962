package citybrain.feed.register;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.geo.Position;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the places in a reference file of a feed. Some may lie outside of the city; where all
 * do, the file, its system of coordinates or the bounding box of the city is wrong, and every value
 * would lie in no zone without a word.
 */
public final class PlacesOfFile {

  private final FeedSetup setup;
  private final String path;
  private @Nullable Position first;
  private boolean isSomeWithin;

  public PlacesOfFile(FeedSetup setup, String path) {
    this.setup = setup;
    this.path = path;
  }

  /** The next one; what is no place on Earth does not count. */
  public void see(@Nullable Position position) {
    if (position != null && !isSomeWithin && position.isPlausible()) {
      first = first == null ? position : first;
      isSomeWithin = setup.bounds().map(box -> box.contains(position)).orElse(true);
    }
  }

  /**
   * All have been seen.
   *
   * @throws SettingException when there are some and none lies in the city
   */
  public void end() {
    var bounds = setup.bounds();
    var place = first;
    if (isSomeWithin || place == null || bounds.isEmpty()) {
      return;
    }
    boolean isSwapped = bounds.get().swapped().contains(place);
    throw new SettingException(
        String.format(
            Locale.ROOT,
            "%s: none of its places lies in the bounding-box of the city, %s; the first is at"
                + " longitude %.5f, latitude %.5f%s",
            ReferenceData.where(setup, path),
            bounds.get().text(),
            place.longitude(),
            place.latitude(),
            isSwapped
                ? ": the two are swapped"
                : ": is the file of another place, or its crs another?"));
  }
}
