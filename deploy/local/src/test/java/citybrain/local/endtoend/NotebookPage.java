package citybrain.local.endtoend;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** An executed notebook as its reader sees it: text, tables and pictures of the page. */
record NotebookPage(String html) {

  private static final Pattern PICTURE =
      Pattern.compile("<img[^>]*src=\"data:image/png;base64,([A-Za-z0-9+/=\\s]+)");
  private static final Pattern TABLE = Pattern.compile("<table.*?</table>", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<t([hd])[^>]*>(.*?)</t\\1>", Pattern.DOTALL);

  static NotebookPage read(Path file) throws IOException {
    return new NotebookPage(Files.readString(file));
  }

  List<BufferedImage> pictures() throws IOException {
    var pictures = new ArrayList<BufferedImage>();
    for (var picture : PICTURE.matcher(html).results().toList()) {
      var bytes = Base64.getMimeDecoder().decode(picture.group(1));
      pictures.add(ImageIO.read(new ByteArrayInputStream(bytes)));
    }
    return pictures;
  }

  /** One column of the table that has it, by the name of the row; digits without commas. */
  Map<String, String> column(String name) {
    for (var table : TABLE.matcher(html).results().toList()) {
      var rows = ROW.matcher(table.group()).results().map(row -> cells(row.group(1))).toList();
      var place = rows.isEmpty() ? -1 : rows.get(0).indexOf(name);
      if (place >= 0) {
        var column = new TreeMap<String, String>();
        rows.stream()
            .skip(1)
            .filter(row -> row.size() > place && !row.get(0).isEmpty() && !row.get(place).isEmpty())
            .forEach(row -> column.put(row.get(0), row.get(place).replace(",", "")));
        return column;
      }
    }
    throw new AssertionError("no table with a column '" + name + "'");
  }

  private static List<String> cells(String row) {
    return CELL.matcher(row)
        .results()
        .map(cell -> cell.group(2).replaceAll("<[^>]+>|&nbsp;|\u00a0", "").strip())
        .toList();
  }

  /** The groups of the first place that matches. */
  MatchResult match(String pattern) {
    return Pattern.compile(pattern)
        .matcher(html)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing like " + pattern));
  }
}
