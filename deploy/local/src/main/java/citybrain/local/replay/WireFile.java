package citybrain.local.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of values, each behind its length of four bytes. */
final class WireFile {

  private WireFile() {}

  static List<byte[]> read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    var values = new ArrayList<byte[]>();
    while (bytes.hasRemaining()) {
      var value = new byte[bytes.getInt()];
      bytes.get(value);
      values.add(value);
    }
    return values;
  }
}
