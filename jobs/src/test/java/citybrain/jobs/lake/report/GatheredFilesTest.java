package citybrain.jobs.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.geo.Position;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.jobs.lake.summary.DailySummaryJobTest;
import citybrain.jobs.lake.summary.Districts;
import citybrain.jobs.lake.summary.ObservationColumns;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.Replaced;
import citybrain.reports.LakeReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However files lie and however few readings fit into memory, folds get the same. */
class GatheredFilesTest {

  private static final Instant START = Instant.parse("2014-09-02T00:00:00Z");
  private static final int FILES = 4;
  private static final String ALL = "network/all";

  private static final Comparator<@Nullable Position> PLACE =
      Comparator.nullsFirst(
          Comparator.comparingDouble(Position::longitude).thenComparing(Position::latitude));

  private final Random random = new Random(11);
  private final Path home;
  private final List<Observation> archived = new ArrayList<>();
  private boolean tellsProceduresApart;

  GatheredFilesTest(@TempDir Path home) {
    this.home = home;
  }

  /** Flows in two groups, one of them that of all; pressures in none. */
  private record Flows(String city, String data, boolean tellsProceduresApart)
      implements LakeQuestion {

    private static final long serialVersionUID = 1L;

    @Override
    public Set<ObservedProperty> properties() {
      return Set.of(ObservedProperty.WATER_FLOW, ObservedProperty.WATER_PRESSURE);
    }

    @Override
    public boolean wants(ArchivedReading row) {
      return true;
    }

    @Override
    public boolean wantsDistricts() {
      return true;
    }

    @Override
    public Function<LakeReading, List<String>> grouping() {
      return reading ->
          reading.property().equals("WATER_FLOW")
              ? List.of(ALL, "inlet/" + reading.feature())
              : List.of();
    }

    @Override
    public Function<String, GroupFold> folds() {
      throw new UnsupportedOperationException("nothing is folded here");
    }
  }

  /** Three meters, each in all files; many readings of one time, and some of one value as well. */
  @BeforeEach
  void lake() throws IOException {
    DailySummaryJobTest.writeCity(home);
    for (int file = 0; file < FILES; file++) {
      var some = new ArrayList<Observation>();
      for (int i = 0; i < 300; i++) {
        some.add(observation());
      }
      archived.addAll(some);
      LakeFilesByHand.write(home.resolve("lake"), new ObservationRows(), some, "UTC", file);
    }
  }

  private Observation observation() {
    var time = START.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(48 * 3_600_000));
    boolean isFlow = random.nextInt(5) > 0;
    double[] values = {0.1, -0.0, 1e300, 12.34567891, random.nextGaussian(), random.nextInt(50)};
    return new Observation(
        "twin",
        "f",
        "in" + random.nextInt(3),
        isFlow ? ObservedProperty.WATER_FLOW : ObservedProperty.WATER_PRESSURE,
        time,
        time,
        values[random.nextInt(values.length)],
        random.nextBoolean() ? new Position(10.5, 56.5 + random.nextInt(2) / 1024.0) : null,
        "dma/D" + random.nextInt(2),
        random.nextInt(3) == 0 ? "" : "p" + random.nextInt(2),
        random.nextBoolean() ? Quality.GOOD : Quality.ESTIMATED);
  }

  /** By hand: in the order of time, and of one time in that of what they say. */
  private List<LakeReading> expected(Predicate<Observation> which) {
    return archived.stream()
        .filter(which)
        .map(
            one ->
                new LakeReading(
                    one.feed(),
                    one.feature(),
                    one.property().name(),
                    one.zone(),
                    one.position() == null ? "" : "west",
                    one.phenomenonTime().toEpochMilli(),
                    one.result(),
                    one.quality() == Quality.GOOD,
                    tellsProceduresApart ? one.procedure() : "",
                    tellsProceduresApart && !one.procedure().isEmpty() ? one.position() : null))
        .sorted(
            Comparator.comparing(LakeReading::time)
                .thenComparing(LakeReading::feature)
                .thenComparing(LakeReading::zone)
                .thenComparing(LakeReading::district)
                .thenComparing(LakeReading::procedure)
                .thenComparing(LakeReading::position, PLACE)
                .thenComparing(LakeReading::result)
                .thenComparing(LakeReading::isMeasured))
        .toList();
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(home.resolve("lake"))) {
      return new ArrayList<>(
          all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList());
    }
  }

  /** As the engine hands it to folds: by group, runs in the order of their first times. */
  private Map<String, List<LakeReading>> told(int most, List<Path> files, List<String> damaged)
      throws IOException {
    var runs = new HashMap<String, List<GroupedRun>>();
    var city = home.resolve("twin.yaml").toString();
    var gathered =
        new GatheredFiles(
            new Flows(city, home.toString(), tellsProceduresApart),
            Districts.load(city, home.toString()),
            most,
            run -> runs.computeIfAbsent(run.group(), key -> new ArrayList<>()).add(run));
    for (var file : files) {
      gathered.take(file.toUri().toString()).ifPresent(damaged::add);
    }
    gathered.end();
    var told = new HashMap<String, List<LakeReading>>();
    runs.forEach(
        (group, ofGroup) -> {
          Collections.shuffle(ofGroup, random);
          ofGroup.sort(Comparator.comparing(GroupedRun::from));
          var readings = new ArrayList<LakeReading>();
          var order = new RunsInOrder();
          ofGroup.forEach(run -> order.add(run, readings::add));
          order.end(readings::add);
          told.put(group, readings);
        });
    return told;
  }

  private static boolean isFlow(Observation one) {
    return one.property().equals(ObservedProperty.WATER_FLOW);
  }

  private void requireAll(Map<String, List<LakeReading>> told) {
    assertThat(told).containsOnlyKeys(ALL, "inlet/in0", "inlet/in1", "inlet/in2");
    assertThat(told.get(ALL)).isEqualTo(expected(GatheredFilesTest::isFlow));
    for (var meter : List.of("in0", "in1", "in2")) {
      assertThat(told.get("inlet/" + meter))
          .isEqualTo(expected(one -> isFlow(one) && one.feature().equals(meter)));
    }
  }

  /** Less than a file, some files, all. */
  @ParameterizedTest
  @ValueSource(ints = {7, 250, 100_000})
  void allReadingsOfAGroupInTheirOrder(int most) throws IOException {
    var damaged = new ArrayList<String>();
    var files = files();
    requireAll(told(most, files, damaged));
    Collections.reverse(files);
    requireAll(told(most, files, damaged));
    tellsProceduresApart = true;
    requireAll(told(most, files, damaged));
    assertThat(damaged).isEmpty();
  }

  /** A file that is sound at first and spoilt behind brings nothing, and takes nothing along. */
  @ParameterizedTest
  @ValueSource(ints = {7, 250, 100_000})
  void allOfAFileOrNothing(int most) throws IOException {
    var some = new ArrayList<Observation>();
    for (int i = 0; i < 40_000; i++) {
      some.add(observation());
    }
    LakeFilesByHand.write(home.resolve("lake"), new ObservationRows(), some, "UTC", FILES);
    var large = files().stream().filter(file -> file.endsWith("part-4.parquet")).toList();
    assertThat(large).hasSize(2);
    for (var file : large) {
      spoilEnd(file);
      assertThat(readBeforeItFails(file)).isPositive();
    }
    var damaged = new ArrayList<String>();
    requireAll(told(most, files(), damaged));
    assertThat(damaged).hasSize(2).allMatch(line -> line.contains("part-4.parquet"));
  }

  /** Of its last row group the end of what was read. */
  private static void spoilEnd(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    try (var reader = ParquetFileReader.open(input(file))) {
      var groups = reader.getRowGroups();
      for (var column : groups.get(groups.size() - 1).getColumns()) {
        if (column.getPath().toDotString().equals("result")) {
          int end = (int) (column.getStartingPos() + column.getTotalSize());
          Arrays.fill(bytes, end - 100, end, (byte) 0x5a); // not the head of its last page
        }
      }
    }
    Files.write(file, bytes);
  }

  private static FlinkInputFile input(Path file) throws IOException {
    return FlinkInputFile.of(new org.apache.flink.core.fs.Path(file.toUri()));
  }

  private static int readBeforeItFails(Path file) throws IOException {
    var read = new AtomicInteger();
    try (var rows = ObservationColumns.open(input(file), Set.of("WATER_FLOW"), List.of())) {
      assertThatThrownBy(() -> rows.all(row -> read.incrementAndGet() > 0))
          .isNotInstanceOf(AssertionError.class);
    }
    return read.get();
  }

  /** The correction stands, and what it replaces does not; of both days, and of all readers. */
  @ParameterizedTest
  @ValueSource(ints = {7, 100_000})
  void whatWasTakenBackIsNotTold(int most) throws IOException {
    var wrong =
        archived.stream()
            .filter(one -> isFlow(one) && !Double.isInfinite(one.result()))
            .filter(
                one ->
                    archived.stream()
                            .filter(
                                other ->
                                    other.feature().equals(one.feature())
                                        && other.phenomenonTime().equals(one.phenomenonTime()))
                            .count()
                        == 1)
            .findFirst()
            .orElseThrow();
    var right =
        new Observation(
                wrong.city(),
                wrong.feed(),
                wrong.feature(),
                wrong.property(),
                wrong.phenomenonTime(),
                wrong.resultTime().plusSeconds(60),
                77,
                wrong.position(),
                wrong.zone(),
                wrong.procedure(),
                wrong.quality())
            .inPlaceOf(new Replaced(wrong.result(), wrong.quality()));
    LakeFilesByHand.write(
        home.resolve("lake"), new ObservationRows(), List.of(right), "UTC", FILES);
    archived.remove(wrong);
    archived.add(right);
    requireAll(told(most, files(), new ArrayList<>()));
  }
}
