package citybrain.synthetic;

import citybrain.synthetic.contract.SyntheticMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables a play sent, kept as text: the data lines of every feed with the header they came
 * under.
 */
final class Recording {

  record Line(String header, String text) {

    String[] cells() {
      return text.split(header.indexOf(';') >= 0 ? ";" : ",", -1);
    }

    boolean isWhole() {
      return cells().length == Line.columns(header).length;
    }

    String cell(String column) {
      String[] columns = columns(header);
      for (int i = 0; i < columns.length; i++) {
        if (columns[i].equals(column)) {
          return cells()[i];
        }
      }
      throw new IllegalArgumentException(column + " is not in " + header);
    }

    String[] columns() {
      return columns(header);
    }

    private static String[] columns(String header) {
      return header.split(header.indexOf(';') >= 0 ? ";" : ",", -1);
    }
  }

  private final Map<String, List<Line>> lines = new HashMap<>();

  static Recording of(SyntheticCity city, Instant from, Instant to) {
    var recording = new Recording();
    city.play(from, to, recording::add);
    return recording;
  }

  void add(SyntheticMessage message) {
    if (message.whole()) {
      return;
    }
    var text = new String(message.body(), StandardCharsets.UTF_8);
    var parts = text.split("\n", -1);
    var kept = lines.computeIfAbsent(message.feed(), feed -> new ArrayList<>());
    for (int i = 1; i < parts.length - 1; i++) {
      kept.add(new Line(parts[0], parts[i]));
    }
  }

  List<Line> lines(String feed) {
    return lines.getOrDefault(feed, List.of());
  }

  /** Sound lines only. */
  List<Line> whole(String feed) {
    return lines(feed).stream().filter(Line::isWhole).toList();
  }
}
