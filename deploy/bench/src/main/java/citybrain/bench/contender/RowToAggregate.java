package citybrain.bench.contender;

import citybrain.jobs.kafka.Outgoing;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.types.Row;

/** Rows of zone, property, begin, end, count, sum, minimum and maximum as aggregates. */
final class RowToAggregate extends RichMapFunction<Row, Outgoing> {

  private static final long serialVersionUID = 1L;

  private final String folder;

  private transient SumRecords records;

  /**
   * @param folder of the set
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  RowToAggregate(String folder) {
    this.folder = folder;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    records = SumRecords.open(folder);
  }

  @Override
  public Outgoing map(Row row) {
    var sums = new Sums();
    sums.count = row.<Long>getFieldAs(4);
    sums.sum = row.<Double>getFieldAs(5);
    sums.min = row.<Double>getFieldAs(6);
    sums.max = row.<Double>getFieldAs(7);
    return records.record(
        row.<Long>getFieldAs(0),
        row.<Integer>getFieldAs(1),
        millis(row.getFieldAs(2)),
        millis(row.getFieldAs(3)),
        sums);
  }

  private static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
