package citybrain.water.feeds.battledimscada;

import citybrain.feed.FeedSetup;
import citybrain.feed.SettingException;
import citybrain.feed.TextEncoding;
import citybrain.feed.register.FeatureTable;
import citybrain.feed.register.ReferenceData;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.water.EpanetNetwork;
import citybrain.water.EpanetNetwork.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and links a SCADA table may name, with their places. The network says what exists; a
 * placement, when there is one, says where, because the map of a network is often local metres.
 */
final class NetworkFeatures {

  static final String NETWORK = "network";
  static final String FEATURES = "features";

  private static final String NODE_ID = "node_id";
  private static final String PIPE_ID = "pipe_id";
  private static final String ID = "id";

  /** Nodes and links have names of their own: pipe 10 may begin at junction 10. */
  private final FeatureTable nodes = new FeatureTable();

  private final FeatureTable links = new FeatureTable();
  private final FeedSetup setup;
  private final @Nullable EpanetNetwork network;

  private NetworkFeatures(FeedSetup setup, @Nullable EpanetNetwork network) {
    this.setup = setup;
    this.network = network;
  }

  /** Null when the city file names neither network nor placement: then any column will do. */
  static @Nullable NetworkFeatures from(FeedSetup setup) {
    var file = setup.option(NETWORK);
    var placement = setup.option(FEATURES);
    if (file.isEmpty() && placement.isEmpty()) {
      return null;
    }
    var network =
        file.map(
                path -> EpanetNetwork.parse(path, setup.files().read(path), TextEncoding.of(setup)))
            .orElse(null);
    var features = new NetworkFeatures(setup, network);
    if (network != null) {
      network.nodes().values().forEach(node -> add(features.nodes, node.id(), node.tag()));
      network.links().values().forEach(link -> add(features.links, link.id(), link.tag()));
    }
    if (placement.isPresent()) {
      features.placement(placement.get());
    } else if (network != null) {
      features.placeByMap(network);
    }
    if (network != null) {
      network.links().values().forEach(features::placeBetweenItsNodes);
    }
    return features;
  }

  /**
   * The table that knows this name; null when none does. Flow is measured in links and all else at
   * nodes: what bears the name among the others is asked for only when there is none.
   */
  @Nullable FeatureTable knowing(String name, ObservedProperty property) {
    boolean isOfLinks = property == ObservedProperty.WATER_FLOW;
    var first = isOfLinks ? links : nodes;
    var second = isOfLinks ? nodes : links;
    return first.find(name) >= 0 ? first : second.find(name) >= 0 ? second : null;
  }

  private static void add(FeatureTable features, String id, String tag) {
    int feature = features.add(id);
    if (!tag.isEmpty()) {
      features.zone(feature, "dma/" + tag);
    }
  }

  /** Several files may be named, separated by commas: nodes and pipes usually come apart. */
  private void placement(String paths) {
    for (var path : paths.split(",", -1)) {
      ReferenceData.geoJson(
          setup,
          path.strip(),
          List.of(NODE_ID, PIPE_ID, ID),
          (key, id, position) -> place(path.strip(), key, id, position));
    }
  }

  private void place(String path, String key, String id, Position position) {
    boolean isNode = key.equals(NODE_ID) || (key.equals(ID) && isKnown(nodes, id));
    boolean isLink = key.equals(PIPE_ID) || (key.equals(ID) && isKnown(links, id));
    if (isNode && isLink && network != null) {
      throw new SettingException(
          ReferenceData.where(setup, path)
              + ": '"
              + id
              + "' is a node and a link of the network; expected the property node_id or pipe_id");
    }
    if (isNode) {
      place(nodes, id, position);
    }
    if (isLink) {
      place(links, id, position);
    }
  }

  private boolean isKnown(FeatureTable features, String id) {
    return network == null || features.find(id) >= 0;
  }

  private void place(FeatureTable features, String id, Position position) {
    int feature = network == null ? features.add(id) : features.find(id);
    if (feature >= 0) {
      features.place(feature, position);
    }
  }

  private void placeByMap(EpanetNetwork of) {
    for (var node : of.nodes().values()) {
      if (node.isOnMap()) {
        nodes.place(nodes.find(node.id()), setup.crs().position(node.x(), node.y()));
      }
    }
  }

  private void placeBetweenItsNodes(Link link) {
    int feature = links.find(link.id());
    var from = nodes.position(nodes.find(link.from()));
    var to = nodes.position(nodes.find(link.to()));
    if (!links.isPlaced(feature) && from != null && to != null) {
      links.place(
          feature,
          new Position(
              (from.longitude() + to.longitude()) / 2, (from.latitude() + to.latitude()) / 2));
    }
  }
}
