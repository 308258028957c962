package citybrain.bench.contender;

import citybrain.wire.BlockReader;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A row for each zone around each observation of a block, in the form in which SQL has rows. */
final class ExplodedBlocks implements KafkaRecordDeserializationSchema<RowData> {

  /** The column of the phenomenon time. */
  static final int MILLIS = 3;

  static final TypeInformation<RowData> TYPE =
      InternalTypeInfo.of(
          RowType.of(
              new LogicalType[] {
                new BigIntType(false),
                new IntType(false),
                new DoubleType(false),
                new BigIntType(false)
              },
              new String[] {"zone", "property", "v", "millis"}));

  private static final long serialVersionUID = 1L;

  private final String folder;

  private transient BlockReader block;
  private transient ZoneNumbers zones;

  /**
   * @param folder of the set
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  ExplodedBlocks(String folder) {
    this.folder = folder;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) throws Exception {
    block = new BlockReader();
    zones = ZoneNumbers.open(folder);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    if (FeedClocks.isMark(record)) {
      return;
    }
    block.read(record.value());
    long clock = block.stamp().clock();
    boolean someLate = WindowSpans.isOver(block.earliest(), clock);
    for (int row = 0; row < block.count(); row++) {
      long time = block.phenomenonTime(row);
      if (someLate && WindowSpans.isOver(time, clock)) {
        continue;
      }
      Integer property = block.property(row).code();
      Double value = block.result(row);
      for (long zone : zones.around(block.place(block.subject(row)))) {
        out.collect(GenericRowData.of(zone, property, value, time));
      }
    }
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return TYPE;
  }
}
