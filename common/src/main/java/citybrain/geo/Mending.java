package citybrain.geo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * Repairs what public geodata gets wrong without harm to its meaning, and keeps a list of it: rings
 * left open, the wrong winding, outlines that cross themselves or the 180th meridian, and what
 * encloses no area.
 */
final class Mending {

  private static final int MOST_NAMED = 5;

  private final String file;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> turned = new ArrayList<>();
  private final Map<String, Integer> passedOver = new TreeMap<>();
  private int closed;
  private int cut;

  Mending(String file) {
    this.file = file;
  }

  void closed() {
    closed++;
  }

  /** An area across the 180th meridian was cut there. */
  void cut() {
    cut++;
  }

  /** Something that is no area was left out. */
  void passedOver(String what) {
    passedOver.merge(what, 1, Integer::sum);
  }

  /** The file says its coordinates are of another system than the city file. */
  void otherSystem(String said, Crs crs) {
    warnings.add(
        file
            + ": its member 'crs' says "
            + said
            + ", and it is read as "
            + crs.code()
            + ": RFC 7946 knows no such member; the crs is a key of the layer in the city file");
  }

  void unnamed(int features, String nameProperty) {
    warnings.add(
        file
            + ": "
            + counted(features, "feature")
            + " without '"
            + nameProperty
            + "'; their id is shown");
  }

  /** The valid shape with the winding of RFC 7946. */
  Geometry mend(String place, String id, Geometry raw) {
    var check = new IsValidOp(raw);
    if (check.isValid()) {
      var wound = Shapes.wound(raw);
      if (!sameWinding(raw, wound)) {
        turned.add(id);
      }
      return wound;
    }
    var error = check.getValidationError();
    var at = error.getCoordinate();
    var fixed = GeometryFixer.fix(raw);
    if (fixed.isEmpty() || fixed.getArea() <= 0) {
      throw GeoJsonZones.wrong(place, "the shape has no area", "a polygon that encloses something");
    }
    warnings.add(
        String.format(
            Locale.ROOT,
            "%s: %s near %.5f, %.5f; mended",
            place,
            error.getMessage().toLowerCase(Locale.ROOT),
            at.x,
            at.y));
    return Shapes.wound(fixed);
  }

  private static boolean sameWinding(Geometry raw, Geometry wound) {
    for (int i = 0; i < raw.getNumGeometries(); i++) {
      if (!((Polygon) raw.getGeometryN(i)).equalsExact(wound.getGeometryN(i))) {
        return false;
      }
    }
    return true;
  }

  List<String> warnings() {
    var all = new ArrayList<>(warnings);
    if (closed > 0) {
      all.add(file + ": " + counted(closed, "open ring") + "; closed");
    }
    if (cut > 0) {
      all.add(file + ": " + counted(cut, "area") + " across the 180th meridian; cut there");
    }
    passedOver.forEach(
        (what, times) -> all.add(file + ": " + counted(times, what) + " passed over: no area"));
    if (!turned.isEmpty()) {
      var named = turned.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
      var more = turned.size() > MOST_NAMED ? ", ..." : "";
      all.add(
          file
              + ": "
              + counted(turned.size(), "feature")
              + " wound the wrong way; turned: "
              + named
              + more);
    }
    return List.copyOf(all);
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
