package citybrain.wire;

import citybrain.observation.Stamp;
import org.jspecify.annotations.Nullable;

/** The first fields of a block of observations: whose it is, where it comes from, how large. */
final class BlockHead {

  private static final String SCHEMA = "observation-block";

  String city = "";
  String feed = "";
  Stamp stamp = Stamp.NONE;
  int count;

  void read(AvroReader reader, byte[] bytes) {
    reader.start(bytes, BlockWriter.READABLE, SCHEMA);
    city = reader.readString();
    feed = reader.readString();
    readRest(reader);
  }

  private void readRest(AvroReader reader) {
    long clock = reader.readTime();
    long after = reader.readTime();
    int partition = reader.readInt();
    long offset = reader.readLong();
    int index = reader.readInt();
    count = reader.readInt();
    if (partition < 0 || offset < 0 || index < 0 || (after != 0 && after < clock)) {
      throw reader.malformed("a stamp that cannot be");
    }
    if (count < 1 || count > BlockWriter.MOST_ROWS) {
      throw reader.malformed("a block of " + count + " rows");
    }
    stamp = new Stamp(clock, after, partition, offset, index);
  }

  /**
   * How many readings a record of a topic of observations holds, by its first fields alone; one,
   * when it is no block. All who count such records count by this, whether or not they can read the
   * rest, so that they come to the same.
   */
  static int readingsIn(byte @Nullable [] bytes) {
    if (bytes == null) {
      return 1;
    }
    var reader = new AvroReader();
    var head = new BlockHead();
    try {
      reader.start(bytes, BlockWriter.READABLE, SCHEMA);
      reader.skipString();
      reader.skipString();
      head.readRest(reader);
      return head.count;
    } catch (WireException e) {
      return 1;
    }
  }
}
