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

  /**
   * The report in what a process wrote to standard output.
   *
   * @param lines nothing but the report: with another line beside it, none of them is trusted
   */
  public static Optional<LakeFigures> in(List<String> lines) {
    if (lines.size() != 1) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(lines.get(0)) instanceof ObjectNode report
          ? Optional.of(new LakeFigures(report))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Rows of one dataset: observations, aggregates, alerts, daily-summary. */
  public long rows(String dataset) {
    JsonNode datasets = json.path("datasets");
    return datasets.path(dataset).path("rows").asLong();
  }

  /** Rows that were ever archived: those that were compacted away or expired since, too. */
  public long archived(String dataset) {
    return rows(dataset) + json.path("datasets").path(dataset).path("gone").asLong();
  }
}
