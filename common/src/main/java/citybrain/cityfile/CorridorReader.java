package citybrain.cityfile;

import citybrain.reports.Corridor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which road links follow one another. */
final class CorridorReader {

  /** At the root of a city file. */
  static final String KEY = "corridors";

  private static final int MOST = 500;
  private static final int MOST_LINKS = 200;
  private static final double LONGEST_KILOMETRES = 100;

  private static final String FEED = "feed";
  private static final String LINKS = "links";
  private static final String KILOMETRES = "kilometres";
  private static final String FREEWAY = "freeway";
  private static final String LINKS_FORM =
      "a list of two and more links of the feed, in the order in which they are driven";
  private static final String KILOMETRES_FORM =
      "a list of as many lengths in km as there are links, each above 0 and at most 100";

  private CorridorReader() {}

  static List<Corridor> read(YamlBlock all, List<FeedSpec> feeds) {
    all.requireNames("the name of a corridor");
    var names = feeds.stream().map(FeedSpec::name).collect(Collectors.toSet());
    var corridors = new ArrayList<Corridor>();
    all.blocks().forEach((name, block) -> corridors.add(read(name, block, names)));
    if (corridors.size() > MOST) {
      throw all.wrongBlock("has " + corridors.size() + " corridors", "at most " + MOST);
    }
    return List.copyOf(corridors);
  }

  private static Corridor read(String name, YamlBlock block, Set<String> feeds) {
    block.allow(List.of(FEED, LINKS, KILOMETRES, FREEWAY));
    var feed =
        block
            .findOneOf(FEED, feeds)
            .orElseThrow(() -> block.missing(FEED, "the name of a feed of this city"));
    var links = block.list(LINKS, LINKS_FORM);
    if (links.size() < 2) {
      throw block.wrong(LINKS, String.join(", ", links), LINKS_FORM);
    }
    if (links.size() > MOST_LINKS) {
      throw block.wrong(LINKS, links.size() + " links", "at most " + MOST_LINKS);
    }
    var seen = new HashSet<String>();
    for (var link : links) {
      if (!seen.add(link)) {
        throw block.wrong(LINKS, link, "each link once");
      }
    }
    boolean isFreeway = block.flag(FREEWAY);
    if (isFreeway && !block.has(KILOMETRES)) {
      throw block.missing(
          KILOMETRES, KILOMETRES_FORM + ": bottlenecks of a freeway are told by what lies between");
    }
    return new Corridor(
        name, feed, links, kilometres(block, links.size()), isFreeway, block.place());
  }

  private static List<Double> kilometres(YamlBlock block, int links) {
    if (!block.has(KILOMETRES)) {
      return List.of();
    }
    var kilometres = new ArrayList<Double>();
    var texts = block.list(KILOMETRES, KILOMETRES_FORM);
    for (var text : texts) {
      double length = CityFileReader.number(text);
      if (!(length > 0 && length <= LONGEST_KILOMETRES)) {
        throw block.wrong(KILOMETRES, text, KILOMETRES_FORM);
      }
      kilometres.add(length);
    }
    if (texts.size() != links) {
      throw block.wrong(KILOMETRES, texts.size() + " of " + links, KILOMETRES_FORM);
    }
    return kilometres;
  }
}
