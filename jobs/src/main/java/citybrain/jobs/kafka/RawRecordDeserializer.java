package citybrain.jobs.kafka;

import citybrain.feed.BoundedOutlet;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.wire.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Raw records as their sender wrote them; what is missing in the headers becomes empty or zero,
 * never an error.
 */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    var body = record.value() == null ? new byte[0] : record.value();
    var message =
        new RawMessage(
            text(record, RawHeaders.CITY),
            text(record, RawHeaders.FEED),
            RawHeaders.redriven(
                text(record, "source"), RawHeaders.number(text(record, RawHeaders.REDRIVEN))),
            RawHeaders.number(text(record, "line")),
            Instant.ofEpochMilli(RawHeaders.time(record.timestamp())),
            RawHeaders.records(text(record, RawHeaders.RECORDS)),
            body,
            record.headers().lastHeader("oversize") != null);
    var beat = text(record, RawHeaders.BEAT);
    out.collect(
        new RawRecord(
            message,
            record.partition(),
            record.offset(),
            kind(beat),
            RawHeaders.time(RawHeaders.number(beat))));
  }

  private static RawRecord.Kind kind(String beat) {
    if (beat.isEmpty()) {
      return RawRecord.Kind.MESSAGE;
    }
    return beat.equals(RawHeaders.ALIVE) ? RawRecord.Kind.HEARTBEAT : RawRecord.Kind.GIVEN_UP;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : BoundedOutlet.cut(new String(header.value(), StandardCharsets.UTF_8));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
