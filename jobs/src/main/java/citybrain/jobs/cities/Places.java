package citybrain.jobs.cities;

import citybrain.geo.Position;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Which zones a point lies in; opened on the worker from the city files, because shapes do not
 * travel.
 */
public interface Places extends Serializable {

  /** Lookups by city name. */
  Map<String, Lookup> open();

  /** The zones of one city. */
  interface Lookup {

    /** Exactly one zone a layer: where the layer has no zone there, one with an empty id. */
    List<Place> zonesAt(double longitude, double latitude);

    /** The zones of what has no position: one a layer, with an empty id. */
    List<Place> nowhere();
  }

  /**
   * A zone as an aggregate names it.
   *
   * @param centre where to draw it; null for the zone with the empty id
   */
  record Place(String layer, String zone, @org.jspecify.annotations.Nullable Position centre) {}
}
