package citybrain.local.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of baselines, in words.
 *
 * @param lines of JSON, as their job told them
 */
public record BaselinesText(List<JsonNode> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lines that are no JSON are none of its. */
  public static BaselinesText of(List<String> told) {
    var lines = new ArrayList<JsonNode>();
    for (var line : told) {
      try {
        lines.add(JSON.readTree(line));
      } catch (IOException e) {
        lines.add(JSON.createObjectNode().put("problem", "not understood: " + line));
      }
    }
    return new BaselinesText(List.copyOf(lines));
  }

  public boolean isMade() {
    return lines.stream().anyMatch(line -> line.has("file"));
  }

  /** What went wrong, and what was set aside, a line each. */
  public List<String> problems() {
    var all = new ArrayList<String>();
    for (var line : lines) {
      if (line.has("set_aside")) {
        all.add("set aside: " + line.path("set_aside").asText());
      } else if (line.has("problem")) {
        all.add("baselines: " + line.path("problem").asText());
      }
    }
    return all;
  }

  /** A line for each domain, and the files. */
  public String table() {
    var made = lines.stream().filter(line -> line.has("file")).toList();
    if (made.isEmpty()) {
      return "";
    }
    var table =
        new TextTable("city", "domain", ">series", ">half hours", "from", "to", "applies from");
    for (var one : made) {
      table.add(
          one.path("city").asText(),
          one.path("domain").asText(),
          one.path("series").asText(),
          one.path("rows").asText(),
          one.path("from").asText(),
          one.path("to").asText(),
          one.path("applies_from").asText());
    }
    var text = new StringBuilder(table.toString());
    made.forEach(one -> text.append(one.path("file").asText()).append(System.lineSeparator()));
    return text.toString();
  }
}
