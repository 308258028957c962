package citybrain.wire;

import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;

/** An observation with its stamp, as a block of one row. */
public final class StampedCodec implements Codec<Stamped> {

  private final BlockWriter writer = new BlockWriter();
  private final BlockReader reader;

  /**
   * @param vocabulary the properties that may occur
   */
  public StampedCodec(Vocabulary vocabulary) {
    this.reader = new BlockReader(vocabulary);
  }

  @Override
  public byte[] encode(Stamped value) {
    return writer.encode(value.observation(), value.stamp());
  }

  @Override
  public Stamped decode(byte[] bytes) {
    reader.read(bytes);
    return new Stamped(reader.observation(0), reader.stamp());
  }
}
