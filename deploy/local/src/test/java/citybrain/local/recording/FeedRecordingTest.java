package citybrain.local.recording;

import static citybrain.local.recording.Recordings.START;
import static citybrain.local.recording.Recordings.all;
import static citybrain.local.recording.Recordings.body;
import static citybrain.local.recording.Recordings.lines;
import static citybrain.local.recording.Recordings.plan;
import static citybrain.local.recording.Recordings.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.Rejected;
import citybrain.feed.SettingException;
import citybrain.geo.Crs;
import citybrain.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedRecordingTest {

  private static final DateTimeFormatter ROW_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final Path root;

  FeedRecordingTest(@TempDir Path root) {
    this.root = root;
  }

  private void allKindsOfSources() throws IOException {
    Recordings.write(root.resolve("one/a.csv"), table("a", 50, 60));
    Recordings.write(root.resolve("one/b.csv"), table("b", 50, 60));
    Recordings.write(root.resolve("one/.hidden"), "no data\n");
    Recordings.gzip(root.resolve("two/a.csv.gz"), table("a", 50, 60));
    Recordings.gzip(root.resolve("two/b.csv.gz"), table("b", 50, 60));
    Recordings.zip(
        root.resolve("three.zip"),
        Map.of(
            "streams/a.stream", table("a", 50, 60),
            "streams/b.stream", table("b", 50, 60),
            "streams/notes.txt", "x\ny\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one",
        "one/*.csv",
        "one/a.csv,one/b.csv",
        "one/a.csv, two/b.csv.gz",
        "two/*.gz",
        "three.zip!streams/*.stream",
        "three.zip!streams/a.stream,one/b.csv"
      })
  void everyWayToNameASourceGivesTheSameLinesInTimeOrder(String source) throws IOException {
    allKindsOfSources();
    var lines = lines(all(plan(root, "traffic", source)));
    assertThat(lines).hasSize(100);
    assertThat(lines.get(0)).startsWith(START + ",a");
    assertThat(lines.get(1)).startsWith(START + ",b");
    assertThat(lines)
        .isSortedAccordingTo((x, y) -> x.substring(0, 20).compareTo(y.substring(0, 20)));
  }

  @Test
  void aMessageHoldsOneMinuteAndSaysWhereItStood() throws IOException {
    Recordings.write(root.resolve("a.csv"), table("a", 9, 20));
    var messages = all(plan(root, "traffic", "a.csv"));
    assertThat(messages).hasSize(3);
    var second = messages.get(1).raw();
    assertThat(second.records()).isEqualTo(3);
    assertThat(second.firstLine()).isEqualTo(5);
    assertThat(second.source()).isEqualTo("a.csv");
    assertThat(second.arrival()).isEqualTo(START.plusSeconds(100 + 30));
    assertThat(body(messages.get(1)))
        .isEqualTo(
            """
            time,sensor,value
            2025-03-10T00:01:00Z,a,3
            2025-03-10T00:01:20Z,a,4
            2025-03-10T00:01:40Z,a,5
            """);
  }

  @Test
  void aCrowdedMinuteIsSplit() throws IOException {
    Recordings.write(root.resolve("a.csv"), table("a", 1200, 0));
    assertThat(all(plan(root, "traffic", "a.csv")).stream().map(m -> m.raw().records()))
        .containsExactly(500, 500, 200);
  }

  @Test
  void itBeginsWhereThePastBegins() throws IOException {
    Recordings.write(root.resolve("a.csv"), table("a", 10, 60));
    var messages = all(plan(root, "traffic", "a.csv"), START.plusSeconds(300));
    assertThat(lines(messages)).hasSize(5);
    assertThat(messages.get(0).raw().firstLine()).isEqualTo(7);
  }

  @Test
  void aLineWithoutReadableTimeGoesAlongWithItsPredecessor() throws IOException {
    Recordings.write(
        root.resolve("a.csv"),
        """
        time,sensor,value
        rubbish before the start
        2025-03-10T00:00:10Z,a,1
        when?,a,2

        2099-01-01T00:00:00Z,a,3
        1970-01-01T00:00:00Z,a,4
        2025-03-10T00:02:00Z,a,5
        """);
    var messages = all(plan(root, "traffic", "a.csv"));
    assertThat(lines(messages)).hasSize(6);
    assertThat(messages.stream().map(m -> m.raw().records())).containsExactly(5, 1);
    assertThat(messages.get(0).raw().arrival()).isEqualTo(START.plusSeconds(40));
  }

  @Test
  void seriesAfterSeriesInOneFileAreMerged() throws IOException {
    var text = new StringBuilder("time,sensor,value\n");
    for (var sensor : new String[] {"a", "b", "c"}) {
      table(sensor, 100, 3600).lines().skip(1).forEach(line -> text.append(line).append('\n'));
    }
    Recordings.write(root.resolve("grouped.csv"), text.toString());
    var messages = all(plan(root, "energy", "grouped.csv"));
    assertThat(messages).hasSize(100);
    assertThat(lines(messages).subList(0, 3))
        .containsExactly(START + ",a,0", START + ",b,0", START + ",c,0");
  }

  /** The night to 2014-10-26 in Aarhus has 02:00 to 03:00 twice; the origin writes local times. */
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 15, 20, 30})
  void noRowOfTheRepeatedHourIsRefusedAndEachIsOfItsOwnPass(int minutes) throws IOException {
    var expected = new ArrayList<Instant>();
    var text = new StringBuilder("transformer_id,ts_local,kwh\n");
    var zone = ZoneId.of("Europe/Copenhagen");
    var begin = Instant.parse("2014-10-25T23:00:00Z");
    for (var at = begin;
        at.isBefore(begin.plusSeconds(4 * 3600));
        at = at.plusSeconds(60L * minutes)) {
      expected.add(at);
      text.append("T1,%s,1%n".formatted(ROW_TIME.format(at.atZone(zone))));
    }
    Recordings.write(root.resolve("totals.csv"), text.toString());
    var kind = Feeds.find("transformer-totals").orElseThrow();
    var setup =
        new FeedSetup(
            "test", "totals", zone, 0, Crs.of("EPSG:4326"), Map.of(), path -> new byte[0]);
    var plan = new FeedPlan("test", "totals", "totals.csv", kind.clock(setup), root, "its origin");
    var feed = kind.open(setup);
    var observed = new ArrayList<Instant>();
    var refused = new ArrayList<String>();
    for (var message : all(plan, begin)) {
      feed.decode(
          message.raw(),
          new Outlet() {
            @Override
            public void observation(Observation observation) {
              observed.add(observation.phenomenonTime());
            }

            @Override
            public void rejected(Rejected refusal) {
              refused.add(refusal.reason().code());
            }

            @Override
            public void record(int values) {
              assertThat(values).isEqualTo(1);
            }
          });
    }
    assertThat(refused).isEmpty();
    assertThat(observed).isEqualTo(expected);
  }

  @Test
  void anOverlongLineIsCutAndSentAlone() throws IOException {
    var rest = "x".repeat(10 << 20);
    Recordings.write(
        root.resolve("a.csv"),
        "time,sensor\n%s,1\n%s,%s\n%s,2\n".formatted(START, START, rest, START));
    var messages = all(plan(root, "traffic", "a.csv"));
    assertThat(messages.stream().map(Message::oversize))
        .containsExactly(0L, 10L * (1 << 20) + 21, 0L);
    assertThat(messages.get(1).raw().records()).isEqualTo(1);
    assertThat(messages.get(1).raw().body().length).isLessThan(70_000);
  }

  @Test
  void differentHeadersNeverShareAMessage() throws IOException {
    Recordings.write(root.resolve("d/a.csv"), "time,x\n" + START + ",1\n");
    Recordings.write(root.resolve("d/b.csv"), "time,y\r\n" + START + ",2\r\n");
    Recordings.write(root.resolve("d/c.csv"), "");
    assertThat(all(plan(root, "traffic", "d")).stream().map(Recordings::body))
        .containsExactly("time,x\n" + START + ",1\n", "time,y\n" + START + ",2\r\n");
  }

  @Test
  void whatIsMissingIsNamedWithItsPlaceAndOrigin() {
    assertThatThrownBy(() -> all(plan(root, "traffic", "no/such/*.csv")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("feed 'traffic' of city 'test'")
        .hasMessageContaining("no/such/*.csv")
        .hasMessageContaining(root.toAbsolutePath().toString())
        .hasMessageContaining("its origin (its licence)");
  }

  @Test
  void aFileThatVanishesOrIsCutStopsTheReading() throws IOException {
    Recordings.write(root.resolve("a.csv"), table("a", 20_000, 60));
    try (var recording = FeedRecording.open(plan(root, "traffic", "a.csv"), START)) {
      assertThat(recording.next()).isNotNull();
      Files.delete(root.resolve("a.csv"));
      assertThatThrownBy(
              () -> {
                while (recording.next() != null) {}
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.csv")
          .hasMessageContaining("vanished");
    }
  }

  /** Its entries stay readable for whoever has it open; a play must not go on with that. */
  @Test
  void aZipThatIsDeletedStopsTheReading() throws IOException {
    var zip = root.resolve("a.zip");
    Recordings.zip(
        zip,
        Map.of(
            "streams/a.stream", table("a", 20_000, 60), "streams/b.stream", table("b", 9_000, 60)));
    try (var recording = FeedRecording.open(plan(root, "traffic", "a.zip!streams/*"), START)) {
      assertThat(recording.next()).isNotNull();
      Files.delete(zip);
      assertThatThrownBy(
              () -> {
                while (recording.next() != null) {}
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.zip")
          .hasMessageContaining("vanished");
    }
  }

  @Test
  void aBrokenGzipIsAnErrorNotAnEnd() throws IOException {
    var file = root.resolve("a.csv.gz");
    Recordings.gzip(file, table("a", 20_000, 60));
    var whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> all(plan(root, "traffic", "a.csv.gz")))
        .isInstanceOf(IOException.class);
  }
}
