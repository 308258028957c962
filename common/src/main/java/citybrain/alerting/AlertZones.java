package citybrain.alerting;

import citybrain.geo.Zone;
import citybrain.geo.ZoneIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells in which zones of its city an alert lies: by its position, and where it has none, or lies
 * outside of a layer, by the zone that the feed names. Immutable; any thread may read.
 */
public final class AlertZones {

  private final List<ZoneIndex> layers;

  /**
   * @param layers of the city, in the order of the city file
   */
  public AlertZones(List<ZoneIndex> layers) {
    this.layers = List.copyOf(layers);
  }

  /** The alert with its zones. */
  public Alert place(Alert alert) {
    var found = new ArrayList<AlertZone>(layers.size());
    for (var index : layers) {
      int ordinal = ordinal(index, alert);
      if (ordinal >= 0) {
        found.add(of(index.zone(ordinal)));
      }
    }
    return alert.in(found);
  }

  private static AlertZone of(Zone zone) {
    return new AlertZone(zone.layer(), zone.id(), zone.name());
  }

  private static int ordinal(ZoneIndex index, Alert alert) {
    var position = alert.position();
    int at = position == null ? -1 : index.ordinalAt(position.longitude(), position.latitude());
    var layer = index.layer().name() + "/";
    return at < 0 && alert.zone().startsWith(layer)
        ? index.layer().findOrdinal(alert.zone().substring(layer.length())).orElse(-1)
        : at;
  }
}
