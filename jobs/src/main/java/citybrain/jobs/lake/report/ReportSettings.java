package citybrain.jobs.lake.report;

import citybrain.Reports;
import citybrain.jobs.runtime.Config;
import citybrain.reports.CityReport;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.stream.Collectors;

/**
 * Which report is wanted, of what.
 *
 * @param city a city file, or the name of a city that is shipped
 * @param data the folders its reference files lie under, comma separated
 * @param from the first local day; {@link LocalDate#MIN} for the first in the lake
 * @param to the last local day; {@link LocalDate#MAX} for the last in the lake
 * @param changedOn the local day on which something changed; {@link LocalDate#MIN} when it is not
 *     asked what
 */
public record ReportSettings(
    String report,
    String lake,
    String city,
    String data,
    LocalDate from,
    LocalDate to,
    LocalDate changedOn)
    implements Serializable {

  /** Where it is not asked what changed. */
  public ReportSettings(
      String report, String lake, String city, String data, LocalDate from, LocalDate to) {
    this(report, lake, city, data, from, to, LocalDate.MIN);
  }

  static ReportSettings from(Config config) {
    var names = Reports.ALL.stream().map(CityReport::name).collect(Collectors.joining(", "));
    var settings =
        new ReportSettings(
            config.text("report", "one of " + names, Reports.ALL.get(0).name()),
            config.text("lake", "root of the lake, a URI or a path", "lake"),
            config.text("city", "a city file", "demo"),
            config.text("data", "folders its reference files lie under, comma separated", "data"),
            date(config, "from", "first local day, YYYY-MM-DD", LocalDate.MIN),
            date(config, "to", "last local day, YYYY-MM-DD", LocalDate.MAX),
            changedOn(config));
    if (Reports.find(settings.report()).isEmpty()) {
      throw Config.wrong("report", settings.report(), "one of " + names);
    }
    if (settings.to().isBefore(settings.from())) {
      throw Config.wrong("to", settings.to().toString(), "a day not before " + settings.from());
    }
    if (settings.asksWhatChanged()) {
      settings.requireChange();
    }
    return settings;
  }

  private static LocalDate changedOn(Config config) {
    var help = "local day on which something changed, YYYY-MM-DD: says before and after as well";
    var text = config.text("changed-on", help + "; empty when that is no question", "");
    return parsed("changed-on", text, LocalDate.MIN);
  }

  private void requireChange() {
    if (!wanted().saysWhatChanged()) {
      var able =
          Reports.ALL.stream().filter(CityReport::saysWhatChanged).map(CityReport::name).toList();
      throw Config.wrong(
          "changed-on",
          changedOn.toString(),
          "none with report " + report + ": what changed on a day is said by " + able);
    }
    if (!changedOn.isAfter(from) || changedOn.isAfter(to)) {
      throw Config.wrong(
          "changed-on", changedOn.toString(), "a day after the first and not after the last");
    }
  }

  /** Whether days before a change are to be held against those from it on. */
  boolean asksWhatChanged() {
    return !changedOn.equals(LocalDate.MIN);
  }

  static LocalDate date(Config config, String key, String help, LocalDate open) {
    return parsed(key, config.text(key, help + "; empty for all that the lake has", ""), open);
  }

  private static LocalDate parsed(String key, String text, LocalDate open) {
    try {
      return text.isEmpty() ? open : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Config.wrong(key, text, "a date such as 2024-01-31");
    }
  }

  CityReport wanted() {
    return Reports.find(report).orElseThrow();
  }
}
