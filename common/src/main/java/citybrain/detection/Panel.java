package citybrain.detection;

import java.io.Serializable;
import java.time.Duration;

/**
 * Series that an operator has judged together: those of a pump station, of a testbed, of a panel of
 * water quality.
 *
 * @param name which tells it from other panels of its city
 * @param feed that brings them
 * @param by whether all of the feed are one panel, all of a zone, or all of a feature
 * @param every how often they are read
 * @param place file and line where it is set, for messages
 */
public record Panel(String name, String feed, Key by, Duration every, String place)
    implements Serializable {

  private static final long serialVersionUID = 1L;
}
