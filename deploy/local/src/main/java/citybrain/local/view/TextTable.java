package citybrain.local.view;

import citybrain.feed.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text under headings, each column as wide as its widest cell. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> right;

  /**
   * Begins a table.
   *
   * @param headings of the columns; one that begins with {@code >} holds numbers
   */
  public TextTable(String... headings) {
    right = List.of(headings).stream().map(heading -> heading.startsWith(">")).toList();
    rows.add(List.of(headings).stream().map(heading -> heading.replaceFirst("^>", "")).toList());
  }

  public void add(String... cells) {
    rows.add(Arrays.stream(cells).map(PlainText::of).toList());
  }

  @Override
  public String toString() {
    var widths = new int[right.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        var pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(right.get(i) ? pad + row.get(i) : row.get(i) + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
