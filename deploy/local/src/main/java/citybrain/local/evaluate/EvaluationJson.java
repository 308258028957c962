package citybrain.local.evaluate;

import citybrain.local.report.BurdenJson;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that is known of scores, for programs. The same run writes the same bytes. */
final class EvaluationJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EvaluationJson() {}

  /**
   * Writes it.
   *
   * @param problems why a set has no score, by its name
   */
  static void write(
      Path file, List<Evaluation> all, Map<String, String> problems, int rotations, long seed)
      throws IOException {
    var json = JSON.createObjectNode().put("rotations", rotations).put("seed", seed);
    var sets = json.putArray("sets");
    all.forEach(one -> add(sets, one));
    json.set("problems", JSON.valueToTree(problems));
    var text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(ArrayNode sets, Evaluation one) {
    var card = one.card();
    var set =
        sets.addObject()
            .put("set", card.name())
            .put("what", card.what())
            .put("origin", card.origin())
            .put("licence", card.licence())
            .put("tuned", card.tuned())
            .put("readings", one.readings());
    set.set("refused", JSON.valueToTree(one.refused()));
    set.set("remarks", JSON.valueToTree(one.remarks()));
    var rows = set.putArray("rows");
    one.rows().forEach(row -> add(rows.addObject(), row));
  }

  private static void add(ObjectNode node, EvaluationRow row) {
    node.put("part", row.part()).put("rule", row.rule()).put("measure", row.measure());
    number(node, "score", row.score());
    number(node, "chance_mean", row.controls().mean());
    number(node, "chance_p95", row.controls().high());
    number(node, "always_alarm", row.controls().constant());
    number(node, "blind_clock", row.controls().clock());
    node.put("beats_chance", row.isAboveChance()).put("verdict", row.verdict().text());
    var figures = node.putObject("figures");
    row.figures().forEach((name, value) -> number(figures, name, value));
    BurdenJson.add(node.putObject("burden"), row.load());
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
