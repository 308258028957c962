package citybrain.water;

import citybrain.feed.TextEncoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The topology of a water network as an EPANET input file states it (EPANET 2.2 User Manual,
 * appendix C): nodes, links, tags and map coordinates. Hydraulic settings are not read.
 */
public final class EpanetNetwork {

  /** What a node is. */
  public enum NodeType {
    JUNCTION,
    RESERVOIR,
    TANK
  }

  /** What a link is. */
  public enum LinkType {
    PIPE,
    PUMP,
    VALVE
  }

  /**
   * A node. The elevation of a reservoir is its head.
   *
   * @param x map coordinate in whatever system the file uses, NaN when it has none
   * @param tag the category the file gives it, often its district; empty when none
   */
  public record Node(
      String id, NodeType type, double elevationMetres, double x, double y, String tag) {

    public boolean isOnMap() {
      return !Double.isNaN(x) && !Double.isNaN(y);
    }
  }

  /** A link between two nodes; pumps have neither length nor diameter (0), valves no length. */
  public record Link(
      String id,
      LinkType type,
      String from,
      String to,
      double lengthMetres,
      double diameterMillimetres,
      String tag) {}

  private final Map<String, Node> nodes;
  private final Map<String, Link> links;

  EpanetNetwork(Map<String, Node> nodes, Map<String, Link> links) {
    this.nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    this.links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
  }

  /**
   * Reads an input file in UTF-8.
   *
   * @param source its name, for messages
   * @throws citybrain.feed.SettingException naming the line that is wrong
   */
  public static EpanetNetwork parse(String source, byte[] text) {
    return parse(source, text, TextEncoding.utf8());
  }

  /** The same of one that may be written in another encoding: EPANET itself knows bytes only. */
  public static EpanetNetwork parse(String source, byte[] text, TextEncoding encoding) {
    return read(source, encoding.text(text, "file " + source));
  }

  /** The same of a file whose letters are known. */
  public static EpanetNetwork read(String source, String text) {
    return new EpanetReader(source).read(text);
  }

  /** All nodes by id, in the order of the file. */
  public Map<String, Node> nodes() {
    return nodes;
  }

  /** All links by id, in the order of the file. */
  public Map<String, Link> links() {
    return links;
  }

  public Optional<Node> findNode(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  public Optional<Link> findLink(String id) {
    return Optional.ofNullable(links.get(id));
  }
}
