package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.ShippedCities;
import citybrain.local.python.Notebooks;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the notebooks on a lake and compares what they say with the report of the run. */
final class NotebookCheck {

  private static final String TODAY = "01-the-city-today.html";

  private final NotebookPage page;
  private final JsonNode report;

  private NotebookCheck(NotebookPage page, JsonNode report) {
    this.page = page;
    this.report = report;
  }

  static void run(Path python, Path lake, Path pages, JsonNode report) throws IOException {
    var settings = Map.of("LAKE", lake.toString());
    var code = Notebooks.of(Path.of("../..")).execute(python, settings, pages, process -> {});
    assertThat(code).as("every cell of every notebook runs").isZero();
    var check = new NotebookCheck(NotebookPage.read(pages.resolve(TODAY)), report);
    check.saysWhatItIs();
    check.countsAsTheReport();
    check.showsTheRightPlace();
    check.hasPictures();
  }

  private void saysWhatItIs() {
    assertThat(page.html()).contains("SYNTHETIC: this city does not exist");
    assertThat(page.html()).doesNotContainPattern("<(script|link|img)[^>]+(src|href)=\"http");
  }

  private void countsAsTheReport() {
    var rows = page.column("MB").keySet();
    var counted = page.column("rows");
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "observations", "late", "rejected", "aggregates", "alerts", "daily-summary");
    for (var dataset : rows) {
      assertThat(counted.get(dataset))
          .as(dataset)
          .isEqualTo(report.at("/lake/datasets/" + dataset + "/rows").asText("0"));
    }
    var rejected =
        report.path("feeds").properties().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, e -> e.getValue().path("rejected").asText()));
    assertThat(page.column("rejected")).isEqualTo(rejected);
    assertThat(page.column("too late").values().stream().mapToLong(Long::parseLong).sum())
        .isEqualTo(report.path("late").asLong());
    assertThat(page.match("Rejected: ([\\d,]+) records or values").group(1).replace(",", ""))
        .isEqualTo(report.path("rejected").asText());
  }

  private void showsTheRightPlace() {
    var box = ShippedCities.load(report.path("city").asText(), Feeds.ALL).bounds();
    var shown =
        page.match(
            "Shown from ([\\d.-]+) to ([\\d.-]+) degrees east, ([\\d.-]+) to ([\\d.-]+) degrees"
                + " north: (\\d+) of (\\d+) districts and (\\d+) cells with values, (\\d+) alerts");
    double west = Double.parseDouble(shown.group(1));
    double east = Double.parseDouble(shown.group(2));
    double south = Double.parseDouble(shown.group(3));
    double north = Double.parseDouble(shown.group(4));
    assertThat(west).isBetween(box.west(), east);
    assertThat(east).isBetween(west, box.east());
    assertThat(south).isBetween(box.south(), north);
    assertThat(north).isBetween(south, box.north());
    assertThat((east - west) / (box.east() - box.west())).isGreaterThan(0.3);
    assertThat(Integer.parseInt(shown.group(5))).isGreaterThan(5);
    assertThat(Integer.parseInt(shown.group(7))).isGreaterThan(20);
  }

  private void hasPictures() throws IOException {
    var pictures = page.pictures();
    assertThat(pictures).hasSizeBetween(4, 5);
    for (var picture : pictures) {
      assertThat(picture.getWidth()).isGreaterThan(900);
      assertThat(colours(picture)).isGreaterThan(50);
    }
  }

  private static int colours(BufferedImage picture) {
    var colours = new HashSet<Integer>();
    for (int y = 0; y < picture.getHeight(); y += 2) {
      for (int x = 0; x < picture.getWidth(); x += 2) {
        colours.add(picture.getRGB(x, y));
      }
    }
    return colours.size();
  }
}
