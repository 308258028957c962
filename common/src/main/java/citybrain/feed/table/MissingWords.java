package citybrain.feed.table;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands for no value. What is a number stands for that number however it is written: {@code
 * -999} also for {@code -999.0}.
 */
public final class MissingWords {

  public static final MissingWords NONE = new MissingWords(List.of());

  private final Words words;
  private final double[] numbers;

  public MissingWords(List<String> words) {
    this.words = new Words(words);
    numbers = words.stream().mapToDouble(MissingWords::number).filter(Double::isFinite).toArray();
  }

  private static double number(String word) {
    var bytes = word.getBytes(StandardCharsets.UTF_8);
    double point = Decimals.parse(bytes, 0, bytes.length, '.');
    return Double.isNaN(point) ? Decimals.parse(bytes, 0, bytes.length, ',') : point;
  }

  /** True when the field holds one of the words. */
  boolean hold(Cells cells, int field) {
    return !words.isEmpty() && words.find(cells, field) >= 0;
  }

  /** True when this number is one of those that stand for no value. */
  public boolean hold(double number) {
    for (double one : numbers) {
      if (one == number) {
        return true;
      }
    }
    return false;
  }
}
