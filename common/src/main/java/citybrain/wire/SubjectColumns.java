package citybrain.wire;

import citybrain.geo.Position;
import org.jspecify.annotations.Nullable;

/** The subjects of a block that is being read; ids are made of those that are asked for. */
final class SubjectColumns {

  private static final int MOST = BlockWriter.MOST_ROWS;

  private final AvroReader reader;
  private final long[] column = new long[MOST];
  private final int[] zones = new int[MOST];
  private final int[] procedures = new int[MOST];
  private final SharedIds ids = new SharedIds(MOST);
  private final PlaceColumns places = new PlaceColumns(MOST);
  private final String[] words = new String[2 * MOST + 1];

  private int count;
  private int wordCount;

  SubjectColumns(AvroReader reader) {
    this.reader = reader;
    words[0] = "";
  }

  /** Reads the columns of subjects of a block of so many rows. */
  void read(byte[] block, int rows) {
    count = reader.readInt();
    if (count < 1 || count > rows) {
      throw reader.malformed(count + " subjects of " + rows + " rows");
    }
    ids.read(reader, block, count);
    readWords();
    reader.readColumn(column, count, 0);
    wordsOf(zones);
    reader.readColumn(column, count, 0);
    wordsOf(procedures);
    places.read(reader, count);
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

  int count() {
    return count;
  }

  long place(int subject) {
    return places.place(subject);
  }

  String zone(int subject) {
    return words[zones[subject]];
  }

  String procedure(int subject) {
    return words[procedures[subject]];
  }

  String feature(int subject) {
    return ids.text(reader, subject);
  }

  @Nullable Position position(int subject) {
    return places.position(subject);
  }
}
