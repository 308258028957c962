package citybrain.jobs.lake.summary;

import citybrain.jobs.runtime.Config;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * What the daily summary is told.
 *
 * @param from the first day, as YYYY-MM-DD in the city's calendar; empty for the first in the lake
 * @param to the last day, likewise
 */
public record SummarySettings(String lake, SummarisedCities cities, String from, String to) {

  /**
   * Of one day, or of all.
   *
   * @param date empty for all
   */
  public SummarySettings(String lake, SummarisedCities cities, String date) {
    this(lake, cities, date, date);
  }

  static SummarySettings from(Config config) {
    var lake = config.text("lake", "root of the lake, a URI or a path", "lake");
    var cities =
        new SummarisedCities(
            config.text("cities", "city files, comma separated", "demo"),
            config.text(
                "data", "folders their reference files lie under, comma separated", "data"));
    var date = day(config, "date", "only this day, YYYY-MM-DD; empty for all");
    var from = day(config, "from", "first local day, YYYY-MM-DD; empty for the first there is");
    var to = day(config, "to", "last local day, YYYY-MM-DD; empty for the last there is");
    if (!date.isEmpty() && !(from + to).isEmpty()) {
      throw Config.wrong("date", date, "no 'from' and no 'to' beside it");
    }
    if (!from.isEmpty() && !to.isEmpty() && to.compareTo(from) < 0) {
      throw Config.wrong("to", to, "a day not before " + from);
    }
    return date.isEmpty()
        ? new SummarySettings(lake, cities, from, to)
        : new SummarySettings(lake, cities, date);
  }

  private static String day(Config config, String key, String help) {
    var text = config.text(key, help, "");
    try {
      return text.isEmpty() ? text : LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw Config.wrong(key, text, "a date such as 2024-01-31");
    }
  }
}
