package citybrain.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What lies in the lake, as the jobs' own reader of the lake counts it. */
public record LakeFigures(ObjectNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing could be counted. */
  public static LakeFigures none() {
    return new LakeFigures(JSON.createObjectNode());
  }

  /** Finds the report among the lines a process wrote: the last one that is a JSON object. */
  public static Optional<LakeFigures> among(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith("{")) {
        try {
          return JSON.readTree(lines.get(i)) instanceof ObjectNode report
              ? Optional.of(new LakeFigures(report))
              : Optional.empty();
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Rows of one dataset: observations, aggregates, alerts, daily-summary. */
  public long rows(String dataset) {
    JsonNode datasets = json.path("datasets");
    return datasets.path(dataset).path("rows").asLong();
  }
}
