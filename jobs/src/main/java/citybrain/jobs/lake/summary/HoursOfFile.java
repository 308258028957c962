package citybrain.jobs.lake.summary;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Summarises one archived file, so that only sums travel, not observations. All of a file or
 * nothing: one that is damaged is told by the side, and the others go on.
 */
final class HoursOfFile extends ProcessFunction<String, DayPart> {

  /** What is damaged, in a line each that begins as {@link Made} knows it. */
  static final OutputTag<String> DAMAGED = new OutputTag<>("damaged-files", Types.STRING);

  private static final Logger LOG = LoggerFactory.getLogger(HoursOfFile.class);

  /** What must be known of a day and domain before its files are read. */
  private record Marks(Path day, TakenBack takenBack, LateReadings late) {

    static Marks of(Path day) throws IOException {
      return new Marks(day, TakenBack.in(day), LateReadings.beside(day));
    }

    boolean areNone() {
      return takenBack.isEmpty() && late.isEmpty();
    }
  }

  private final SummarisedCities cities;
  private transient @Nullable Map<String, Districts> known;
  private transient @Nullable Marks last;

  HoursOfFile(SummarisedCities cities) {
    this.cities = cities;
  }

  @Override
  public void open(OpenContext context) {
    known = cities.load();
  }

  @Override
  public void processElement(String file, Context context, Collector<DayPart> out)
      throws IOException {
    List<DayPart> parts;
    try {
      parts = parts(file);
    } catch (IOException | RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      var line = DamagedFile.told(file, e);
      LOG.warn("set aside, the summary goes on without it: {}", line);
      context.output(DAMAGED, Made.DAMAGED + line);
      return;
    }
    parts.forEach(out::collect);
  }

  private List<DayPart> parts(String file) throws IOException {
    var city = SummarisedCities.value("city", file);
    var of = Objects.requireNonNull(Objects.requireNonNull(known).get(city));
    var hours = new FileHours(new ZoneLayers(of.zones()), of.timeZone());
    var marks = marks(new Path(file).getParent());
    var columns = new ArrayList<>(ObservationColumns.PLACE);
    if (!marks.areNone()) {
      columns.addAll(ObservationColumns.REVISION);
    }
    try (var rows = ObservationColumns.open(FlinkInputFile.of(new Path(file)), columns)) {
      for (int count = rows.next(); count > 0; count = rows.next()) {
        for (int row = 0; row < count; row++) {
          if (marks.takenBack.isEmpty() || !marks.takenBack.contains(rows.reading(row))) {
            hours.add(rows, row, marks.late.contains(rows, row));
          }
        }
      }
    }
    // What was archived while the city declared it has no unit and no domain any more.
    var unknown = new TreeMap<String, Long>();
    var found = new ArrayList<DayPart>();
    var packer = new DayPart.Packer(city, SummarisedCities.value("date", file), found::add);
    hours.pack(packer, of.city().vocabulary(), unknown);
    unknown.forEach(
        (property, readings) ->
            LOG.warn(
                "file={} property={} readings={} are left out: the city declares it no more",
                file,
                property,
                readings));
    return found;
  }

  /** Files of one day come one behind the other. */
  private Marks marks(Path day) throws IOException {
    var marks = last;
    if (marks == null || !day.equals(marks.day)) {
      marks = Marks.of(day);
      last = marks;
    }
    return marks;
  }
}
