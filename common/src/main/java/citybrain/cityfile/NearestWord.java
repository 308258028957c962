package citybrain.cityfile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the word somebody probably meant: the fewest letters added, lost, changed or swapped. */
public final class NearestWord {

  private NearestWord() {}

  /** The nearest of the allowed words, unless all are too far away to be meant. */
  public static Optional<String> find(String word, Collection<String> allowed) {
    int limit = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    String nearest = null;
    for (var candidate : new TreeSet<>(allowed)) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance <= limit) {
        nearest = candidate;
        limit = distance - 1;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Optimal string alignment: Levenshtein, and a swap of neighbours counts once. */
  static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
