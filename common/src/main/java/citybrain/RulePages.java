package citybrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The method of each rule in words: what it says, by which formula, whose that is, what it cannot
 * see, and its settings. Made from the comments of the rules themselves; a test holds both
 * together.
 */
public final class RulePages {

  /** What stands before the first page. */
  public static final String HEAD =
      """
      # How the rules of City Brain reckon

      Made from the comments in the code: change it there. `./citybrain rules` prints it, page by page.

      """;

  private static final String FILE = "rules.md";
  private static final String TITLE = "## ";

  private RulePages() {}

  /** All pages in Markdown, by the key of the settings that its rules share. */
  public static SortedMap<String, String> all() {
    var pages = new TreeMap<String, String>();
    for (var page : text().substring(HEAD.length()).split("(?m)^" + TITLE, -1)) {
      int end = page.indexOf('\n');
      if (end > 0) {
        pages.put(page.substring(0, end), page.substring(end).strip());
      }
    }
    return pages;
  }

  private static String text() {
    try (InputStream in = RulePages.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " comes with the code and cannot be read", e);
    }
  }
}
