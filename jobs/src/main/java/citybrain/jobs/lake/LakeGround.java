package citybrain.jobs.lake;

import citybrain.feed.PlainText;
import citybrain.feed.SettingException;
import citybrain.jobs.cities.Cities;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts into the lake what analysts need beside its rows: tables that cannot be read wrong, and the
 * zones. By a worker of the archive when it starts, for workers see the reference files of the
 * cities, and whoever wires a job need not.
 *
 * @param <T> what passes, as it is
 */
final class LakeGround<T> extends RichMapFunction<T, T> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(LakeGround.class);

  private final String lake;
  private final Cities cities;

  private LakeGround(String lake, Cities cities) {
    this.lake = lake;
    this.cities = cities;
  }

  /** The same stream; before it begins, the ground is laid. */
  static <T> DataStream<T> before(DataStream<T> values, String lake, Cities cities) {
    return values
        .map(new LakeGround<>(lake, cities), values.getType())
        .uid("lake-ground")
        .name("views and zones of the lake");
  }

  @Override
  public void open(OpenContext context) throws IOException {
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      LakeViews.write(lake);
      writeZones();
    }
  }

  /** Rows are archived without them as well. */
  private void writeZones() throws IOException {
    try {
      LakeZones.write(lake, cities.zones(), cities.timeZones());
    } catch (SettingException e) {
      LOG.warn("the lake gets no zones: {}", PlainText.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public T map(T value) {
    return value;
  }
}
