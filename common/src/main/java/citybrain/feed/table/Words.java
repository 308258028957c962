package citybrain.feed.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Some words, found by their bytes in UTF-8 without making objects. */
public final class Words {

  private final byte[][] words;

  public Words(List<String> words) {
    this.words =
        words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  boolean isEmpty() {
    return words.length == 0;
  }

  /** The number of the word that the field holds exactly, or -1. */
  int find(Cells cells, int field) {
    int start = cells.start(field);
    int end = cells.end(field);
    for (int i = 0; i < words.length; i++) {
      if (end - start == words[i].length
          && Arrays.equals(cells.body(), start, end, words[i], 0, words[i].length)) {
        return i;
      }
    }
    return -1;
  }
}
