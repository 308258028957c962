package citybrain.wire;

import citybrain.observation.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The subjects of a block that is being written: features at their places, with the zones and
 * procedures that name them. Each stands there once, in the order in which rows came to it.
 */
final class Subjects {

  private static final int MOST = BlockWriter.MOST_ROWS;

  /** A power of two, so that half of the slots stay free. */
  private static final int SLOTS = 2 * MOST;

  /** The first row of each. */
  private final List<Observation> rows = new ArrayList<>();

  private final int[] longitudes = new int[MOST];
  private final int[] latitudes = new int[MOST];

  /** By hash: the number of a subject plus one, zero where there is none. */
  private final short[] slots = new short[SLOTS];

  private final short[] ofRows = new short[MOST];
  private final Map<String, Integer> words = new HashMap<>();
  private final long[] column = new long[MOST];
  private final SharedIds ids = new SharedIds(MOST);
  private final PlaceColumns places = new PlaceColumns(MOST);
  private int count;

  /** The next row of the block. */
  void add(Observation row) {
    var position = row.position();
    int longitude = position == null ? 0 : PlaceColumns.e7(position.longitude());
    int latitude = position == null ? 0 : PlaceColumns.e7(position.latitude());
    int last = rows.size() - 1;
    ofRows[count++] =
        last >= 0 && is(last, row, longitude, latitude)
            ? (short) last
            : find(row, longitude, latitude);
  }

  private short find(Observation row, int longitude, int latitude) {
    int hash = row.feature().hashCode() * 31 + longitude * 0x9E3779B9 + latitude;
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    for (; slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
      int number = slots[slot] - 1;
      if (is(number, row, longitude, latitude)) {
        return (short) number;
      }
    }
    longitudes[rows.size()] = longitude;
    latitudes[rows.size()] = latitude;
    rows.add(row);
    slots[slot] = (short) rows.size();
    return (short) (rows.size() - 1);
  }

  private boolean is(int number, Observation row, int longitude, int latitude) {
    var other = rows.get(number);
    return longitudes[number] == longitude
        && latitudes[number] == latitude
        && other.feature().equals(row.feature())
        && (other.position() == null) == (row.position() == null)
        && other.zone().equals(row.zone())
        && other.procedure().equals(row.procedure());
  }

  /** The number of the subject of a row. */
  int ofRow(int row) {
    return ofRows[row];
  }

  void clear() {
    rows.clear();
    words.clear();
    Arrays.fill(slots, (short) 0);
    count = 0;
  }

  /** Writes the columns of subjects. */
  void write(AvroWriter writer) {
    int subjects = rows.size();
    writer.writeLong(subjects);
    ids.write(writer, i -> rows.get(i).feature(), subjects);
    writeWords(writer);
    for (int i = 0; i < subjects; i++) {
      column[i] = number(rows.get(i).zone());
    }
    writer.writeColumn(column, subjects, 0);
    for (int i = 0; i < subjects; i++) {
      column[i] = number(rows.get(i).procedure());
    }
    writer.writeColumn(column, subjects, 0);
    places.write(writer, i -> rows.get(i).position(), subjects);
  }

  private void writeWords(AvroWriter writer) {
    var all = new ArrayList<String>();
    for (var row : rows) {
      for (var word : List.of(row.zone(), row.procedure())) {
        if (!word.isEmpty() && words.putIfAbsent(word, words.size() + 1) == null) {
          all.add(word);
        }
      }
    }
    if (!all.isEmpty()) {
      writer.writeLong(all.size());
      all.forEach(writer::writeString);
    }
    writer.writeLong(0);
  }

  private int number(String word) {
    return word.isEmpty() ? 0 : words.getOrDefault(word, 0);
  }
}
