package citybrain.local.run;

import citybrain.Reports;
import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoice;
import citybrain.local.choice.CityChoices;
import citybrain.local.home.Home;
import citybrain.local.view.ReportText;
import citybrain.reports.CityReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reports that notebooks read and nobody has made yet, of all days of a lake. One that is there is
 * left as it is, however old.
 *
 * @param lake a folder
 */
public record MissingReports(Home home, Path lake) {

  /** Those that a city has observations for, and that are in no period in the lake. */
  public List<CityReport> of(String city) {
    return Reports.ALL.stream()
        .filter(report -> Files.isDirectory(observations(report, city)))
        .filter(
            report ->
                !Files.isDirectory(lake.resolve("reports/" + report.name() + "/city=" + city)))
        .toList();
  }

  private Path observations(CityReport report, String city) {
    var domain = report.properties().iterator().next().domain();
    return lake.resolve("observations/city=" + city + "/domain=" + domain.word());
  }

  /**
   * Makes them.
   *
   * @param say gets a line of each that is begun, and of what went wrong
   */
  public void make(CityChoices choices, Consumer<String> say) {
    for (var choice : choices.all()) {
      try {
        make(choice, choices.data(Optional.empty(), home).setting(), say);
      } catch (SettingException e) {
        say.accept(e.getMessage());
      }
    }
  }

  private void make(CityChoice choice, String data, Consumer<String> say) {
    var city = choice.city().city();
    var settings = List.of("--city=" + choice.keepIn(home), "--data=" + data);
    for (var report : of(city)) {
      say.accept("making %s of %s".formatted(report.name(), city));
      var said = Collections.synchronizedList(new ArrayList<String>());
      var failure = new LakeJobs(home, lake.toString()).report(report.name(), settings, said::add);
      ReportText.of(report, List.copyOf(said)).problems().forEach(say);
      failure.ifPresent(say);
    }
  }
}
