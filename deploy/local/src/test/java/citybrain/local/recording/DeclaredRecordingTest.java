package citybrain.local.recording;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.Outlet;
import citybrain.feed.Rejected;
import citybrain.observation.Observation;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of declared tables, played and decoded: what is in the file is what is told. */
class DeclaredRecordingTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: Europe/Berlin
      bounding-box: [10, 52, 11, 53]
      feeds:
        f:
          kind: table
          feature: {column: s}
          time: {column: t, format: iso}
      """;

  private static final String WIDE =
      CITY + "    values:\n      v: {property: RAINFALL, unit: mm}\n";

  private static final String LONG =
      CITY
          + """
              long-values:
                column: v
                property-column: p
                properties:
                  a: {property: RAINFALL, unit: mm}
                  b: {property: WIND_SPEED, unit: m/s}
          """;

  @TempDir Path folder = Path.of("");

  /** What is told of the file, series by series: feature and property, hour in UTC, value. */
  private List<String> play(String yaml, byte[] file) throws IOException {
    Files.write(folder.resolve("f.csv"), file);
    var city = CityFile.parse("town.yaml", yaml, Feeds.ALL);
    var spec = city.findFeed("f").orElseThrow();
    var kind = Feeds.find(spec.kind()).orElseThrow();
    var clock = kind.clock(spec.setup(city, path -> new byte[0]));
    var feed = spec.open(kind, city, path -> new byte[0]);
    var told = new ArrayList<String>();
    var plan = new FeedPlan("town", "f", "f.csv", clock, folder, "nobody");
    for (var message : Recordings.all(plan, Instant.parse("2024-10-26T00:00:00Z"))) {
      var found = new Found(told);
      feed.decode(message.raw(), found);
      assertThat(found.records).isEqualTo(message.raw().records());
    }
    return told;
  }

  private List<String> play(String yaml, String file) throws IOException {
    return play(yaml, file.getBytes(StandardCharsets.UTF_8));
  }

  /** Gathers what is told. */
  private static final class Found implements Outlet {
    private final List<String> told;
    private int records;

    Found(List<String> told) {
      this.told = told;
    }

    @Override
    public void observation(Observation one) {
      told.add(
          one.feature()
              + one.property().name().charAt(0)
              + one.phenomenonTime().toString().substring(10, 16)
              + "="
              + (int) one.result());
    }

    @Override
    public void rejected(Rejected refusal) {
      told.add(refusal.reason().code());
    }

    @Override
    public void record(int values) {
      records++;
    }
  }

  @Test
  void anHourlyTableInTimeOrderHasBothPasses() throws IOException {
    var rows = new StringBuilder("s,t,v\n");
    for (var hour : List.of("01", "02", "02", "03")) {
      for (var station : List.of("A", "B", "C")) {
        rows.append(station).append(",2024-10-27 ").append(hour).append(":00,1\n");
      }
    }
    assertThat(play(WIDE, rows.toString()))
        .containsExactly(
            "ART23:00=1",
            "BRT23:00=1",
            "CRT23:00=1",
            "ART00:00=1",
            "BRT00:00=1",
            "CRT00:00=1",
            "ART01:00=1",
            "BRT01:00=1",
            "CRT01:00=1",
            "ART02:00=1",
            "BRT02:00=1",
            "CRT02:00=1");
  }

  @Test
  void aStationThatMissesTheFirstPassDoesNotMoveTheOthers() throws IOException {
    var rows =
        """
        s,t,v
        A,2024-10-27 02:00,1
        B,2024-10-27 02:00,2
        A,2024-10-27 02:00,3
        B,2024-10-27 02:00,4
        C,2024-10-27 02:00,5
        A,2024-10-27 03:00,6
        """;
    assertThat(play(WIDE, rows))
        .containsExactly(
            "ART00:00=1", "BRT00:00=2", "ART01:00=3", "BRT01:00=4", "CRT01:00=5", "ART02:00=6");
  }

  @Test
  void aCopyWithinTheFirstPassDoesNotBeginTheSecond() throws IOException {
    var rows =
        """
        s,t,v
        A,2024-10-27 02:00,1
        A,2024-10-27 02:00,1
        B,2024-10-27 02:00,2
        C,2024-10-27 02:00,3
        D,2024-10-27 02:00,4
        A,2024-10-27 02:00,5
        B,2024-10-27 02:00,6
        C,2024-10-27 02:00,7
        D,2024-10-27 02:00,8
        """;
    assertThat(play(WIDE, rows))
        .containsExactly(
            "ART00:00=1",
            "ART00:00=1",
            "BRT00:00=2",
            "CRT00:00=3",
            "DRT00:00=4",
            "ART01:00=5",
            "BRT01:00=6",
            "CRT01:00=7",
            "DRT01:00=8");
  }

  @Test
  void aLongTableByStationHasBothPassesOfEachProperty() throws IOException {
    var rows = new StringBuilder("s,t,p,v\n");
    for (var station : List.of("A", "B")) {
      int value = 0;
      for (var hour : List.of("00", "01", "02", "02", "03", "06")) {
        for (var property : List.of("a", "b")) {
          rows.append(station).append(",2024-10-27 ").append(hour).append(":00,");
          rows.append(property).append(',').append(value++).append('\n');
        }
      }
    }
    assertThat(play(LONG, rows.toString()))
        .contains("ART00:00=4", "AWT00:00=5", "ART01:00=6", "AWT01:00=7")
        .contains("BRT00:00=4", "BWT00:00=5", "BRT01:00=6", "BWT01:00=7")
        .hasSize(24)
        .doesNotHaveDuplicates();
  }

  @Test
  void soHasOneOfFewHoursWithTheSameValues() throws IOException {
    var rows = new StringBuilder("s,t,v\n");
    for (var station : List.of("A", "B", "C")) {
      for (var hour : List.of("01", "02", "02", "03")) {
        rows.append(station).append(",2024-10-27 ").append(hour).append(":00,0\n");
      }
    }
    assertThat(play(WIDE, rows.toString()))
        .hasSize(12)
        .doesNotHaveDuplicates()
        .contains("ART01:00=0", "BRT01:00=0", "CRT01:00=0");
  }

  @Test
  void soHasATableOfManyDaysThatIsSorted() throws IOException {
    var rows = new StringBuilder("s,t,v\n");
    for (var station : List.of("A", "B", "C")) {
      for (int day = 26; day <= 28; day++) {
        for (int hour = 0; hour < 24; hour++) {
          int times = day == 27 && hour == 2 ? 2 : 1;
          for (int pass = 0; pass < times; pass++) {
            rows.append(station).append(",2024-10-").append(day).append(' ');
            rows.append(hour < 10 ? "0" : "").append(hour).append(":00,");
            rows.append(pass).append('\n');
          }
        }
      }
    }
    assertThat(play(WIDE, rows.toString()))
        .contains("ART01:00=1", "BRT01:00=1", "CRT01:00=1")
        .hasSize(3 * 73 - 3 * 2) // what is before the play is not played
        .noneMatch(told -> told.startsWith("time"));
  }

  @Test
  void manyRowsOfAStationAreNotCutBetweenThePasses() throws IOException {
    var rows = new StringBuilder("s,t,v\n");
    rows.append("Z,2024-10-27 12:00,1\n");
    for (int station = 0; station < 400; station++) {
      for (int value = 0; value < 4; value++) {
        rows.append('S')
            .append(station)
            .append(",2024-10-27 02:")
            .append(value % 2 * 3)
            .append("0,");
        rows.append(value).append('\n');
      }
    }
    var told = play(WIDE, rows.toString());
    assertThat(told).hasSize(1601).doesNotHaveDuplicates();
    assertThat(told).contains("S0RT00:00=0", "S399RT00:30=1", "S399RT01:00=2", "S399RT01:30=3");
  }

  @Test
  void quotesPreamblesAndCarriageReturnsAreReadAsTheyAreMeant() throws IOException {
    var rows =
        """
        Report;of
        "a;town"
        s,t,v,note
        A,2024-10-27 01:00,1,"was:
        B,2024-10-27 01:00,99,x
        so far"
        C,2024-10-27 01:00,2,
        "D,2024-10-27 01:00,3,
        E,2024-10-27 01:00,4,
        """;
    var yaml = WIDE + "    skip-lines: 2\n";
    assertThat(play(yaml, rows))
        .containsExactly("ART23:00=1", "CRT23:00=2", "malformed", "ERT23:00=4");
    var returns = "s,t,v\nA,2024-10-27 01:00,1\nB,2024-10-27 01:00,2\n".replace('\n', '\r');
    assertThat(play(WIDE, returns)).containsExactly("ART23:00=1", "BRT23:00=2");
    assertThat(play(WIDE, "sep=,\r\ns,t,v\r\nA,2024-10-27 01:00,1\r\n"))
        .containsExactly("ART23:00=1");
    assertThat(play(WIDE, "\ns,t,v\nA,2024-10-27 01:00,1\n")).containsExactly("ART23:00=1");
    var named = WIDE + "    skip-lines: 1\n    columns: [s, t, v]\n";
    assertThat(play(named, ",,\nA,2024-10-27 01:00,1\n")).containsExactly("ART23:00=1");
  }

  @Test
  void whatIsNotUtf8IsReadWhereItIsDeclared() throws IOException {
    var rows = "s,t,v\nMünz,2024-10-27 01:00,1\nMönz,2024-10-27 01:00,2\n";
    for (var encoding : List.of("ISO-8859-1", "UTF-16LE", "UTF-16", "UTF-32BE")) {
      assertThat(
              play(
                  WIDE + "    encoding: " + encoding + "\n",
                  rows.getBytes(Charset.forName(encoding))))
          .as(encoding)
          .containsExactly("MünzRT23:00=1", "MönzRT23:00=2");
      var headless = rows.substring(6).getBytes(Charset.forName(encoding));
      assertThat(play(WIDE + "    encoding: " + encoding + "\n    columns: [s, t, v]\n", headless))
          .as(encoding)
          .containsExactly("MünzRT23:00=1", "MönzRT23:00=2");
    }
    assertThat(play(WIDE, rows.getBytes(StandardCharsets.ISO_8859_1)))
        .containsExactly("wrong-encoding", "wrong-encoding");
  }
}
