package citybrain.water;

import citybrain.feed.SettingException;
import citybrain.water.EpanetNetwork.Link;
import citybrain.water.EpanetNetwork.LinkType;
import citybrain.water.EpanetNetwork.Node;
import citybrain.water.EpanetNetwork.NodeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an EPANET input file line by line. Like EPANET it knows a section by its first four letters
 * in any case, takes a semicolon for the start of a comment and lets sections come in any order.
 */
final class EpanetReader {

  /** Flow units of which the lengths are metres and the diameters millimetres. */
  private static final Set<String> METRIC = Set.of("LPS", "LPM", "MLD", "CMH", "CMD", "CMS");

  private static final Set<String> IMPERIAL = Set.of("CFS", "GPM", "MGD", "IMGD", "AFD");
  private static final double FOOT_METRES = 0.3048;
  private static final double INCH_MILLIMETRES = 25.4;
  private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|[^\\s\"]+");

  private final String source;
  private final Map<String, RawNode> nodes = new LinkedHashMap<>();
  private final Map<String, RawLink> links = new LinkedHashMap<>();
  private final Map<String, String> nodeTags = new HashMap<>();
  private final Map<String, String> linkTags = new HashMap<>();
  private final Map<String, double[]> coordinates = new HashMap<>();
  private boolean metric;
  private int line;

  private record RawNode(NodeType type, double elevation) {}

  private record RawLink(
      LinkType type, String from, String to, double length, double diameter, int line) {}

  EpanetReader(String source) {
    this.source = source;
  }

  /** Reads the lines of the file. */
  EpanetNetwork read(String text) {
    String section = "";
    for (var written : text.lines().toList()) {
      line++;
      var tokens = tokens(written);
      if (tokens.isEmpty()) {
        continue;
      }
      if (tokens.get(0).startsWith("[")) {
        section = section(tokens.get(0));
        if (section.equals("END")) {
          break;
        }
      } else {
        read(section, tokens);
      }
    }
    if (nodes.isEmpty()) {
      throw wrong("no nodes found: is this an EPANET input file?");
    }
    return network();
  }

  private static List<String> tokens(String written) {
    int comment = written.indexOf(';');
    var tokens = new ArrayList<String>();
    var matcher = TOKEN.matcher(comment < 0 ? written : written.substring(0, comment));
    while (matcher.find()) {
      var quoted = matcher.group(1);
      tokens.add(quoted == null ? matcher.group() : quoted);
    }
    return tokens;
  }

  private static String section(String token) {
    var name = token.replaceAll("[\\[\\]]", "").toUpperCase(Locale.ROOT);
    return name.length() > 4 ? name.substring(0, 4) : name;
  }

  private void read(String section, List<String> tokens) {
    switch (section) {
      case "JUNC" -> node(NodeType.JUNCTION, tokens);
      case "RESE" -> node(NodeType.RESERVOIR, tokens);
      case "TANK" -> node(NodeType.TANK, tokens);
      case "PIPE" -> link(LinkType.PIPE, tokens, 5);
      case "PUMP" -> link(LinkType.PUMP, tokens, 3);
      case "VALV" -> link(LinkType.VALVE, tokens, 4);
      case "TAGS" -> tag(tokens);
      case "COOR" -> coordinate(tokens);
      case "OPTI" -> option(tokens);
      default -> {
        // Hydraulics and display: not ours.
      }
    }
  }

  private void node(NodeType type, List<String> tokens) {
    double elevation = tokens.size() > 1 ? number(tokens.get(1)) : 0;
    if (nodes.put(tokens.get(0), new RawNode(type, elevation)) != null) {
      throw wrong("the node '" + tokens.get(0) + "' stands here a second time");
    }
  }

  private void link(LinkType type, List<String> tokens, int atLeast) {
    require(tokens, atLeast);
    double length = type == LinkType.PIPE ? number(tokens.get(3)) : 0;
    double diameter =
        switch (type) {
          case PIPE -> number(tokens.get(4));
          case VALVE -> number(tokens.get(3));
          case PUMP -> 0;
        };
    var link = new RawLink(type, tokens.get(1), tokens.get(2), length, diameter, line);
    if (links.put(tokens.get(0), link) != null) {
      throw wrong("the link '" + tokens.get(0) + "' stands here a second time");
    }
  }

  /**
   * The engine itself does not read them, and its editor leaves rows without a tag. One with a
   * space in it is no tag by the manual, but cut off it would be that of another district.
   */
  private void tag(List<String> tokens) {
    if (tokens.size() < 3) {
      return;
    }
    var tag = String.join(" ", tokens.subList(2, tokens.size()));
    switch (tokens.get(0).toUpperCase(Locale.ROOT)) {
      case "NODE" -> nodeTags.put(tokens.get(1), tag);
      case "LINK" -> linkTags.put(tokens.get(1), tag);
      default -> throw wrong("expected NODE or LINK, found '" + tokens.get(0) + "'");
    }
  }

  private void coordinate(List<String> tokens) {
    require(tokens, 3);
    coordinates.put(tokens.get(0), new double[] {number(tokens.get(1)), number(tokens.get(2))});
  }

  private void option(List<String> tokens) {
    if (!tokens.get(0).equalsIgnoreCase("units")) {
      return;
    }
    require(tokens, 2);
    var unit = tokens.get(1).toUpperCase(Locale.ROOT);
    if (!METRIC.contains(unit) && !IMPERIAL.contains(unit) && !unit.equals("SI")) {
      throw wrong("unknown flow unit '" + unit + "', expected one of " + METRIC + IMPERIAL);
    }
    metric = !IMPERIAL.contains(unit);
  }

  private EpanetNetwork network() {
    double metres = metric ? 1 : FOOT_METRES;
    double millimetres = metric ? 1 : INCH_MILLIMETRES;
    var allNodes = new LinkedHashMap<String, Node>();
    nodes.forEach(
        (id, raw) -> {
          var place = coordinates.getOrDefault(id, new double[] {Double.NaN, Double.NaN});
          var tag = nodeTags.getOrDefault(id, "");
          allNodes.put(id, new Node(id, raw.type, raw.elevation * metres, place[0], place[1], tag));
        });
    var allLinks = new LinkedHashMap<String, Link>();
    links.forEach(
        (id, raw) -> {
          known(raw.from, raw.line);
          known(raw.to, raw.line);
          var tag = linkTags.getOrDefault(id, "");
          allLinks.put(
              id,
              new Link(
                  id,
                  raw.type,
                  raw.from,
                  raw.to,
                  raw.length * metres,
                  raw.diameter * millimetres,
                  tag));
        });
    return new EpanetNetwork(allNodes, allLinks);
  }

  private void known(String node, int where) {
    if (!nodes.containsKey(node)) {
      line = where;
      throw wrong("the node '" + node + "' is not defined");
    }
  }

  private void require(List<String> tokens, int atLeast) {
    if (tokens.size() < atLeast) {
      throw wrong("expected at least " + atLeast + " fields, found " + tokens.size());
    }
  }

  private double number(String token) {
    try {
      double number = Double.parseDouble(token);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw wrong("expected a number, found '" + token + "'");
  }

  private SettingException wrong(String message) {
    return new SettingException("file " + source + " line " + line + ": " + message);
  }
}
