package citybrain.jobs.lake.summary;

import citybrain.jobs.runtime.Config;

/**
 * What the daily summary is told.
 *
 * @param date only this day, as YYYY-MM-DD in the city's calendar; empty for all
 */
public record SummarySettings(String lake, SummarisedCities cities, String date) {

  static SummarySettings from(Config config) {
    return new SummarySettings(
        config.text("lake", "root of the lake, a URI or a path", "lake"),
        new SummarisedCities(
            config.text("cities", "city files, comma separated", "demo"),
            config.text(
                "data", "folders their reference files lie under, comma separated", "data")),
        config.text("date", "only this day, YYYY-MM-DD; empty for all", ""));
  }
}
