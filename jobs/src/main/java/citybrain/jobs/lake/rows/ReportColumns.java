package citybrain.jobs.lake.rows;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;

/** The columns of all reports of the lake: a row a figure (decision 30). */
public final class ReportColumns {

  /** Its folder has one for each report. */
  public static final String DATASET = "reports";

  public static final DatasetCard CARD =
      new ColumnTypes()
          .string("layer")
          .means("what the figure is of: a district, a transformer, a link, a route, ...")
          .string("zone")
          .means("its id")
          .string("zone_name")
          .means("of a district; empty of others")
          .string("span")
          .means("hour, day, month, year or period: do not add up those of different length")
          .time("start")
          .means("when the span begins", "UTC")
          .string("local_date")
          .means("the day on which it begins, in the city")
          .string("measure")
          .means("which figure; its formula stands in the footer, under citybrain.report")
          .string("about")
          .means(
              "what of the zone it is about, such as a pollutant; empty where that is no question")
          .string("unit")
          .means("of value, low and high", "UCUM")
          .number("value")
          .means("the figure", "that of column unit")
          .optionalNumber("low")
          .means("where its 95 % confidence interval begins", "that of column unit")
          .optionalNumber("high")
          .means("where it ends", "that of column unit")
          .optionalString("at")
          .means("when the value was reached, with the offset of the city's clock")
          .int64("count")
          .means("of how many it is made, as its measure says")
          .int64("estimated_count")
          .means("how many values that nobody measured were left out")
          .number("coverage")
          .means("which part of the span is known", "0 to 1")
          .geometry()
          .card(
              DATASET,
              1,
              "a figure of a report",
              "",
              "a period that is reported again replaces its file; periods that overlap lie side by"
                  + " side (folders period=FROM_TO)");

  private ReportColumns() {}
}
