package citybrain.jobs.lake.geoparquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of one column in some rows of a file. Few of them differ: each has a number in this
 * file, so that who looks something up by them need not hash them.
 */
public final class ColumnTexts {

  /** The number of the empty text. */
  static final int NONE = 0;

  private final int[] numbers;
  private final List<String> all = new ArrayList<>();
  private final Map<String, Integer> known = new HashMap<>();

  /**
   * @param rows how many are read at a time
   */
  ColumnTexts(int rows) {
    numbers = new int[rows];
    number("");
  }

  /** Of a row among those that were read last; empty where there is none. */
  public String text(int row) {
    return all.get(numbers[row]);
  }

  /** The number of that text: 0 of the empty one, of others as they come. */
  public int number(int row) {
    return numbers[row];
  }

  /** The number of a text, a new one where it has not been met. */
  int number(String text) {
    var number = known.putIfAbsent(text, all.size());
    if (number == null) {
      all.add(text);
      return all.size() - 1;
    }
    return number;
  }

  void set(int row, int number) {
    numbers[row] = number;
  }
}
