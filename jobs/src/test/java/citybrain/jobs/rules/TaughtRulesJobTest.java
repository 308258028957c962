package citybrain.jobs.rules;

import static citybrain.jobs.runtime.Story.hour;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.Baseline;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.jobs.lake.baselines.LakeBaselines;
import citybrain.jobs.lake.report.LearnedLake;
import citybrain.jobs.runtime.JobRun;
import citybrain.jobs.runtime.Story;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.SeriesKey;
import citybrain.observation.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What history teaches reaches the rules that run. */
class TaughtRulesJobTest {

  private static final Path TOWN = Path.of("src/test/resources/citybrain/jobs/town/town.yaml");
  private static final int DAY = 24;

  /** Two weeks are learned from; this is the hour of the midnight behind them. */
  private static final int LEARNED = 14 * DAY;

  @TempDir private static Path home = Path.of("");

  private static Path lake = Path.of("");
  private final SimpleCounter late = new SimpleCounter();
  private final SimpleCounter unreadable = new SimpleCounter();

  /** Slow each morning, and on the day behind what is learned once more in the afternoon. */
  private static double speed(double hours) {
    double ofDay = hours % DAY;
    boolean isCrash = hours >= LEARNED + 14 && hours < LEARNED + 15;
    double usual = ofDay >= 7 && ofDay < 9 ? 24 : 60;
    return (isCrash ? 12 : usual) + Story.noise(hours);
  }

  private static List<Observation> readings(int from, int to) {
    return new Story()
        .series(
            "main-street",
            ObservedProperty.TRAFFIC_SPEED,
            "",
            Duration.ofMinutes(5),
            from,
            to,
            TaughtRulesJobTest::speed)
        .inOrder();
  }

  @BeforeAll
  static void learn() throws Exception {
    lake = home.resolve("lake");
    LearnedLake.make(lake, readings(0, LEARNED), TOWN, "");
  }

  private static List<String> story(String... args) throws Exception {
    return JobRun.over(
            new RulesJob()::wire,
            JobRun.town(),
            JobRun.config(args),
            readings(LEARNED, LEARNED + DAY))
        .story();
  }

  /** What is so each morning is no news to it; what is not is. */
  @Test
  void aRuleThatBeginsKnowsWhatHistoryKnows() throws Exception {
    var morning = "OPEN main-street " + hour(LEARNED + 7).plusSeconds(300);
    var afternoon = "OPEN main-street " + hour(LEARNED + 14).plusSeconds(300);
    assertThat(story("--rules=transport.road-congestion"))
        .filteredOn(line -> line.startsWith("OPEN"))
        .containsExactly(morning, afternoon);

    assertThat(story("--rules=transport.road-congestion", "--baselines=" + lake.toUri()))
        .filteredOn(line -> line.startsWith("OPEN"))
        .containsExactly(afternoon);
  }

  private BaselineShelf shelf(Path of) {
    return new BaselineShelf(
        of.toUri().toString(),
        Set.of(ObservedProperty.TRAFFIC_SPEED),
        Vocabulary.BUILT_IN,
        late,
        unreadable);
  }

  @Test
  void ofThoseThatApplyTheNewestIsTaughtOnce() throws Exception {
    var name = LakeBaselines.versions(lake.toUri().toString(), JobRun.TOWN).get(0).name();
    var twice = home.resolve("twice");
    LearnedLake.make(twice, readings(0, LEARNED), TOWN, "");
    LearnedLake.make(twice, readings(0, LEARNED), TOWN, "2024-06-01");
    var shelf = shelf(twice);
    shelf.look(JobRun.TOWN, List.of(), Long.MIN_VALUE);

    assertThat(shelf.known()).hasSize(2).contains(name);
    var series =
        new SeriesKey(JobRun.TOWN, "feed-transport", "main-street", ObservedProperty.TRAFFIC_SPEED);
    long first = hour(LEARNED).toEpochMilli();
    assertThat(shelf.due(series, first - 1, null)).isNull();
    var due = Objects.requireNonNull(shelf.due(series, first, null));
    assertThat(due.appliesFrom().toEpochMilli()).isEqualTo(first);
    assertThat(due.slots()).hasSize(2 * 48);
    assertThat(shelf.due(series, first + 1, first)).isNull();
    long later = hour(400 * DAY).toEpochMilli();
    var newest = Objects.requireNonNull(shelf.due(series, later, null));
    assertThat(newest.version()).isEqualTo("20240601T000000Z");
  }

  @Test
  void whatComesAfterItsTimeIsLeftAsideUnlessItWasKnown() throws Exception {
    var name = LakeBaselines.versions(lake.toUri().toString(), JobRun.TOWN).get(0).name();
    long now = hour(LEARNED).toEpochMilli();
    var shelf = shelf(lake);
    shelf.look(JobRun.TOWN, List.of(), now);
    shelf.look(JobRun.TOWN, List.of(), now);
    assertThat(shelf.isEmpty()).isTrue();
    assertThat(late.getCount()).isOne();

    var after = shelf(lake);
    after.look(JobRun.TOWN, List.of(name), now);
    assertThat(after.known()).containsExactly(name);
    assertThat(late.getCount()).isOne();
  }

  @Test
  void aDamagedVersionIsCountedAndTheOthersHold() throws Exception {
    var folder = lake.resolve("baselines/city=town/domain=transport/version=20200101T000000Z");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("baselines.parquet"), "no Parquet");
    var shelf = shelf(lake);
    shelf.look(JobRun.TOWN, List.of(), Long.MIN_VALUE);
    assertThat(unreadable.getCount()).isOne();
    assertThat(shelf.known()).hasSize(1);
  }

  /** Sums up, and begins at a thousand when it is taught. */
  private record Pupil() implements Detector<Observation, RuleHarness.Memory> {
    @Override
    public RuleHarness.Memory blank() {
      return new RuleHarness.Memory(0);
    }

    @Override
    public boolean learns() {
      return true;
    }

    @Override
    public RuleHarness.Memory taught(RuleHarness.Memory memory, Baseline baseline) {
      return new RuleHarness.Memory(1_000);
    }

    @Override
    public Verdict<RuleHarness.Memory> observe(RuleHarness.Memory memory, Observation input) {
      var next = new RuleHarness.Memory(memory.sum() + input.result());
      return Verdict.of(
          next, RuleHarness.Telling.change(input.feature(), input.phenomenonTime(), next.sum()));
    }
  }

  private static List<Observation> flows() {
    var days = new ArrayList<Observation>();
    for (int day = 6; day >= 3; day--) {
      days.add(RuleHarness.observation("town", "flows", "a", -day * DAY * 60, 5));
    }
    return days;
  }

  @Test
  @SuppressWarnings("try") // the harness may be interrupted while closing
  void whatIsLearnedWhileARuleRunsIsTakenUpAndTaughtOnceAlsoBehindARestart() throws Exception {
    var growing = home.resolve("growing");
    var rule = RuleHarness.rule(Key.FEATURE, settings -> new Pupil());
    OperatorSubtaskState snapshot;
    try (var before = RuleHarness.harness(rule, growing.toUri().toString())) {
      before.open();
      before.processElement(RuleHarness.at("a", 0, 1));
      before.processElement(RuleHarness.clock("flows", 10));
      LearnedLake.make(growing, flows(), TOWN, "2025-03-10T13:00");
      before.processElement(RuleHarness.at("a", 59, 2));
      before.processElement(RuleHarness.clock("flows", 30));
      before.processElement(RuleHarness.at("a", 60, 3));
      before.processElement(RuleHarness.clock("flows", 63));
      assertThat(RuleHarness.told(before)).containsExactly("a@0=1", "a@59=3", "a@60=1003");
      snapshot = before.snapshot(1, 1);
    }
    try (var after = RuleHarness.harness(rule, growing.toUri().toString())) {
      after.initializeState(snapshot);
      after.open();
      after.processElement(RuleHarness.at("a", 70, 4));
      after.processElement(RuleHarness.at("b", 70, 4));
      after.processElement(RuleHarness.clock("flows", 80));
      assertThat(RuleHarness.told(after)).containsExactlyInAnyOrder("a@70=1007", "b@70=4");
    }
  }
}
