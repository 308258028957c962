package citybrain.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.AlertZone;
import citybrain.alerting.Severity;
import citybrain.local.flink.JobState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ViewTextTest {

  private static final TerminalSize ROOMY = new TerminalSize(50, 200);
  private static final Instant TIME = Instant.parse("2025-03-11T07:15:20Z");

  @Test
  void thePageSaysItAll() {
    assertThat(String.join("\n", ViewText.page(snapshot(true, Optional.empty()), ROOMY)))
        .isEqualTo(
            """
            City Brain  Demo City   SYNTHETIC: nothing here was measured
            city time   Tue 2025-03-11 08:15:20, live at 60 times the speed

            feed                             records  per second   observations   rejected
            traffic                           12,345         512         24,690          3
            water-flows (placed)                   7           0              7          0

            jobs        1 of 2 running, 1 restarts (archive restarting)
            aggregates  about 5,000; 12 observations came too late
            lake        34 files, 12.3 MB   file:///x/lake
            alerts      2 opened, 1 closed
              Tue 08:12  opened   severe    water.burst-or-leak  DMA07 in Old Town: inflow 2 L/s\uFFFDabove usual

            Flink http://127.0.0.1:8081   Kafka 127.0.0.1:9092   ./citybrain alerts
            metrics http://127.0.0.1:9249/metrics   ./citybrain status, topics
            Ctrl-C stops; the next ./citybrain up goes on from here.""");
  }

  @Test
  void theLineSaysWhatMatters() {
    assertThat(ViewText.line(snapshot(false, Optional.of("traffic: the file is gone"))))
        .isEqualTo(
            "Demo City (SYNTHETIC) | Tue 2025-03-11 08:15:20, catching up with the past: 40 s to go"
                + " | 12,352 records, 513/s | 24,697 observations, 3 rejected | jobs 1 of 2 running, 1 restarts"
                + " (archive restarting) | aggregates ~5,000 | lake 34 files | alerts 2 opened,"
                + " 1 closed | problem: traffic: the file is gone");
  }

  @Test
  void aPageIsDrawnOverTheLastOneAndCutToTheTerminal() {
    var bytes = new ByteArrayOutputStream();
    var screen =
        Screen.inPlace(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            new TerminalSize(4, 10),
            Optional::empty);
    screen.draw(List.of("one", "two", "a very long line", "does not fit"));
    screen.draw(List.of("three"));
    screen.say("stays");
    assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "^"))
        .isEqualTo("one^[K\ntwo^[K\na very l…^[K\n^[J^[3Athree^[K\n^[J^[1A^[Jstays\n");
  }

  @Test
  void aTerminalThatIsPulledLargerGetsALargerPageOnACleanScreen() {
    var bytes = new ByteArrayOutputStream();
    var told = new AtomicReference<>(Optional.<TerminalSize>empty());
    var screen =
        Screen.inPlace(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            new TerminalSize(3, 10),
            told::get);
    assertThat(screen.size()).isEqualTo(new TerminalSize(3, 10));
    screen.draw(List.of("one", "two", "three"));
    told.set(Optional.of(new TerminalSize(4, 10)));
    assertThat(screen.size()).isEqualTo(new TerminalSize(4, 10));
    screen.draw(List.of("one", "two", "three"));
    told.set(Optional.empty()); // it does not tell any more: as it was last
    assertThat(screen.size()).isEqualTo(new TerminalSize(4, 10));
    screen.draw(List.of("four"));
    assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "^"))
        .isEqualTo("one^[K\ntwo^[K\n^[J^[H^[2Jone^[K\ntwo^[K\nthree^[K\n^[J^[3Afour^[K\n^[J");
  }

  @Test
  void sizesAreReadAsSttyTellsThem() {
    assertThat(TerminalSize.parse("24 80\n")).contains(new TerminalSize(24, 80));
    for (var other : List.of("", "0 0", "24", "24 80 1", "-1 80", "12345 80")) {
      assertThat(TerminalSize.parse(other)).as(other).isEmpty();
    }
  }

  /** Whatever there is much of, a page shows some of all. */
  @Test
  void aPageFitsItsTerminal() {
    var feeds = new ArrayList<Snapshot.FeedRow>();
    for (int i = 0; i < 15; i++) {
      feeds.add(new Snapshot.FeedRow("feed-" + i, false, 100 * (i % 4) + i, 1, 2, 3));
    }
    var alerts = Collections.nCopies(50, alert());
    for (var problem : List.of(Optional.<String>empty(), Optional.of("a feed stopped"))) {
      var now = snapshot(feeds, alerts, problem);
      var small = ViewText.page(now, new TerminalSize(24, 80));
      assertThat(small).hasSize(23).allMatch(line -> !line.isEmpty());
      assertThat(small.stream().filter(line -> line.contains("burst-or-leak"))).hasSize(6);
      assertThat(small).anyMatch(line -> line.startsWith("all 15 feeds"));
      assertThat(small)
          .contains("  Tue 08:12 opened severe burst-or-leak DMA07: inflow 2 L/s\uFFFDabove usual");
      // Busiest first to stay, in the order of all.
      assertThat(small.stream().filter(line -> line.startsWith("feed-")).map(ViewTextTest::name))
          .containsSubsequence("feed-3", "feed-7", "feed-11")
          .doesNotContain("feed-0", "feed-4");
      assertThat(small).contains("jobs        0 of 2 running, 0 restarts");
      assertThat(small.get(22)).startsWith("Ctrl-C");
      problem.ifPresent(text -> assertThat(small.get(2)).isEqualTo("problem     " + text));

      var large = ViewText.page(now, new TerminalSize(50, 200));
      assertThat(large).hasSize(49).noneMatch(line -> line.startsWith("all "));
      assertThat(large.stream().filter(line -> line.startsWith("feed-"))).hasSize(15);

      // Too small for anything: the top of it is seen, and nothing breaks.
      assertThat(ViewText.page(now, new TerminalSize(3, 10))).isNotEmpty();
    }
  }

  @Test
  void aPageOfFewThingsIsShort() {
    assertThat(ViewText.page(snapshot(true, Optional.empty()), new TerminalSize(24, 80)))
        .hasSize(16);
  }

  private static String name(String row) {
    return row.substring(0, row.indexOf(' '));
  }

  @Test
  void aPipeGetsNoPages() {
    var bytes = new ByteArrayOutputStream();
    var screen = Screen.of(new PrintStream(bytes, true, StandardCharsets.UTF_8), "", false);
    screen.draw(List.of("one"));
    screen.say("two");
    assertThat(screen.isInPlace()).isFalse();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("two\n");
  }

  private static Snapshot snapshot(boolean live, Optional<String> problem) {
    return new Snapshot(
        "Demo City",
        true,
        ZoneId.of("Europe/Berlin"),
        new CityTimes(Map.of("demo", ZoneId.of("Europe/Berlin"))),
        live ? Snapshot.Clock.live(TIME, 14) : Snapshot.Clock.catchingUp(TIME, OptionalLong.of(38)),
        60,
        List.of(
            new Snapshot.FeedRow("traffic", false, 12_345, 512.4, 24_690, 3),
            new Snapshot.FeedRow("water-flows", true, 7, 0.2, 7, 0)),
        List.of(
            new JobState("archive", "1", "RESTARTING", 1),
            new JobState("ingest", "2", "RUNNING", 0)),
        2,
        5_000,
        12,
        0,
        34,
        12_345_678,
        2,
        1,
        List.of(alert()),
        new Snapshot.Links(
            "http://127.0.0.1:8081",
            "127.0.0.1:9092",
            "http://127.0.0.1:9249/metrics",
            "file:///x/lake"),
        problem);
  }

  private static Snapshot snapshot(
      List<Snapshot.FeedRow> feeds, List<Alert> alerts, Optional<String> problem) {
    return new Snapshot(
        "Demo City",
        true,
        ZoneId.of("Europe/Berlin"),
        new CityTimes(Map.of("demo", ZoneId.of("Europe/Berlin"))),
        Snapshot.Clock.live(TIME, 15),
        60,
        feeds,
        List.of(),
        2,
        5_000,
        12,
        0,
        34,
        12_345_678,
        2,
        1,
        alerts,
        new Snapshot.Links("http://a", "b:1", "http://c", "file:///x/lake"),
        problem);
  }

  private static Alert alert() {
    return new Alert(
        "id",
        "water.burst-or-leak",
        "1",
        "water",
        AlertStatus.OPEN,
        "demo",
        "DMA07",
        "WATER_FLOW",
        TIME,
        Instant.parse("2025-03-11T07:12:00Z"),
        Severity.SEVERE,
        3,
        1,
        "L/s",
        "inflow 2 L/s\nabove usual",
        null,
        "dma/DMA07",
        List.of(
            new AlertZone("dma", "DMA07", "DMA07"), new AlertZone("district", "D4", "Old Town")));
  }
}
