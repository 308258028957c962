package citybrain.jobs.lake.report;

import citybrain.jobs.runtime.Config;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Which baselines are wanted, learned from what.
 *
 * @param city a city file, or the name of a city that is shipped
 * @param data the folders its reference files lie under, comma separated
 * @param from the first local day; {@link LocalDate#MIN} for the first in the lake
 * @param to the last local day; {@link LocalDate#MAX} for the last in the lake
 * @param appliesFrom local day, or day and time, from which on rules know them; empty for the
 *     midnight behind the last day
 */
public record BaselineSettings(
    String lake, String city, String data, LocalDate from, LocalDate to, String appliesFrom)
    implements Serializable {

  private static final String APPLIES_FROM = "applies-from";

  static BaselineSettings from(Config config) {
    var settings =
        new BaselineSettings(
            config.text("lake", "root of the lake, a URI or a path", "lake"),
            config.text("city", "a city file", "demo"),
            config.text("data", "folders its reference files lie under, comma separated", "data"),
            ReportSettings.date(config, "from", "first local day, YYYY-MM-DD", LocalDate.MIN),
            ReportSettings.date(config, "to", "last local day, YYYY-MM-DD", LocalDate.MAX),
            config.text(
                APPLIES_FROM,
                "local day, or day and time such as 2024-02-01T06:00, from which on rules know them;"
                    + " empty for the midnight behind the last day",
                ""));
    if (settings.to().isBefore(settings.from())) {
      throw Config.wrong("to", settings.to().toString(), "a day not before " + settings.from());
    }
    settings.appliesFrom(LocalDate.EPOCH, ZoneId.of("UTC"));
    return settings;
  }

  /**
   * From which time on rules know them.
   *
   * @param last day that was learned from
   */
  Instant appliesFrom(LocalDate last, ZoneId timeZone) {
    try {
      if (appliesFrom.isEmpty()) {
        return last.plusDays(1).atStartOfDay(timeZone).toInstant();
      }
      return appliesFrom.contains("T")
          ? LocalDateTime.parse(appliesFrom).atZone(timeZone).toInstant()
          : LocalDate.parse(appliesFrom).atStartOfDay(timeZone).toInstant();
    } catch (DateTimeException e) {
      throw Config.wrong(
          APPLIES_FROM,
          appliesFrom,
          "a day such as 2024-02-01, or a time such as 2024-02-01T06:00");
    }
  }
}
