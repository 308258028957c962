package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;

/** The columns of baselines: a row for each half hour of each series (decision 33). */
public final class BaselineColumns {

  public static final String DATASET = "baselines";

  /**
   * Of one version and domain: more than a city has. A file with more is refused as one that is
   * damaged, and is not written either.
   */
  public static final int MOST_SERIES = 200_000;

  private static final String UNIT = "that of column unit";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("feed")
          .means("which feed brings the series")
          .string("feature")
          .means("what it is about, unique within the feed")
          .string("property")
          .means("what was observed")
          .string("unit")
          .means("of median, mad, p05 and p95", "UCUM")
          .string("zone")
          .means("that the feed itself named last, as layer/id; empty when it names none")
          .string("day_kind")
          .means("working, or weekend: Saturdays, Sundays and the city's holidays")
          .string("local_time")
          .means("when the half hour begins on the city's clock, HH:MM")
          .number("median")
          .means("over days of the median of each day", UNIT)
          .number("mad")
          .means("median distance of readings from the median, each day counting alike", UNIT)
          .number("p05")
          .means("what a twentieth of readings does not pass, each day counting alike", UNIT)
          .number("p95")
          .means("what all but a twentieth does not pass", UNIT)
          .int32("days")
          .means("on how many days it was seen")
          .int64("readings")
          .means("how many there were; what nobody measured or is in doubt is left out")
          .string("first_day")
          .means("local day on which it was seen first")
          .string("learned_from")
          .means("first local day of the series: later than asked where it changed its level")
          .string("learned_to")
          .means("its last local day")
          .time("applies_from")
          .means("from which time of the city on rules know it", "UTC")
          .card(
              DATASET,
              1,
              "what is usual for a series at a half hour of a kind of day",
              "",
              "a version that is learned again replaces its file; of versions (folders version=, in"
                  + " the order of letters) the newest that applies holds");

  private BaselineColumns() {}
}
