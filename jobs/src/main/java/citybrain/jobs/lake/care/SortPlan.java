package citybrain.jobs.lake.care;

import citybrain.jobs.lake.rows.AggregateRows;
import citybrain.jobs.lake.rows.AlertRows;
import citybrain.jobs.lake.rows.ClockRows;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.rows.RejectedRows;
import java.util.List;
import java.util.Optional;

/**
 * In which order the rows of a dataset lie once it is compacted. What is looked at together lies
 * together: first what divides a dataset into tables of their own, then series by where they are,
 * then time.
 *
 * @param lead columns of few values
 * @param key the column whose values are looked for one by one
 * @param inner the order within a series
 * @param revision of rows that agree in all of inner before it only the highest holds; empty where
 *     all rows do
 */
record SortPlan(List<String> lead, String key, List<String> inner, String revision) {

  static Optional<SortPlan> of(String dataset) {
    return switch (dataset) {
      case ObservationRows.DATASET, ObservationRows.LATE ->
          Optional.of(
              new SortPlan(
                  List.of(),
                  "feature",
                  List.of("property", "procedure", "phenomenon_time", "result_time"),
                  ""));
      case AggregateRows.DATASET ->
          Optional.of(
              new SortPlan(
                  List.of(AggregateRows.WINDOW, "layer", "property", "unit"),
                  "zone",
                  List.of("window_start", "window_end", "revision"),
                  "revision"));
      case AlertRows.DATASET ->
          Optional.of(new SortPlan(List.of(), "feature", List.of("onset", "time"), ""));
      case RejectedRows.DATASET ->
          Optional.of(new SortPlan(List.of(), "feed", List.of("arrival", "line"), ""));
      case ClockRows.DATASET ->
          Optional.of(
              new SortPlan(
                  List.of(),
                  ClockRows.FEED,
                  List.of(ClockRows.DERIVED_BY, ClockRows.PARTS, ClockRows.PART, ClockRows.CLOCK),
                  ""));
      // Others are made in one file by who makes them.
      default -> Optional.empty();
    };
  }

  boolean hasRevisions() {
    return !revision.isEmpty();
  }
}
