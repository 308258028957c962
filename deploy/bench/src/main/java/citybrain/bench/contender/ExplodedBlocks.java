package citybrain.bench.contender;

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

  private transient ZonedBlocks blocks;

  /**
   * @param folder of the set
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  ExplodedBlocks(String folder) {
    this.folder = folder;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) throws Exception {
    blocks = ZonedBlocks.open(folder);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    if (FeedClocks.isMark(record)) {
      return;
    }
    blocks.read(
        record.value(),
        (zones, property, result, time) -> {
          // Boxed once, whatever the number of zones.
          Integer code = property;
          Double value = result;
          for (long zone : zones) {
            out.collect(GenericRowData.of(zone, code, value, time));
          }
        });
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return TYPE;
  }
}
