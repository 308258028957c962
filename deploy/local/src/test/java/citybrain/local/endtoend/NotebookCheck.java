package citybrain.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.Reports;
import citybrain.cityfile.ShippedCities;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.python.Notebooks;
import citybrain.local.run.MissingReports;
import citybrain.reports.CityReport;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs the notebooks on a lake and compares what they say with the report of the run. */
final class NotebookCheck {

  private static final String TODAY = "01-the-city-today.html";

  /** By their numbers. */
  private static final Set<String> WITH_A_LIVE_MAP = Set.of("02", "07");

  /** Those that say which command makes what they miss, and go on. */
  private static final Map<String, String> WITHOUT_A_REPORT =
      Map.of("02", "traffic-report", "06", "air-report");

  private final NotebookPage page;
  private final JsonNode report;

  private NotebookCheck(NotebookPage page, JsonNode report) {
    this.page = page;
    this.report = report;
  }

  static void run(Path python, Path lake, Path pages, JsonNode report) throws IOException {
    makeReports(lake, report.path("city").asText());
    var settings = Map.of("LAKE", lake.toString());
    var notebooks = Notebooks.of(Path.of("../.."));
    var code = notebooks.execute(python, settings, pages, process -> {});
    assertThat(code).as("every cell of every notebook runs").isZero();
    for (var notebook : notebooks.all()) {
      showsSomething(pages, notebook.getFileName().toString().replace(".ipynb", ".html"));
    }
    var check = new NotebookCheck(NotebookPage.read(pages.resolve(TODAY)), report);
    check.countsAsTheReport();
    check.showsTheRightPlace();
    check.hasPictures();
  }

  /** Most of what {@code ./citybrain notebooks --execute} makes before, not to take too long. */
  private static void makeReports(Path lake, String city) {
    var home = new Home(lake.resolve("..").normalize());
    var missing = new MissingReports(home, lake);
    assertThat(missing.of(city)).as("all domains are in the lake").hasSameSizeAs(Reports.ALL);
    var choice = CityChoices.kept(home, city).all().get(0);
    var said = new ArrayList<String>();
    for (var report : missing.of(city)) {
      if (!WITHOUT_A_REPORT.containsValue(report.name())) {
        missing.make(choice, report, said::add);
      }
    }
    assertThat(missing.of(city))
        .as(said.toString())
        .extracting(CityReport::name)
        .containsExactlyInAnyOrderElementsOf(WITHOUT_A_REPORT.values());
  }

  /** Each stands for itself: it says of which city it is, and nothing is fetched to read it. */
  private static void showsSomething(Path pages, String name) throws IOException {
    var page = NotebookPage.read(pages.resolve(name));
    assertThat(page.html()).as(name).contains("SYNTHETIC: this city does not exist");
    assertThat(page.html())
        .as("%s fetches nothing", name)
        .doesNotContainPattern("<(script|link|img)[^>]+(src|href)=\"http");
    var number = name.substring(0, 2);
    var wanted = Optional.ofNullable(WITHOUT_A_REPORT.get(number));
    assertThat(page.html().contains("Left out: ")).as(name).isEqualTo(wanted.isPresent());
    wanted.ifPresent(it -> assertThat(page.html()).contains("./citybrain run " + it));
    assertThat(page.pictures()).as(name).hasSizeGreaterThanOrEqualTo(2);
    for (var picture : page.pictures()) {
      assertThat(colours(picture)).as(name).isGreaterThan(20);
    }
    if (WITH_A_LIVE_MAP.contains(number)) {
      assertThat(page.html()).as(name).contains("class=\"citylive\"", "application/json");
    }
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
