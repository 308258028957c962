package citybrain.jobs.aggregates;

import citybrain.aggregation.Told;
import citybrain.aggregation.WindowSpan;
import citybrain.observation.ObservedProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a feed that may correct them, on their way to windows one by one: whoever is to
 * find the least of those that stand must know each. They are handed on with the block they came
 * in.
 */
final class SingleValues {

  private final List<MinuteSums.Rows> rows;
  private final Out out;
  private @Nullable ObservedProperty property;
  private long minute;

  /** Takes the rows of a worker. */
  interface Out {
    void minute(ObservedProperty property, int worker, long start, byte[] rows);
  }

  /**
   * @param rows for each worker a place to put rows, empty; may be shared by feeds
   */
  SingleValues(List<MinuteSums.Rows> rows, Out out) {
    this.rows = rows;
    this.out = out;
  }

  /**
   * Adds a value to the zones of a tuple.
   *
   * @param of values of one property and minute go on together
   * @param time of the value, epoch milliseconds
   * @param before the value that this one corrects, null when there was none
   */
  void add(
      ZoneTuples tuples,
      int tuple,
      ObservedProperty of,
      long time,
      Told value,
      @Nullable Told before) {
    long start = WindowSpan.startOf(time, WindowSpan.MINUTE_MILLIS);
    if (start != minute || of != property) {
      flush();
      minute = start;
      property = of;
    }
    for (int zone : tuples.zones(tuple)) {
      OneByOne.add(rows.get(tuples.worker(zone)), tuples.zone(zone), value, before);
    }
  }

  /** Hands on all that was added. */
  void flush() {
    var of = property;
    if (of == null) {
      return;
    }
    for (int worker = 0; worker < rows.size(); worker++) {
      if (!rows.get(worker).isEmpty()) {
        out.minute(of, worker, minute, rows.get(worker).take());
      }
    }
  }
}
