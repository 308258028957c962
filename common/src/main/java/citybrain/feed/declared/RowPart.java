package citybrain.feed.declared;

import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.observation.ObservedProperty;
import java.util.Set;

/** One thing a feed says about its rows, for example which column holds the time. */
public interface RowPart {

  /** What it observes; most say something else about a row. */
  default Set<ObservedProperty> properties() {
    return Set.of();
  }

  /** Finds its columns under a header. */
  Step bind(TableHeader header);

  /** What is done to each row. */
  @FunctionalInterface
  interface Step {

    /** False when the row is refused and nothing more is to be read from it. */
    boolean take(TableRow row);
  }
}
