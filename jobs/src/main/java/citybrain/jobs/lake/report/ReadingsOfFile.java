package citybrain.jobs.lake.report;

import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.jobs.lake.summary.DamagedFile;
import citybrain.jobs.lake.summary.Districts;
import citybrain.jobs.lake.summary.ObservationReader;
import citybrain.jobs.lake.summary.TakenBack;
import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * Reads what a report needs of one archived file. All of a file or nothing, and no file is kept in
 * memory: it is read through once to see that it is whole, and then once more to be told.
 */
final class ReadingsOfFile extends ProcessFunction<String, GroupedReading> {

  /** What is damaged, in a line each. */
  static final OutputTag<String> DAMAGED = new OutputTag<>("damaged-files", Types.STRING);

  private static final Logger LOG = LoggerFactory.getLogger(ReadingsOfFile.class);

  private final LakeQuestion question;
  private final Set<String> properties;
  private transient @Nullable Function<LakeReading, List<String>> grouping;
  private transient @Nullable Districts districts;
  private transient @Nullable Path lastDay;
  private transient @Nullable TakenBack takenBack;

  ReadingsOfFile(LakeQuestion question) {
    this.question = question;
    this.properties =
        question.properties().stream()
            .map(ObservedProperty::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void open(OpenContext context) {
    grouping = question.grouping();
    districts = Districts.load(question.city(), question.data());
  }

  @Override
  public void processElement(String file, Context context, Collector<GroupedReading> out)
      throws IOException {
    try {
      read(file, row -> {});
    } catch (IOException | RuntimeException e) {
      // Parquet says "not a Parquet file" with a RuntimeException.
      var line = DamagedFile.told(file, e);
      LOG.warn("set aside, the report goes on without it: {}", line);
      context.output(DAMAGED, line);
      return;
    }
    var groups = Objects.requireNonNull(grouping);
    read(
        file,
        row -> {
          var reading = reading(row);
          for (var group : groups.apply(reading)) {
            out.collect(new GroupedReading(group, reading));
          }
        });
  }

  private void read(String file, Consumer<ArchivedReading> taker) throws IOException {
    var path = new Path(file);
    var corrected = takenBack(path.getParent());
    try (var rows = ObservationReader.openWithSeries(FlinkInputFile.of(path), properties)) {
      for (var row = rows.read(); row != null; row = rows.read()) {
        if (Double.isFinite(row.result) && question.wants(row) && !corrected.contains(row)) {
          taker.accept(row);
        }
      }
    }
  }

  private LakeReading reading(ArchivedReading row) {
    return new LakeReading(
        row.feed,
        row.feature,
        row.property,
        row.zone,
        Objects.requireNonNull(districts).zoneOf(row),
        row.phenomenonMillis,
        row.result,
        row.isMeasured());
  }

  /** Files of one day come one behind the other. */
  private TakenBack takenBack(Path day) throws IOException {
    var known = takenBack;
    if (known == null || !day.equals(lastDay)) {
      known = TakenBack.in(day);
      takenBack = known;
      lastDay = day;
    }
    return known;
  }
}
