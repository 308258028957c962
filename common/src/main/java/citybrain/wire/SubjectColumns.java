package citybrain.wire;

import java.util.Arrays;

/** The subjects of a block that is being read; names are made of those that are asked for. */
final class SubjectColumns {

  private static final int MOST = BlockWriter.MOST_ROWS;

  private final AvroReader reader;
  private final long[] column = new long[MOST];
  private final boolean[] placed = new boolean[MOST];
  private final int[] shared = new int[MOST];
  private final int[] restAt = new int[MOST];
  private final int[] restSize = new int[MOST];
  private final int[] zones = new int[MOST];
  private final int[] procedures = new int[MOST];
  private final long[] places = new long[MOST];
  private final String[] features = new String[MOST];
  private final String[] words = new String[2 * MOST + 1];
  private final byte[] id = new byte[AvroReader.LONGEST_TEXT];

  private byte[] bytes = new byte[0];
  private int count;
  private int wordCount;

  /** Features are made from the first up, because each needs the one before. */
  private int made;

  private int idSize;

  SubjectColumns(AvroReader reader) {
    this.reader = reader;
    words[0] = "";
  }

  /** Reads the columns of subjects of a block of so many rows. */
  void read(byte[] block, int rows) {
    bytes = block;
    count = reader.readInt();
    if (count < 1 || count > rows) {
      throw reader.malformed(count + " subjects of " + rows + " rows");
    }
    readFeatures();
    readWords();
    reader.readColumn(column, count, 0);
    wordsOf(zones);
    reader.readColumn(column, count, 0);
    wordsOf(procedures);
    reader.readFlags(placed, count);
    readPlaces();
    made = 0;
    idSize = 0;
  }

  private void readFeatures() {
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
        throw reader.malformed(seen + " ids of " + count + " subjects");
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

  private void readWords() {
    wordCount = 1;
    int most = 2 * count;
    for (int more = reader.readItems(most); more > 0; ) {
      for (int i = 0; i < more; i++) {
        words[wordCount++] = reader.readString();
      }
      more = reader.readItems(most + 1 - wordCount);
    }
  }

  private void wordsOf(int[] to) {
    for (int i = 0; i < count; i++) {
      if (column[i] < 0 || column[i] >= wordCount) {
        throw reader.malformed("a word that is not there");
      }
      to[i] = (int) column[i];
    }
  }

  private void readPlaces() {
    int having = 0;
    for (int i = 0; i < count; i++) {
      having += placed[i] ? 1 : 0;
    }
    reader.readColumn(column, having, 0);
    long longitude = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (placed[i]) {
        longitude += column[next++];
        // The latitude fits in where the longitude leaves room.
        places[i] = longitude;
      } else {
        places[i] = BlockReader.NOWHERE;
      }
    }
    reader.readColumn(column, having, 0);
    long latitude = 0;
    next = 0;
    for (int i = 0; i < count; i++) {
      if (placed[i]) {
        latitude += column[next++];
        ObservationCodec.requirePlace(reader, places[i], latitude);
        places[i] = places[i] << 32 | (latitude & 0xFFFFFFFFL);
      }
    }
  }

  int count() {
    return count;
  }

  long place(int subject) {
    return places[subject];
  }

  String zone(int subject) {
    return words[zones[subject]];
  }

  String procedure(int subject) {
    return words[procedures[subject]];
  }

  String feature(int subject) {
    for (; made <= subject; made++) {
      System.arraycopy(bytes, restAt[made], id, shared[made], restSize[made]);
      idSize = shared[made] + restSize[made];
      features[made] = reader.known(id, 0, idSize);
    }
    return features[subject];
  }
}
