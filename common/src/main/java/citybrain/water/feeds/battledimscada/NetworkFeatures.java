package citybrain.water.feeds.battledimscada;

import citybrain.feed.FeedSetup;
import citybrain.feed.register.FeatureTable;
import citybrain.feed.register.ReferenceData;
import citybrain.geo.Position;
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

  private static final List<String> IDS = List.of("node_id", "pipe_id", "id");

  private NetworkFeatures() {}

  /** Null when the city file names neither network nor placement: then any column will do. */
  static @Nullable FeatureTable from(FeedSetup setup) {
    var file = setup.option(NETWORK);
    var placement = setup.option(FEATURES);
    if (file.isEmpty() && placement.isEmpty()) {
      return null;
    }
    var features = new FeatureTable();
    var network =
        file.map(path -> EpanetNetwork.parse(path, setup.files().read(path))).orElse(null);
    if (network != null) {
      network.nodes().values().forEach(node -> add(features, node.id(), node.tag()));
      network.links().values().forEach(link -> add(features, link.id(), link.tag()));
    }
    if (placement.isPresent()) {
      placement(setup, placement.get(), features, network != null);
    } else if (network != null) {
      placeByMap(setup, network, features);
    }
    if (network != null) {
      network.links().values().forEach(link -> placeBetweenItsNodes(link, features));
    }
    return features;
  }

  private static void add(FeatureTable features, String id, String tag) {
    int feature = features.add(id);
    if (!tag.isEmpty()) {
      features.zone(feature, "dma/" + tag);
    }
  }

  /** Several files may be named, separated by commas: nodes and pipes usually come apart. */
  private static void placement(
      FeedSetup setup, String paths, FeatureTable features, boolean onlyKnown) {
    for (var path : paths.split(",", -1)) {
      ReferenceData.geoJson(
          setup,
          path.strip(),
          IDS,
          (id, position) -> {
            int feature = onlyKnown ? features.find(id) : features.add(id);
            if (feature >= 0) {
              features.place(feature, position);
            }
          });
    }
  }

  private static void placeByMap(FeedSetup setup, EpanetNetwork network, FeatureTable features) {
    for (var node : network.nodes().values()) {
      if (node.isOnMap()) {
        features.place(features.find(node.id()), setup.crs().position(node.x(), node.y()));
      }
    }
  }

  private static void placeBetweenItsNodes(Link link, FeatureTable features) {
    int feature = features.find(link.id());
    var from = features.position(features.find(link.from()));
    var to = features.position(features.find(link.to()));
    if (!features.isPlaced(feature) && from != null && to != null) {
      features.place(
          feature,
          new Position(
              (from.longitude() + to.longitude()) / 2, (from.latitude() + to.latitude()) / 2));
    }
  }
}
