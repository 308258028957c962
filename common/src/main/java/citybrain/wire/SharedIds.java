package citybrain.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ids one behind the other, each without what it has in common with the beginning of the one
 * before: two columns, of how many bytes that is and of the rest.
 */
final class SharedIds {

  private final int[] shared;
  private final int[] restAt;
  private final int[] restSize;
  private final long[] column;
  private final @Nullable String[] texts;
  private final byte[] id = new byte[AvroReader.LONGEST_TEXT];

  private byte[] bytes = new byte[0];

  /** They are made from the first up, because each needs the one before. */
  private int made;

  /**
   * Room for them.
   *
   * @param most at once
   */
  SharedIds(int most) {
    shared = new int[most];
    restAt = new int[most];
    restSize = new int[most];
    column = new long[most];
    texts = new String[most];
  }

  /** Gives the ids that are to be written. */
  interface Texts {
    String at(int index);
  }

  /** Writes both columns. */
  void write(AvroWriter writer, Texts ids, int count) {
    var before = "";
    boolean someRest = false;
    for (int i = 0; i < count; i++) {
      var text = ids.at(i);
      shared[i] = shared(before, text);
      column[i] = bytes(text, shared[i]);
      someRest |= shared[i] < text.length();
      before = text;
    }
    writer.writeColumn(column, count, 0);
    if (someRest) {
      writer.writeLong(count);
      for (int i = 0; i < count; i++) {
        writer.writeString(ids.at(i).substring(shared[i]));
      }
    }
    writer.writeLong(0);
  }

  /** How many characters two texts begin with alike, never a part of one of two. */
  private static int shared(String before, String text) {
    int most = Math.min(before.length(), text.length());
    int at = 0;
    while (at < most && before.charAt(at) == text.charAt(at)) {
      at++;
    }
    if (at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at))) {
      at--;
    } else if (at > 0 && at < before.length() && Character.isLowSurrogate(before.charAt(at))) {
      at--;
    }
    return at;
  }

  /** How many bytes of UTF-8 the first characters of a text take. */
  private static int bytes(String text, int chars) {
    for (int i = 0; i < chars; i++) {
      if (text.charAt(i) >= 0x80) {
        return text.substring(0, chars).getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return chars;
  }

  /** Reads both columns; texts are made of those that are asked for. */
  void read(AvroReader reader, byte[] record, int count) {
    bytes = record;
    made = 0;
    reader.readColumn(column, count, 0);
    int seen = 0;
    for (int more = reader.readItems(count); more > 0; more = reader.readItems(count - seen)) {
      for (int i = 0; i < more; i++) {
        restAt[seen] = reader.readPlaceOfString();
        restSize[seen++] = reader.sizeOfString();
      }
    }
    if (seen != count) {
      if (seen > 1) {
        throw reader.malformed(seen + " ids for " + count);
      }
      Arrays.fill(restAt, 0, count, seen == 0 ? 0 : restAt[0]);
      Arrays.fill(restSize, 0, count, seen == 0 ? 0 : restSize[0]);
    }
    int before = 0;
    for (int i = 0; i < count; i++) {
      if (column[i] < 0 || column[i] > before) {
        throw reader.malformed("an id that shares more than the one before has");
      }
      shared[i] = (int) column[i];
      before = shared[i] + restSize[i];
      if (before > AvroReader.LONGEST_TEXT) {
        throw new WireException(
            WireException.TEXT_TOO_LONG,
            "an id of " + before + " bytes; at most " + AvroReader.LONGEST_TEXT);
      }
    }
  }

  /** One of those that were read. */
  String text(AvroReader reader, int index) {
    for (; made <= index; made++) {
      System.arraycopy(bytes, restAt[made], id, shared[made], restSize[made]);
      texts[made] = reader.known(id, 0, shared[made] + restSize[made]);
    }
    var text = texts[index];
    return text == null ? "" : text;
  }
}
