package citybrain.jobs.lake.report;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.jobs.lake.summary.DamagedFile;
import citybrain.jobs.lake.summary.Districts;
import citybrain.jobs.lake.summary.ObservationColumns;
import citybrain.jobs.lake.summary.TakenBack;
import citybrain.observation.ObservedProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a report needs of archived files, and tells it in runs. All of a file or nothing: it
 * is gathered, and what a damaged one has brought is taken back. Only one that is too large for
 * that is read through once to see that it is whole, and then once more.
 */
final class GatheredFiles {

  /** The districts of so many places are remembered. */
  private static final int MOST_PLACES = 100_000;

  private final LakeQuestion question;
  private final Districts districts;
  private final Set<String> properties;
  private final GatheredReadings gathered;
  private final Consumer<GroupedRun> out;
  private final Map<Place, String> known = new HashMap<>();
  private @Nullable Path lastDay;
  private @Nullable TakenBack takenBack;

  private record Place(double longitude, double latitude, String zone) {}

  /**
   * @param most readings that are kept in memory
   * @param out gets the runs, those of one group in any order
   */
  GatheredFiles(LakeQuestion question, Districts districts, int most, Consumer<GroupedRun> out) {
    this.question = question;
    this.districts = districts;
    this.properties =
        question.properties().stream()
            .map(ObservedProperty::name)
            .collect(Collectors.toUnmodifiableSet());
    this.gathered =
        new GatheredReadings(most, question.grouping(), question.tellsProceduresApart());
    this.out = out;
  }

  /**
   * Takes a file.
   *
   * @return a line about it when it is damaged; then nothing of it was taken
   * @throws IOException when it cannot be reached
   */
  Optional<String> take(String file) throws IOException {
    var path = new Path(file);
    var corrected = takenBack(path.getParent());
    int before = gathered.size();
    try {
      if (isGathered(path, corrected)) {
        return Optional.empty();
      }
      if (before == 0) {
        read(path, corrected, row -> true);
      }
    } catch (IOException | RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      gathered.takeBack(before);
      return Optional.of(DamagedFile.told(file, e));
    }
    gathered.takeBack(before);
    gathered.tell(out);
    if (before > 0) {
      return take(file);
    }
    read(
        path,
        corrected,
        row -> {
          if (!add(row)) {
            gathered.tell(out);
            return add(row);
          }
          return true;
        });
    return Optional.empty();
  }

  /** There are no more files. */
  void end() {
    gathered.tell(out);
  }

  private boolean isGathered(Path file, TakenBack corrected) throws IOException {
    try (var rows = open(file, corrected)) {
      return gathered.hasRoom(rows.most()) && all(rows, corrected, this::add);
    }
  }

  private void read(Path file, TakenBack corrected, Predicate<ArchivedReading> taker)
      throws IOException {
    try (var rows = open(file, corrected)) {
      all(rows, corrected, taker);
    }
  }

  private ObservationColumns open(Path file, TakenBack corrected) throws IOException {
    var more = new ArrayList<String>();
    if (question.wantsDistricts()) {
      more.addAll(ObservationColumns.PLACE);
    }
    if (question.tellsProceduresApart()) {
      more.add(ObservationColumns.PROCEDURE);
      more.addAll(ObservationColumns.PLACE);
    }
    if (!corrected.isEmpty()) {
      more.addAll(ObservationColumns.REVISION);
    }
    return ObservationColumns.open(FlinkInputFile.of(file), properties, more);
  }

  private boolean all(
      ObservationColumns rows, TakenBack corrected, Predicate<ArchivedReading> taker)
      throws IOException {
    return rows.all(
        row ->
            !Double.isFinite(row.result)
                || !question.wants(row)
                || (!corrected.isEmpty() && corrected.contains(row))
                || taker.test(row));
  }

  private boolean add(ArchivedReading row) {
    return gathered.add(row, question.wantsDistricts() ? district(row) : "");
  }

  /** Most of what tells something stands still. */
  private String district(ArchivedReading row) {
    var place = new Place(row.longitude(), row.latitude(), row.zone);
    var district = known.get(place);
    if (district == null) {
      if (known.size() == MOST_PLACES) {
        known.clear();
      }
      district = districts.zoneOf(row);
      known.put(place, district);
    }
    return district;
  }

  /** Files of one day come one behind the other. */
  private TakenBack takenBack(Path day) throws IOException {
    var last = takenBack;
    if (last == null || !day.equals(lastDay)) {
      last = TakenBack.in(day);
      takenBack = last;
      lastDay = day;
    }
    return last;
  }
}
