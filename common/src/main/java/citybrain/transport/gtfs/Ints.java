package citybrain.transport.gtfs;

import java.util.Arrays;

/** A column of whole numbers that grows: four bytes a row, where a list of objects needs twenty. */
final class Ints {

  private int[] values = new int[64];
  private int size;

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  int at(int index) {
    return values[index];
  }

  /** Sets a place that may lie behind the end; what is skipped holds the filler. */
  void put(int index, int value, int filler) {
    while (size <= index) {
      add(filler);
    }
    values[index] = value;
  }

  /** Makes room up to this size; what is new holds the filler. */
  void pad(int wanted, int filler) {
    while (size < wanted) {
      add(filler);
    }
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
