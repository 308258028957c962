package citybrain.jobs.kafka;

import citybrain.wire.WireException;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Decodes records of our own topics. What it cannot take is counted and set aside with its place,
 * and the job goes on: one record of a later version, or of a stranger, stops nobody.
 */
public final class ReadOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<Delivery, T> {

  /** Copies of what could not be taken. */
  public static final OutputTag<Outgoing> SET_ASIDE = new OutputTag<>("set-aside", Types.OUTGOING);

  private static final long serialVersionUID = 1L;

  private final String job;
  private final Reading<T> reading;

  private transient Reading.Reader<T> reader;
  private transient StreamRecord<T> reuse;
  private transient Consumer<T> out;
  private transient Counter unreadable;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  public ReadOperator(String job, Reading<T> reading) {
    this.job = job;
    this.reading = reading;
  }

  @Override
  public void open() throws Exception {
    super.open();
    reader = reading.open();
    reuse = new StreamRecord<>(null);
    out = this::collect;
    unreadable = getMetricGroup().counter("unreadable");
  }

  @Override
  public void processElement(StreamRecord<Delivery> element) {
    var delivery = element.getValue();
    if (element.hasTimestamp()) {
      reuse.setTimestamp(element.getTimestamp());
    } else {
      reuse.eraseTimestamp();
    }
    try {
      reader.read(delivery, out);
    } catch (WireException e) {
      unreadable.inc();
      output.collect(SET_ASIDE, new StreamRecord<>(SetAside.of(delivery, job, e)));
    }
  }

  private void collect(T value) {
    output.collect(reuse.replace(value));
  }
}
