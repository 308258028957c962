package citybrain.jobs.lake.summary;

import citybrain.jobs.runtime.Config;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;

/**
 * What the daily summary is told.
 *
 * @param date only this day, as YYYY-MM-DD in the city's calendar; empty for all
 */
public record SummarySettings(String lake, SummarisedCities cities, String date) {

  /** Each needs room for a row group. */
  private static final int MOST_READERS = 4;

  static SummarySettings from(Config config) {
    return new SummarySettings(
        config.text("lake", "root of the lake, a URI or a path", "lake"),
        new SummarisedCities(
            config.text("cities", "city files, comma separated", "demo"),
            config.text(
                "data", "folders their reference files lie under, comma separated", "data")),
        config.text("date", "only this day, YYYY-MM-DD; empty for all", ""));
  }

  /** Unless said otherwise, as many files are read at a time as there are processors, or some. */
  public static void readSideBySide(Configuration engine) {
    if (!engine.contains(CoreOptions.DEFAULT_PARALLELISM)) {
      engine.set(
          CoreOptions.DEFAULT_PARALLELISM,
          Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors()));
    }
  }
}
