package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.Feeds;
import citybrain.feed.SettingException;
import citybrain.reports.Corridor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorridorReaderTest {

  private static final String CITY =
      """
      city: town
      name: Town
      time-zone: UTC
      bounding-box: [10, 52, 11, 53]
      feeds:
        traffic:
          kind: citypulse-traffic
          interval: PT5M
      """;

  private static List<Corridor> corridors(String block) {
    return CityFile.parse("town.yaml", CITY + block, Feeds.ALL).corridors();
  }

  @Test
  void aCityNeedsNone() {
    assertThat(corridors("")).isEmpty();
  }

  @Test
  void readsLinksInTheirOrder() {
    assertThat(
            corridors(
                """
                corridors:
                  ring:
                    feed: traffic
                    links: [b, 12, a]
                  quay:
                    feed: traffic
                    links: [a, c]
                    kilometres: [0.5, 2]
                    freeway: true
                """))
        .containsExactly(
            new Corridor(
                "ring", "traffic", List.of("b", "12", "a"), List.of(), false, "town.yaml:10"),
            new Corridor(
                "quay", "traffic", List.of("a", "c"), List.of(0.5, 2.0), true, "town.yaml:13"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {feed: trafic, links: [a, b]} | corridors.ring.feed is 'trafic'; expected one of traffic; did you mean 'traffic'?
          {links: [a, b]} | corridors.ring: the key 'feed' is missing; expected the name of a feed of this city
          {feed: traffic} | corridors.ring: the key 'links' is missing; expected a list of two and more links of the feed, in the order in which they are driven
          {feed: traffic, links: a} | corridors.ring.links is not a list; expected a list of two and more links of the feed, in the order in which they are driven
          {feed: traffic, links: [a]} | corridors.ring.links is 'a'; expected a list of two and more links of the feed, in the order in which they are driven
          {feed: traffic, links: [a, b, a]} | corridors.ring.links is 'a'; expected each link once
          {feed: traffic, links: [a, b], kilometres: [1, 0]} | corridors.ring.kilometres is '0'; expected a list of as many lengths in km as there are links, each above 0 and at most 100
          {feed: traffic, links: [a, b], kilometres: [1, far]} | corridors.ring.kilometres is 'far'; expected a list of as many lengths in km as there are links, each above 0 and at most 100
          {feed: traffic, links: [a, b], kilometres: [1]} | corridors.ring.kilometres is '1 of 2'; expected a list of as many lengths in km as there are links, each above 0 and at most 100
          {feed: traffic, links: [a, b], freeway: true} | corridors.ring: the key 'kilometres' is missing; expected a list of as many lengths in km as there are links, each above 0 and at most 100: bottlenecks of a freeway are told by what lies between
          {feed: traffic, links: [a, b], freeway: 1} | corridors.ring.freeway is '1'; expected one of false, true
          {feed: traffic, links: [a, b], toll: 2} | corridors.ring: unknown key 'toll'; allowed: feed, freeway, kilometres, links
          """)
  void namesLineKeyValueAndWhatIsExpected(String ring, String message) {
    assertThatThrownBy(() -> corridors("corridors:\n  ring: " + ring))
        .isInstanceOf(SettingException.class)
        .hasMessage("town.yaml:10: " + message);
  }

  @Test
  void isBounded() {
    var links = IntStream.range(0, 201).mapToObj(i -> "l" + i).collect(Collectors.joining(", "));
    assertThatThrownBy(
            () -> corridors("corridors:\n  ring: {feed: traffic, links: [" + links + "]}"))
        .hasMessage("town.yaml:10: corridors.ring.links is '201 links'; expected at most 200");
    var many =
        IntStream.range(0, 501)
            .mapToObj(i -> "  c" + i + ": {feed: traffic, links: [a, b]}\n")
            .collect(Collectors.joining("", "corridors:\n", ""));
    assertThatThrownBy(() -> corridors(many))
        .hasMessage("town.yaml:9: corridors has 501 corridors; expected at most 500");
  }
}
