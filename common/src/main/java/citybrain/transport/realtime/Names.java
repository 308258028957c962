package citybrain.transport.realtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Ids as strings. The same vehicles and trips come poll after poll: their names are kept, up to
 * some number, so that they are made once. Any thread may ask.
 */
final class Names {

  private static final int KEPT = 1 << 15;

  private record Name(byte[] bytes, String text) {}

  private final AtomicReferenceArray<Name> kept = new AtomicReferenceArray<>(KEPT);

  String of(byte[] body, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + body[i];
    }
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    int slot = (hash ^ (hash >>> 13)) & (KEPT - 1);
    var known = kept.get(slot);
    if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, body, from, to)) {
      return known.text;
    }
    var bytes = Arrays.copyOfRange(body, from, to);
    var name = new Name(bytes, new String(bytes, StandardCharsets.UTF_8));
    kept.set(slot, name);
    return name.text;
  }
}
