package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Reason;
import citybrain.feed.RecordClock.Shape;
import citybrain.feed.Town;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The forms in which tables come: quotes over lines, preambles, no header, other line ends. */
class TableFormsTest {

  private static final String ARRIVAL = "2024-10-27T05:00:00Z";

  private static final String FEED =
      """
      kind: table
      separator: ";"
      feature: {column: s}
      time: {column: t, format: iso}
      values:
        v: {property: RAINFALL, unit: mm}
      """;

  private static final String ROW = "A;2024-10-27T04:00Z;1\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRowWithinAQuotedNoteIsNoReading() {
    var rows =
        """
        s;t;v;note
        A;2024-10-27T04:00Z;1;"as before:
        B;2024-10-27T04:00Z;99;x
        end of quote"
        C;2024-10-27T04:00Z;3;"one ""line"" only"
        """;
    var collected = Town.of(FEED).decode(ARRIVAL, rows);
    assertThat(collected.records).isEqualTo(2);
    assertThat(Town.tell(collected))
        .containsExactly(
            "A RAINFALL 2024-10-27T04:00:00Z 1.0", "C RAINFALL 2024-10-27T04:00:00Z 3.0");
  }

  @Test
  void aNameMayHaveALineBreakAndLinesAreCountedOn() {
    var rows =
        """
        s;t;"v"
        "two
        lines";2024-10-27T04:00Z;4
        B;2024-10-27T04:00Z;x
        """;
    var collected = Town.of(FEED).decode(ARRIVAL, rows);
    assertThat(collected.observations)
        .singleElement()
        .extracting("feature")
        .isEqualTo("two\nlines");
    assertThat(collected.rejected.get(0).line()).isEqualTo(4);
    var header = "s;t;\"v\n(mm)\"\n";
    var feed = FEED.replace("  v:", "  \"v\\n(mm)\":");
    for (int twice = 0; twice < 2; twice++) {
      assertThat(Town.of(feed).decode(ARRIVAL, header + ROW).observations).hasSize(1);
    }
  }

  @Test
  void aStrayQuoteDoesNotSwallowItsNeighbours() {
    var rows = "s;t;v\n\"A;2024-10-27T04:00Z;1\n" + ROW + "B\";2024-10-27T04:00Z;1;1\n" + ROW;
    var collected = Town.of(FEED).decode(ARRIVAL, rows);
    assertThat(collected.records).isEqualTo(4);
    assertThat(collected.observations).hasSize(2);
    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED, Reason.WRONG_COLUMN_COUNT);
  }

  @Test
  void aQuoteThatIsNeverClosedEndsWithItsLine() {
    var rows = "s;t;v\n\"A;2024-10-27T04:00Z;1\n" + ROW.repeat(100);
    var collected = Town.of(FEED).decode(ARRIVAL, rows);
    assertThat(collected.observations).hasSize(100);
    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED);
  }

  @Test
  void aSenderIsToldWhereARecordEnds() {
    var clock = Town.of(FEED).clock();
    assertThat(clock.record("s;t;v", bytes(ROW))).isEqualTo(Shape.WHOLE);
    assertThat(clock.record("s;t;v", bytes("\"A;t;1"))).isEqualTo(Shape.OPEN);
    assertThat(clock.record("s;t;v", bytes("\"A;t;1\nx\";t;1"))).isEqualTo(Shape.WHOLE);
    assertThat(clock.record("s;t;v", bytes("\"A;t;1\nx\";t;1;1"))).isEqualTo(Shape.BROKEN);
    assertThat(clock.record("s;t;v", bytes("\"A\"x;t;1"))).isEqualTo(Shape.BROKEN);
    assertThat(clock.header(bytes("s;t;v"))).isEqualTo(Shape.WHOLE);
    assertThat(clock.header(bytes("s;t;\"v"))).isEqualTo(Shape.OPEN);
    assertThat(clock.header(bytes("sep=;"))).isEqualTo(Shape.TOO_SHORT);
    assertThat(clock.header(bytes("x".repeat(2_000_000)))).isEqualTo(Shape.BROKEN);
    var skipping = Town.of(FEED + "skip-lines: 2\n").clock();
    assertThat(skipping.header(bytes("a\n"))).isEqualTo(Shape.TOO_SHORT);
    assertThat(skipping.header(bytes("a\nb\ns;t;v"))).isEqualTo(Shape.WHOLE);
  }

  @Test
  void linesMayEndWithCarriageReturnsAlone() {
    var collected = Town.of(FEED).decode(ARRIVAL, ("s;t;v\n" + ROW + ROW).replace('\n', '\r'));
    assertThat(collected.records).isEqualTo(2);
    assertThat(collected.observations).hasSize(2);
  }

  @Test
  void whatStandsBeforeTheHeaderIsPassedOver() {
    var preamble = "Name;\"Seven\n\nAccount;000\n";
    var collected = Town.of(FEED + "skip-lines: 3\n").decode(ARRIVAL, preamble + "s;t;v\n" + ROW);
    assertThat(collected.observations).hasSize(1);
    assertThat(Town.of(FEED).decode(ARRIVAL, "\uFEFFsep=;\r\ns;t;v\r\n" + ROW).observations)
        .hasSize(1);
    assertThatThrownBy(() -> Town.of(FEED + "skip-lines: some\n").open())
        .hasMessageContaining("skip-lines is 'some'; expected a number of lines from 0 to 1000");
    assertThatThrownBy(() -> Town.of(FEED + "skip-lines: 1001\n").open())
        .hasMessageContaining("from 0 to 1000");
  }

  @Test
  void aSeparatorAtTheEndOfLinesIsDeclared() {
    var rows = "s;t;v\nA;2024-10-27T04:00Z;1;\nA;2024-10-27T04:00Z;1;;\nA;2024-10-27T04:00Z;1;2\n";
    var strict = Town.of(FEED).decode(ARRIVAL, rows);
    assertThat(strict.reasons()).hasSize(3).containsOnly(Reason.WRONG_COLUMN_COUNT);
    assertThat(strict.rejected.get(0).detail()).contains("say 'ends-with-separator: true'");
    assertThat(strict.rejected.get(1).detail()).doesNotContain("say");
    var declared = Town.of(FEED + "ends-with-separator: true\n").decode(ARRIVAL, rows);
    assertThat(declared.observations).hasSize(1);
    assertThat(declared.reasons()).hasSize(2).containsOnly(Reason.WRONG_COLUMN_COUNT);
  }

  @Test
  void columnsMayBeNamedByTheCityFile() {
    var town = Town.of(FEED + "columns: [t, s, v]\n");
    var collected = town.decode(ARRIVAL, "2024-10-27T04:00Z;A;1\n2024-10-27T04:00Z;B;1;2\n");
    assertThat(collected.records).isEqualTo(2);
    assertThat(Town.tell(collected))
        .containsExactly("A RAINFALL 2024-10-27T04:00:00Z 1.0", "wrong-column-count");
    assertThat(town.clock().hasHeader()).isFalse();
    assertThat(town.clock().timeOf("", "2024-10-27T04:00Z;A;1")).isPresent();
    assertThat(town.clock().record("", bytes("2024-10-27T04:00Z;\"A;1"))).isEqualTo(Shape.OPEN);
    var further = Town.of(FEED + "columns: [t, s, v, ...]\n");
    assertThat(further.decode(ARRIVAL, "2024-10-27T04:00Z;B;1;2;3\n").observations).hasSize(1);
    assertThatThrownBy(() -> Town.of(FEED + "columns: [t, s, s]\n").open())
        .hasMessageContaining("each name once");
    assertThatThrownBy(() -> Town.of(FEED + "columns: [...]\n").open())
        .hasMessageContaining("at least one name");
    assertThat(Town.of(FEED + "columns: [t, s]\n").tell(ARRIVAL, "2024-10-27T04:00Z;A\n"))
        .containsExactly("missing-column");
  }

  /** As METR-LA has it: a line that names the sensors and leaves the time without a name. */
  @Test
  void aLineThatNamesColumnsBadlyIsPassedOver() {
    var town = Town.of(FEED + "skip-lines: 1\ncolumns: [t, s, v]\n");
    var header = ";s;v";
    var collected = town.decode(ARRIVAL, header + "\n2024-10-27T04:00Z;A;1\n2024-10-27T04:00Z;B\n");
    assertThat(collected.records).isEqualTo(2);
    assertThat(Town.tell(collected))
        .containsExactly("A RAINFALL 2024-10-27T04:00:00Z 1.0", "wrong-column-count");
    assertThat(collected.rejected.get(0).line()).isEqualTo(3);
    assertThat(town.decode(ARRIVAL, header).records).isZero();
    var clock = town.clock();
    assertThat(clock.hasHeader()).isTrue();
    assertThat(clock.header(bytes(header))).isEqualTo(Shape.WHOLE);
    assertThat(clock.timeOf(header, "2024-10-27T04:00Z;A;1")).isPresent();
    assertThat(clock.timeOf(header, header)).isEmpty();
    var two = Town.of(FEED + "skip-lines: 2\ncolumns: [t, s, v]\n").clock();
    assertThat(two.header(bytes(header))).isEqualTo(Shape.TOO_SHORT);
    assertThat(two.header(bytes("\n" + header))).isEqualTo(Shape.WHOLE);
  }

  @Test
  void whatAHeaderHasIsSaid() {
    var collected = Town.of(FEED).decode(ARRIVAL, "station;t;" + "x".repeat(500) + "\nA;b;c\n");
    assertThat(collected.rejected.get(0).detail())
        .startsWith("the header lacks the columns s, v; it has station, t, xxx")
        .hasSizeLessThan(400);
  }

  @Test
  void aColumnThatIsThereTwiceIsNone() {
    var collected = Town.of(FEED).decode(ARRIVAL, "s;t;v;v\nA;2024-10-27T04:00Z;1;2\n");
    assertThat(collected.reasons()).containsExactly(Reason.MISSING_COLUMN);
    assertThat(collected.rejected.get(0).detail()).contains("more than one column").endsWith("v");
    assertThat(Town.of(FEED).decode(ARRIVAL, "s;t;v;x;x\nA;2024-10-27T04:00Z;1;2;3\n").observations)
        .hasSize(1);
  }

  @Test
  void timesBefore1970AreTooOldAndNotLost() {
    var collected = Town.of(FEED).decode(ARRIVAL, "s;t;v\nA;1969-12-31T23:59:59Z;1\n");
    assertThat(collected.reasons()).containsExactly(Reason.TIME_TOO_OLD);
  }
}
