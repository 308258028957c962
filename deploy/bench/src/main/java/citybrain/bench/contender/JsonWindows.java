package citybrain.bench.contender;

import citybrain.jobs.kafka.Outgoing;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** What the windows of {@link FlinkJson} do. */
final class JsonWindows {

  private JsonWindows() {}

  /** What is in one window; a POJO. */
  public static final class Window {
    public long zone;
    public int property;
    public long begins;
    public long ends;
    public Sums sums = new Sums();
  }

  /** Sums of what comes, however it is added. */
  private abstract static class Summing<T> implements AggregateFunction<T, Sums, Sums> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sums createAccumulator() {
      return new Sums();
    }

    @Override
    public Sums getResult(Sums sums) {
      return sums;
    }

    @Override
    public Sums merge(Sums one, Sums other) {
      return one.merge(other);
    }
  }

  /** Minutes, of readings. */
  static final class OfReadings extends Summing<JsonZones.Zoned> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sums add(JsonZones.Zoned reading, Sums sums) {
      sums.add(reading.result);
      return sums;
    }
  }

  /** Longer ones, of minutes. */
  static final class OfSums extends Summing<Window> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sums add(Window window, Sums sums) {
      return sums.merge(window.sums);
    }
  }

  /** Says of which zone, property and time the sums of a window are. */
  static final class Naming
      extends ProcessWindowFunction<Sums, Window, Tuple2<Long, Integer>, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        Tuple2<Long, Integer> key, Context context, Iterable<Sums> all, Collector<Window> out) {
      var window = new Window();
      window.zone = key.f0;
      window.property = key.f1;
      window.begins = context.window().getStart();
      window.ends = context.window().getEnd();
      window.sums = all.iterator().next();
      out.collect(window);
    }
  }

  /** Windows as aggregates. */
  static final class ToAggregate extends RichMapFunction<Window, Outgoing> {

    private static final long serialVersionUID = 1L;

    private final String folder;

    private transient SumRecords records;

    /**
     * @param folder of the set
     */
    @SuppressWarnings("NullAway") // the engine calls open before anything else
    ToAggregate(String folder) {
      this.folder = folder;
    }

    @Override
    public void open(OpenContext context) throws Exception {
      records = SumRecords.open(folder);
    }

    @Override
    public Outgoing map(Window window) {
      return records.record(window.zone, window.property, window.begins, window.ends, window.sums);
    }
  }
}
