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
   * Makes all of them.
   *
   * @param say gets a line of each that is begun, and of what went wrong
   */
  public void make(CityChoices choices, Consumer<String> say) {
    for (var choice : choices.all()) {
      of(choice.city().city()).forEach(report -> make(choice, report, say));
    }
  }

  /** Makes one. */
  public void make(CityChoice choice, CityReport report, Consumer<String> say) {
    say.accept("making %s of %s".formatted(report.name(), choice.city().city()));
    try {
      var data = choice.data(Optional.empty(), home);
      var settings = List.of("--city=" + choice.keepIn(home), "--data=" + data);
      var said = Collections.synchronizedList(new ArrayList<String>());
      var failure = new LakeJobs(home, lake.toString()).report(report.name(), settings, said::add);
      ReportText.of(report, List.copyOf(said)).problems().forEach(say);
      failure.ifPresent(say);
    } catch (SettingException e) {
      say.accept("%s: %s".formatted(report.name(), e.getMessage()));
    }
  }
}
