package citybrain.cityfile;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the records of a feed lie: a file, a folder, a glob ({@code *} within a folder, {@code **}
 * across folders, {@code ?}), or entries of a zip written {@code file.zip!glob}. {@code .gz} is
 * part of the name. Parsing and matching only; reading is done elsewhere.
 */
public final class SourcePattern {

  /** What {@link #parse} understands, for messages. */
  static final String FORM =
      "a file, folder, glob, or entries of a zip or tar such as data.zip!logs/*.csv";

  private static final Pattern ARCHIVE = Pattern.compile(".+\\.(zip|tar|tar\\.gz|tgz|tar\\.xz)");

  private final String path;
  private final Optional<String> entries;
  private final Pattern files;
  private final Optional<Pattern> matchingEntries;

  private SourcePattern(String path, Optional<String> entries) {
    this.path = path;
    this.entries = entries;
    this.files = isGlob() ? glob(path) : fileOrFolder(path);
    this.matchingEntries = entries.map(SourcePattern::glob);
  }

  /**
   * Reads the value of {@code source:}.
   *
   * @throws IllegalArgumentException when it is none of the forms
   */
  public static SourcePattern parse(String text) {
    var parts = text.strip().split("!", -1);
    var path = parts[0].endsWith("/") ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
    boolean archive = parts.length == 2 && ARCHIVE.matcher(path).matches() && !parts[1].isEmpty();
    boolean plain = parts.length == 1;
    if (path.isEmpty() || path.contains("\\") || !(archive || plain)) {
      throw new IllegalArgumentException("source '" + text + "': expected " + FORM);
    }
    return new SourcePattern(path, archive ? Optional.of(parts[1]) : Optional.empty());
  }

  private static Pattern fileOrFolder(String path) {
    return Pattern.compile(Pattern.quote(path) + "(/[^./][^/]*)*");
  }

  private static Pattern glob(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char letter = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (letter == '*') {
        regex.append("[^/]*");
      } else if (letter == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    return Pattern.compile(regex.toString());
  }

  /** The path before the {@code !}: a file, a folder or a glob, relative to the data folder. */
  public String path() {
    return path;
  }

  /** The glob after the {@code !}. */
  public Optional<String> entries() {
    return entries;
  }

  public boolean isGlob() {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
  }

  /**
   * The longest path without wildcards: the file or folder to look at first; empty for the data
   * folder itself.
   */
  public String root() {
    if (!isGlob()) {
      return path;
    }
    int wildcard = path.split("[*?]", 2)[0].length();
    int slash = path.lastIndexOf('/', wildcard);
    return slash < 0 ? "" : slash == 0 ? "/" : path.substring(0, slash);
  }

  /**
   * True when this file, named like {@link #path} and with slashes, belongs to the source. Of a
   * folder all files do but the hidden ones.
   */
  public boolean matches(String file) {
    return files.matcher(file).matches();
  }

  /** True when the source is an archive and this entry belongs to it. */
  public boolean matchesEntry(String entry) {
    return matchingEntries.map(pattern -> pattern.matcher(entry).matches()).orElse(false);
  }

  @Override
  public String toString() {
    return entries.map(glob -> path + "!" + glob).orElse(path);
  }
}
