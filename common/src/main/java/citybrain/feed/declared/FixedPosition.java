package citybrain.feed.declared;

import citybrain.geo.Position;

/** A position written in a city file: {@code 10.2039,56.1629}. */
public final class FixedPosition {

  /** What {@link #parse} understands, for messages. */
  public static final String FORM = "longitude,latitude in degrees";

  private FixedPosition() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is no place on Earth
   */
  public static Position parse(String text) {
    var parts = text.split(",", -1);
    if (parts.length == 2) {
      var position =
          new Position(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
      if (position.isPlausible()) {
        return position;
      }
    }
    throw new IllegalArgumentException(text);
  }
}
