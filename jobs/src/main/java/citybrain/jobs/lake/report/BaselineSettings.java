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
 *     midnight behind the last day, or {@code notBefore} if that is later
 * @param notBefore which a city that lives has not reached yet; {@link Instant#MIN} for none
 */
public record BaselineSettings(
    String lake,
    String city,
    String data,
    LocalDate from,
    LocalDate to,
    String appliesFrom,
    Instant notBefore)
    implements Serializable {

  private static final String APPLIES_FROM = "applies-from";
  private static final String NOT_BEFORE = "not-before";

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
                ""),
            notBefore(
                config.text(
                    NOT_BEFORE,
                    "the earliest time that is taken for an empty applies-from, such as"
                        + " 2024-02-01T06:00:00Z",
                    "")));
    if (settings.to().isBefore(settings.from())) {
      throw Config.wrong("to", settings.to().toString(), "a day not before " + settings.from());
    }
    settings.appliesFrom(LocalDate.EPOCH, ZoneId.of("UTC"));
    return settings;
  }

  private static Instant notBefore(String time) {
    try {
      return time.isEmpty() ? Instant.MIN : Instant.parse(time);
    } catch (DateTimeException e) {
      throw Config.wrong(NOT_BEFORE, time, "a time such as 2024-02-01T06:00:00Z");
    }
  }

  /**
   * From which time on rules know them.
   *
   * @param last day that was learned from
   */
  Instant appliesFrom(LocalDate last, ZoneId timeZone) {
    try {
      if (appliesFrom.isEmpty()) {
        var midnight = last.plusDays(1).atStartOfDay(timeZone).toInstant();
        return midnight.isBefore(notBefore) ? notBefore : midnight;
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
