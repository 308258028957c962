package citybrain.geo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads the features of one GeoJSON file (RFC 7946) as zones. Every complaint names the file, the
 * index of the feature counted from 0, and what was expected.
 */
final class GeoJsonZones {

  /** One feature that could be read and, if need be, mended. */
  record Shape(String id, String name, Geometry geometry) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Of a feature itself, beside its properties. */
  private static final String MEMBER = "id";

  /** Up to here doubles tell whole numbers apart. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private final String file;
  private final String idProperty;
  private final String nameProperty;
  private final Crs crs;
  private final Mending mending;

  GeoJsonZones(String file, String idProperty, String nameProperty, Crs crs) {
    this.file = file;
    this.idProperty = idProperty;
    this.nameProperty = nameProperty;
    this.crs = crs;
    this.mending = new Mending(file);
  }

  List<Shape> read(byte[] bytes) {
    var features = features(bytes);
    var shapes = new ArrayList<Shape>(features.size());
    Map<String, Integer> indexes = new HashMap<>();
    int unnamed = 0;
    for (int i = 0; i < features.size(); i++) {
      var feature = features.get(i);
      if (feature.path("geometry").isNull()) {
        // Legal (RFC 7946, section 3.2): something without a place.
        mending.passedOver("feature without geometry");
        continue;
      }
      var place = file + ": features[" + i + "]";
      var id = id(place, feature);
      var earlier = indexes.putIfAbsent(id, i);
      if (earlier != null) {
        throw wrong(
            place, "'" + id + "' is also the id of features[" + earlier + "]", "unique ids");
      }
      var name = scalar(feature.path("properties").path(nameProperty));
      unnamed += name.isEmpty() ? 1 : 0;
      var here = place + " (" + idProperty + " '" + id + "')";
      var polygons = new PolygonReader(here, crs, mending).read(feature.path("geometry"));
      shapes.add(new Shape(id, name.isEmpty() ? id : name, mending.mend(here, id, polygons)));
    }
    if (shapes.isEmpty()) {
      throw wrong(file, "no feature has a geometry", "at least one that has");
    }
    if (unnamed == shapes.size()) {
      throw wrong(file, "no feature has the name property '" + nameProperty + "'", known(features));
    }
    if (unnamed > 0) {
      mending.unnamed(unnamed, nameProperty);
    }
    return shapes;
  }

  List<String> warnings() {
    return mending.warnings();
  }

  private JsonNode features(byte[] bytes) {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var line = at == null ? "" : ", line " + at.getLineNr();
      throw wrong(file + line, "not JSON: " + e.getOriginalMessage(), "a FeatureCollection", e);
    } catch (IOException e) {
      throw wrong(file, "not JSON: " + e.getMessage(), "a FeatureCollection", e);
    }
    if (!root.path("type").asText().equals("FeatureCollection")) {
      throw wrong(file, "type is '" + root.path("type").asText() + "'", "a FeatureCollection");
    }
    var said = root.path("crs").path("properties").path("name").asText("");
    if (!said.isEmpty() && !crs.isNamedBy(said)) {
      mending.otherSystem("'" + said + "'", crs);
    }
    var features = root.path("features");
    if (!features.isArray() || features.isEmpty()) {
      throw wrong(file, "there are no features", "a FeatureCollection with at least one feature");
    }
    return features;
  }

  /**
   * The property; or the member of the feature itself (RFC 7946, section 3.2) where it is meant.
   */
  private String id(String place, JsonNode feature) {
    var property = feature.path("properties").path(idProperty);
    var value =
        property.isMissingNode() && idProperty.equals(MEMBER) ? feature.path(MEMBER) : property;
    var id = scalar(value);
    if (id.isEmpty()) {
      var found =
          value.isMissingNode()
              ? "the id property '" + idProperty + "' is missing"
              : "the id property '" + idProperty + "' is " + PolygonReader.shortened(value);
      var member =
          feature.has(MEMBER) && !idProperty.equals(MEMBER)
              ? "; 'id' would name the feature's own: "
                  + PolygonReader.shortened(feature.get(MEMBER))
              : "";
      throw wrong(
          place, found, "a text or whole number; properties here: " + names(feature) + member);
    }
    return id;
  }

  /** Some tools write whole numbers with a decimal: 1.0. */
  private static String scalar(JsonNode value) {
    if (value.isNumber() && !value.isIntegralNumber()) {
      double number = value.doubleValue();
      boolean isWhole = number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE;
      return isWhole ? Long.toString((long) number) : "";
    }
    return value.isTextual() || value.isNumber() ? value.asText().strip() : "";
  }

  private static String known(JsonNode features) {
    return "one of " + names(features.get(0));
  }

  private static String names(JsonNode feature) {
    var names = new ArrayList<String>();
    feature.path("properties").fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  static IllegalArgumentException wrong(String place, String found, String expected) {
    return new IllegalArgumentException(place + ": " + found + "; expected " + expected);
  }

  private static IllegalArgumentException wrong(
      String place, String found, String expected, Throwable cause) {
    return new IllegalArgumentException(place + ": " + found + "; expected " + expected, cause);
  }
}
