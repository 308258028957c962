package citybrain;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.CityFile;
import citybrain.detection.CityRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The pages of method that come with the code are what the comments of the rules say: whoever
 * changes a rule changes its page, and none is without.
 */
class RulePagesTest {

  private static final Path SHIPPED = Path.of("src/main/resources/citybrain/rules.md");
  private static final Path MADE = Path.of("target/rules.md");

  /** With the two kinds of rules that a city makes for itself. */
  private static final String CITY =
      """
      city: one
      name: One
      time-zone: UTC
      bounding-box: [-1, -1, 1, 1]

      rules:
        threshold:
          high-water: {property: WATER_LEVEL, above: 3}
        panel:
          works: {feed: scada, by: feed}

      feeds:
        scada:
          kind: table
          source: "scada.csv"
          interval: PT1H
          lateness: PT1H
          time: {column: time, format: "yyyy-MM-dd HH:mm"}
          values:
            level: {property: WATER_LEVEL, unit: m, feature: T1}
            flow: {property: WATER_FLOW, unit: L/s, feature: P1}
      """;

  private static SortedMap<String, List<CityRule<?, ?>>> byKey() {
    var byKey = new TreeMap<String, List<CityRule<?, ?>>>();
    var city = CityFile.parse("one.yaml", CITY, Feeds.ALL);
    Rules.with(Rules.ALL, List.of(city))
        .forEach(rule -> byKey.computeIfAbsent(rule.key(), any -> new ArrayList<>()).add(rule));
    return byKey;
  }

  @Test
  void thePagesAreWhatTheCommentsSay() throws IOException {
    var pages = new StringBuilder(RulePages.HEAD);
    for (var one : byKey().entrySet()) {
      pages.append(RulePage.of(one.getKey(), one.getValue()));
    }
    Files.writeString(MADE, pages, StandardCharsets.UTF_8);

    assertThat(Files.readString(SHIPPED))
        .as("copy common/%s over common/%s", MADE, SHIPPED)
        .isEqualTo(pages.toString());
  }

  @Test
  void everyPageSaysHowItReckonsWhoFoundItAndWhatItCannotSee() throws IOException {
    for (var one : byKey().entrySet()) {
      assertThat(RulePage.of(one.getKey(), one.getValue()))
          .as(one.getKey())
          .contains("\n\nFormula: ", "\n\nSource: ", "\n\nIt cannot see ")
          .doesNotContain("{@", "| `null`", " |  |\n");
    }
  }
}
