package citybrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Collected;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.Fixture;
import citybrain.feed.Rejected;
import citybrain.feed.SettingException;
import citybrain.feed.lines.RecordLines;
import citybrain.observation.Observation;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every feed promises: its sample means what its card says, and garbage never throws. */
class FeedContractTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<FeedKind> kinds() {
    return Feeds.ALL.stream();
  }

  static Stream<FeedKind> tables() {
    return kinds().filter(kind -> Fixture.of(kind).isTable());
  }

  static Stream<FeedKind> documents() {
    return kinds().filter(kind -> !Fixture.of(kind).isTable());
  }

  /** Read once: some are whole timetables and city files. */
  private static final Map<String, FeedSetup> SETUPS = new ConcurrentHashMap<>();

  private static FeedSetup setup(FeedKind kind) {
    return SETUPS.computeIfAbsent(kind.name(), name -> Fixture.of(kind).setup());
  }

  /** How many records the sender of these bytes counts. */
  private static int records(FeedKind kind, byte[] body) {
    return kind.envelopes(setup(kind))
        .map(envelopes -> envelopes.read(body).records())
        .orElseGet(() -> recordLines(kind, body));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sampleDecodesToExpected(FeedKind kind) throws IOException {
    var fixture = Fixture.of(kind);
    var collected = Collected.of(fixture.open(), fixture.message(fixture.sample()));
    var actual =
        Stream.concat(
                collected.observations.stream().map(FeedContractTest::json),
                collected.rejected.stream().map(FeedContractTest::json))
            .map(ObjectNode::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    var written = Path.of("target", "expected", kind.name() + ".jsonl");
    Files.createDirectories(written.getParent());
    Files.writeString(written, actual);
    assertThat(actual).as("compare with %s", written).isEqualTo(fixture.text("expected.jsonl"));
    assertThat(collected.observations).isNotEmpty();
    assertThat(collected.rejected).isNotEmpty();
    assertThat(kind.properties(fixture.setup()))
        .as("clocks are waited for by what a feed says it can bring")
        .containsAll(collected.observations.stream().map(Observation::property).toList());
    assertThat(collected.records).isEqualTo(records(kind, fixture.sample()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameMessageSameOutput(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var feed = fixture.open();
    var first = Collected.of(feed, fixture.message(fixture.sample()));
    var second = Collected.of(feed, fixture.message(fixture.sample()));
    assertThat(second.observations).isEqualTo(first.observations);
    assertThat(second.reasons()).isEqualTo(first.reasons());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void garbageNeverThrowsAndIsAccountedFor(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var feed = fixture.open();
    var clock = kind.clock(fixture.setup());
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      byte[] body = new byte[random.nextInt(400)];
      random.nextBytes(body);
      assertThat(Collected.of(feed, fixture.message(body)).records).isEqualTo(records(kind, body));
      clock.timeOf(fixture.header(), new String(body, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void mutilatedSamplesNeverThrowAndAreAccountedFor(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var feed = fixture.open();
    var clock = kind.clock(fixture.setup());
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      byte[] body = mutilate(fixture.sample(), random);
      assertThat(Collected.of(feed, fixture.message(body)).records).isEqualTo(records(kind, body));
      var lines = new String(body, StandardCharsets.ISO_8859_1).split("\n", -1);
      clock.timeOf("a,header", lines[random.nextInt(lines.length)]);
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void clockFindsTheTimeOfTheFirstRecord(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var first = Collected.of(fixture.open(), fixture.message(fixture.sample())).observations.get(0);
    var lines = fixture.text(fixture.sampleName()).lines().skip(fixture.hasHeader() ? 1 : 0);
    var line = lines.findFirst().orElseThrow();
    var clock = kind.clock(fixture.setup());
    assertThat(clock.timeOf(fixture.header(), line)).contains(first.phenomenonTime());
    assertThat(clock.timeOf("some,other,header", line).isPresent()).isEqualTo(!fixture.hasHeader());
    assertThat(clock.timeOf(fixture.header(), "no time in here")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void missingColumnsRefuseEveryRecord(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var body = fixture.hasHeader() ? "a,b\n1,2\n3,4\n" : "{\"a\": 1}\n{\"b\": 2}\n";
    var collected =
        Collected.of(fixture.open(), fixture.message(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(collected.records).isEqualTo(2);
    assertThat(collected.reasons()).hasSize(2).allMatch(r -> r.code().equals("missing-column"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBeginningOfADocumentIsAccountedFor(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var feed = fixture.open();
    var sample = fixture.sample();
    for (int length = 0; length < sample.length; length++) {
      var body = Arrays.copyOf(sample, length);
      assertThat(Collected.of(feed, fixture.message(body)).records).isEqualTo(records(kind, body));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentSaysOfWhichMomentItIs(FeedKind kind) {
    var fixture = Fixture.of(kind);
    var envelopes = kind.envelopes(fixture.setup()).orElseThrow();
    var time = envelopes.read(fixture.sample()).time().orElseThrow();
    assertThat(time).isBeforeOrEqualTo(fixture.arrival());
    assertThat(fixture.open().snapshotTime(fixture.message(fixture.sample())))
        .isEqualTo(time.toEpochMilli());
    assertThat(envelopes.read(new byte[] {1, 2, 3}).records()).isZero();
    var clock = kind.clock(fixture.setup());
    assertThat(clock.timeOf("a,header", "2026-01-15T00:00:00")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wrongLimitsOfAgeStopTheStart(FeedKind kind) {
    var fixture = Fixture.of(kind);
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("max-age", "400 days"))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("max-age")
        .hasMessageContaining("400 days")
        .hasMessageContaining("PT9600H");
    assertThatThrownBy(() -> kind.open(fixture.setup(Map.of("max-ahead", "-PT1S"))))
        .isInstanceOf(SettingException.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void optionsOfTheFixtureAreDocumented(FeedKind kind) {
    assertThat(kind.options().keySet()).containsAll(Fixture.of(kind).setup().options().keySet());
    assertThat(kind.options().values()).noneMatch(String::isBlank);
    assertThat(kind.describe()).isNotBlank();
  }

  @Test
  void namesAreUnique() {
    var names = kinds().map(FeedKind::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    assertThat(names).allSatisfy(name -> assertThat(Feeds.find(name)).isPresent());
    assertThat(Feeds.find("unheard-of")).isEmpty();
  }

  /** Records as the senders of tables cut them. */
  static int recordLines(FeedKind kind, byte[] body) {
    var clock = kind.clock(setup(kind));
    var unmarked =
        body.length >= 3
                && body[0] == (byte) 0xEF
                && body[1] == (byte) 0xBB
                && body[2] == (byte) 0xBF
            ? Arrays.copyOfRange(body, 3, body.length)
            : body;
    try (var lines =
        new RecordLines(
            new ByteArrayInputStream(unmarked), clock, Integer.MAX_VALUE, Integer.MAX_VALUE)) {
      int count = 0;
      while (lines.next()) {
        count++;
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that are not blank; without the first if that is a header. */
  static int dataLines(boolean header, byte[] body) {
    var text = new String(body, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00EF\u00BB\u00BF")) {
      text = text.substring(3);
    }
    long lines =
        Arrays.stream(text.split("\n", -1)).filter(line -> !line.matches("[ \t\r]*")).count();
    return (int) (header ? Math.max(0, lines - 1) : lines);
  }

  private static byte[] mutilate(byte[] sample, Random random) {
    byte[] body = sample.clone();
    var marks = "\n\",;.-+eNaN 0\r\u0000".getBytes(StandardCharsets.ISO_8859_1);
    int header = random.nextInt(4) == 0 ? 0 : Math.min(firstLine(body), body.length - 1);
    for (int i = random.nextInt(12); i >= 0; i--) {
      int at = header + random.nextInt(body.length - header);
      body[at] =
          random.nextBoolean() ? marks[random.nextInt(marks.length)] : (byte) random.nextInt(256);
    }
    return random.nextInt(5) == 0 ? Arrays.copyOf(body, random.nextInt(body.length) + 1) : body;
  }

  private static int firstLine(byte[] body) {
    int at = 0;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  private static ObjectNode json(Observation observation) {
    var node =
        JSON.createObjectNode()
            .put("feature", observation.feature())
            .put("property", observation.property().name())
            .put("time", observation.phenomenonTime().toString())
            .put("result", observation.result());
    var position = observation.position();
    if (position != null) {
      node.put("longitude", position.longitude()).put("latitude", position.latitude());
    }
    return node.put("zone", observation.zone())
        .put("procedure", observation.procedure())
        .put("quality", observation.quality().name());
  }

  private static ObjectNode json(Rejected rejected) {
    return JSON.createObjectNode()
        .put("rejected", rejected.reason().code())
        .put("line", rejected.line())
        .put("field", rejected.field());
  }

  @Test
  void everyFeedHasACard() {
    assertThat(kinds().map(FeedContractTest::card).filter(card -> !Files.exists(card)))
        .isEqualTo(List.of());
  }

  private static Path card(FeedKind kind) {
    var folder = kind.getClass().getPackageName().replace('.', '/');
    return Path.of("src/main/java", folder, "README.md");
  }
}
