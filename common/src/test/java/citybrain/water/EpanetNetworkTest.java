package citybrain.water;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import citybrain.water.EpanetNetwork.Link;
import citybrain.water.EpanetNetwork.LinkType;
import citybrain.water.EpanetNetwork.Node;
import citybrain.water.EpanetNetwork.NodeType;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpanetNetworkTest {

  private static final String SMALL =
      """
      [TITLE]
      words [that] are not read
      [coordinates]
      a 1 2
      b 3.5 -4
      [PIPES]
      ;ID from to length diameter
      main\ta b 100 200 140 0 Open ; comment
      [JUNCTIONS]
      a 10 5 pattern ;n
      "b c" 11
      b
      [RESERVOIRS]
      R 30
      [TANKS]
      T 20 1 2 3 4 5
      [PUMP]
      pump R a HEAD 1
      [valves]
      valve a T 150 PRV 40 0
      [TAGS]
      node a north
      LINK main "old town"
      [OPTIONS]
      Headloss H-W
      UNITS lps
      [WHATEVER]
      x y z
      [END]
      [JUNCTIONS]
      after the end
      """;

  private static EpanetNetwork parse(String text) {
    return EpanetNetwork.parse("n.inp", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsNodes() {
    var network = parse(SMALL);
    assertThat(network.nodes().keySet()).containsExactly("a", "b c", "b", "R", "T");
    assertThat(network.findNode("a")).contains(new Node("a", NodeType.JUNCTION, 10, 1, 2, "north"));
    assertThat(network.findNode("b")).contains(new Node("b", NodeType.JUNCTION, 0, 3.5, -4, ""));
    assertThat(network.findNode("R").map(Node::isOnMap)).contains(false);
    assertThat(network.findNode("T").map(Node::type)).contains(NodeType.TANK);
    assertThat(network.findNode("A")).isEmpty();
  }

  @Test
  void readsLinks() {
    var network = parse(SMALL);
    assertThat(network.links().values())
        .containsExactly(
            new Link("main", LinkType.PIPE, "a", "b", 100, 200, "old town"),
            new Link("pump", LinkType.PUMP, "R", "a", 0, 0, ""),
            new Link("valve", LinkType.VALVE, "a", "T", 0, 150, ""));
    assertThat(network.findLink("main")).isPresent();
    assertThat(network.findLink("other")).isEmpty();
  }

  /** As the editor of EPANET leaves them; the engine does not read tags at all. */
  @Test
  void aTagThatIsEmptyIsNone() {
    var network = parse(SMALL.replace("node a north", "NODE b"));
    assertThat(network.findNode("b").map(Node::tag)).contains("");
    assertThat(network.findLink("main").map(Link::tag)).contains("old town");
  }

  /** Two districts of two words each are not one of one word. */
  @Test
  void aTagOfTwoWordsIsNotCut() {
    var network = parse(SMALL.replace("node a north", "NODE a zone A"));
    assertThat(network.findNode("a").map(Node::tag)).contains("zone A");
  }

  @ParameterizedTest
  @CsvSource({"GPM,30.48,5080,3.048", "CMH,100,200,10", "SI,100,200,10"})
  void convertsFeetAndInches(String unit, double length, double diameter, double elevation) {
    var network = parse(SMALL.replace("lps", unit));
    var offset = Offset.offset(1e-9);
    assertThat(network.findLink("main").orElseThrow().lengthMetres()).isCloseTo(length, offset);
    assertThat(network.findLink("main").orElseThrow().diameterMillimetres())
        .isCloseTo(diameter, offset);
    assertThat(network.findNode("a").orElseThrow().elevationMetres()).isCloseTo(elevation, offset);
  }

  @Test
  void withoutUnitsLengthsAreFeet() {
    assertThat(parse(SMALL.replace("UNITS lps", "")).findLink("main").orElseThrow().lengthMetres())
        .isCloseTo(30.48, Offset.offset(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "a b 100 200 140 0 Open, a b 100, 8, at least 5 fields",
    "100 200 140, 1OO 200 140, 8, '1OO'",
    "100 200 140, NaN 200 140, 8, 'NaN'",
    "main\ta b, main\ta q, 8, 'q' is not defined",
    "R 30, a 30, 14, 'a' stands here a second time",
    "valve a T, main a T, 20, 'main' stands here a second time",
    "LINK main, PATH main, 23, 'PATH'",
    "UNITS lps, UNITS furlongs, 26, FURLONGS",
    "b 3.5 -4, b 3.5, 5, at least 3 fields"
  })
  void mistakesNameTheirLine(String right, String wrong, int line, String message) {
    assertThat(SMALL).contains(right);
    assertThatThrownBy(() -> parse(SMALL.replace(right, wrong)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("n.inp line " + line + ":")
        .hasMessageContaining(message);
  }

  @Test
  void anotherKindOfFileIsRefused() {
    assertThatThrownBy(() -> parse("{}"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("EPANET");
  }
}
