package citybrain.geo;

/**
 * One area of a layer, for example a district. The label point lies inside of it; its shape stays
 * in the {@link ZoneLayer}.
 *
 * @param id unique within its layer
 */
public record Zone(String layer, String id, String name, Position labelPoint) {

  /** How observations and aggregates name it: {@code layer/id}. */
  public String key() {
    return layer + "/" + id;
  }
}
