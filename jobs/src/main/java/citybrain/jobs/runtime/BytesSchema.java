package citybrain.jobs.runtime;

import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** The bytes as they are. */
final class BytesSchema extends AbstractDeserializationSchema<byte[]> {

  private static final long serialVersionUID = 1L;

  @Override
  public byte[] deserialize(byte[] message) {
    return message;
  }
}
