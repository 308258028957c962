package citybrain.jobs.lake.history;

import citybrain.geo.Position;
import citybrain.jobs.lake.geoparquet.FlatRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Archived observations of one file, as they stood in the log. */
final class StampedFile {

  private static final List<String> COLUMNS =
      List.of(
          "feed",
          "feature",
          "property",
          "phenomenon_time",
          "result_time",
          "result",
          "quality",
          "zone",
          "procedure",
          "bbox.xmin",
          "bbox.ymin",
          ObservationRows.REPLACES,
          ObservationRows.REPLACES_QUALITY,
          ObservationRows.CLOCK,
          ObservationRows.CLOCK_AFTER,
          ObservationRows.RAW_PARTITION,
          ObservationRows.RAW_OFFSET,
          ObservationRows.RAW_INDEX);

  private static final int FEED = 0;
  private static final int FEATURE = 1;
  private static final int PROPERTY = 2;
  private static final int PHENOMENON_TIME = 3;
  private static final int RESULT_TIME = 4;
  private static final int RESULT = 5;
  private static final int QUALITY = 6;
  private static final int ZONE = 7;
  private static final int PROCEDURE = 8;
  private static final int X = 9;
  private static final int Y = 10;
  private static final int REPLACES = 11;
  private static final int REPLACES_QUALITY = 12;
  private static final int CLOCK = 13;
  private static final int CLOCK_AFTER = 14;
  private static final int RAW_PARTITION = 15;
  private static final int RAW_OFFSET = 16;
  private static final int RAW_INDEX = 17;

  private final String city;
  private final Vocabulary vocabulary;

  /** Of what occurs again and again, one object. */
  private final Map<String, String> texts = new HashMap<>();

  /**
   * @param city whose files these are
   */
  StampedFile(String city, Vocabulary vocabulary) {
    this.city = city;
    this.vocabulary = vocabulary;
  }

  /** A file of before observations were archived with their stamps. */
  static final class NoStamps extends IOException {
    private static final long serialVersionUID = 1L;

    NoStamps() {
      super(
          "has no column '"
              + ObservationRows.CLOCK
              + "': it was written by a version that did not archive what a replay needs");
    }
  }

  /**
   * Hands over each row.
   *
   * @param unknown takes the property of each row whose property the city declares no more
   * @throws NoStamps when it has none
   * @throws IOException when it cannot be read to its end
   */
  void read(Path file, Consumer<Stamped> out, Consumer<String> unknown) throws IOException {
    try (var rows = FlatRows.open(file, COLUMNS)) {
      while (rows.next()) {
        if (rows.isNull(CLOCK)) {
          throw new NoStamps();
        }
        var name = rows.text(PROPERTY);
        var property = vocabulary.find(name);
        if (property.isPresent()) {
          out.accept(new Stamped(observation(rows, property.get()), stamp(rows)));
        } else {
          unknown.accept(name);
        }
      }
    }
  }

  private Observation observation(FlatRows rows, ObservedProperty property) {
    return new Observation(
        city,
        known(rows.text(FEED)),
        known(rows.text(FEATURE)),
        property,
        Instant.ofEpochMilli(rows.whole(PHENOMENON_TIME)),
        Instant.ofEpochMilli(rows.whole(RESULT_TIME)),
        rows.number(RESULT),
        rows.isNull(X) ? null : new Position(rows.number(X), rows.number(Y)),
        known(rows.text(ZONE)),
        known(rows.text(PROCEDURE)),
        Quality.valueOf(rows.text(QUALITY)),
        replaced(rows));
  }

  private static @Nullable Replaced replaced(FlatRows rows) {
    return rows.isNull(REPLACES)
        ? null
        : new Replaced(rows.number(REPLACES), Quality.valueOf(rows.text(REPLACES_QUALITY)));
  }

  private static Stamp stamp(FlatRows rows) {
    return new Stamp(
        rows.whole(CLOCK),
        rows.whole(CLOCK_AFTER),
        (int) rows.whole(RAW_PARTITION),
        rows.whole(RAW_OFFSET),
        (int) rows.whole(RAW_INDEX));
  }

  private String known(String text) {
    var before = texts.putIfAbsent(text, text);
    return before == null ? text : before;
  }
}
