package citybrain.jobs.polling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one answer as they come in: no more than allowed, and no more than there is room.
 */
final class Gathered {

  private static final int CHUNK = 64 * 1024;

  private final int limit;
  private final Room.Share share;
  private final List<byte[]> chunks = new ArrayList<>();
  private int used;
  private int size;

  Gathered(int limit, Room.Share share) {
    this.limit = limit;
    this.share = share;
  }

  /** All of a stream. */
  static byte[] all(InputStream in, int limit, Room.Share share) throws IOException {
    var gathered = new Gathered(limit, share);
    var some = new byte[CHUNK];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      gathered.add(ByteBuffer.wrap(some, 0, read));
    }
    return gathered.joined();
  }

  void add(ByteBuffer part) throws IOException {
    if (part.remaining() > limit - size) {
      throw new LimitedBody.TooLargeException(limit);
    }
    share.bytes(part.remaining());
    size += part.remaining();
    while (part.hasRemaining()) {
      if (chunks.isEmpty() || used == CHUNK) {
        chunks.add(new byte[CHUNK]);
        used = 0;
      }
      int count = Math.min(part.remaining(), CHUNK - used);
      part.get(chunks.get(chunks.size() - 1), used, count);
      used += count;
    }
  }

  byte[] joined() {
    var all = new byte[size];
    for (int i = 0; i < chunks.size(); i++) {
      int from = i * CHUNK;
      System.arraycopy(chunks.get(i), 0, all, from, Math.min(CHUNK, size - from));
    }
    chunks.clear();
    return all;
  }
}
