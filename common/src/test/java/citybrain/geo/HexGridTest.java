package citybrain.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

class HexGridTest {

  /** The example on the front page of the H3 manual: 37.3615593, -122.0553238 at resolution 5. */
  @Test
  void agreesWithTheManual() {
    var grid = new HexGrid(5);
    long cell = grid.cell(-122.0553238, 37.3615593);

    assertThat(HexGrid.text(cell)).isEqualTo("85283473fffffff");
    assertThat(grid.isCell("85283473fffffff")).isTrue();
    assertThat(new HexGrid(6).isCell("85283473fffffff")).isFalse();
    assertThat(grid.isCell("districts")).isFalse();
    assertThat(grid.centre(cell).longitude()).isCloseTo(-121.9763759, within(1e-6));
    assertThat(grid.centre(cell).latitude()).isCloseTo(37.3457934, within(1e-6));
  }

  @Test
  void nowhereHasNoCell() {
    var grid = new HexGrid(9);

    assertThat(grid.cell(Double.NaN, 1)).isEqualTo(HexGrid.NONE);
    assertThat(grid.cell(1, Double.NEGATIVE_INFINITY)).isEqualTo(HexGrid.NONE);
    assertThat(grid.cell(181, 1)).isEqualTo(HexGrid.NONE);
    assertThatThrownBy(() -> grid.centre(HexGrid.NONE)).hasMessage("'0' is not an H3 cell");
    assertThatThrownBy(() -> new HexGrid(16)).hasMessage("H3 resolution 16: expected 0 to 15");
  }

  @Test
  void cutsCellsAtTheAntimeridian() throws ParseException {
    var grid = new HexGrid(3);
    long cell = grid.cell(180, 12);
    var outline = outline(grid, cell);

    assertThat(outline.getGeometryType()).isEqualTo("MultiPolygon");
    assertThat(outline.isValid()).isTrue();
    assertThat(outline.getArea()).as("one cell, not a belt around the Earth").isLessThan(3);
    assertThat(grid.bounds(cell).west()).isEqualTo(-180);
    assertThat(grid.bounds(cell).east()).isEqualTo(180);
    assertThat(covers(outline, 180, 12) || covers(outline, -180, 12)).isTrue();
    assertThat(grid.geoJson(cell)).startsWith("{\"type\":\"MultiPolygon\"");
  }

  @Test
  void closesTheCellAroundAPole() throws ParseException {
    var grid = new HexGrid(2);
    for (double pole : new double[] {90, -90}) {
      var outline = outline(grid, grid.cell(0, pole));

      assertThat(outline.isValid()).isTrue();
      for (double longitude = -179; longitude < 180; longitude += 13) {
        assertThat(covers(outline, longitude, pole * 0.9999)).isTrue();
        assertThat(covers(outline, longitude, pole * 0.9)).isFalse();
      }
    }
  }

  /**
   * Sides of cells are arcs on the globe and chords on the map, so centres are asked, not corners.
   */
  @Property(tries = 300)
  void everyOutlineCoversTheCentre(
      @ForAll @DoubleRange(min = -180, max = 180) double longitude,
      @ForAll @DoubleRange(min = -85, max = 85) double latitude,
      @ForAll @IntRange(min = 3, max = 12) int resolution)
      throws ParseException {
    var grid = new HexGrid(resolution);
    long cell = grid.cell(longitude, latitude);
    var centre = grid.centre(cell);
    var outline = outline(grid, cell);

    assertThat(outline.isValid()).isTrue();
    assertThat(grid.bounds(cell).contains(centre)).isTrue();
    assertThat(covers(outline, centre.longitude(), centre.latitude())).isTrue();
    assertThat(grid.cell(centre.longitude(), centre.latitude())).isEqualTo(cell);
    assertThat(grid.isCell(HexGrid.text(cell))).isTrue();
  }

  private static Geometry outline(HexGrid grid, long cell) throws ParseException {
    return new WKBReader().read(grid.wkb(cell));
  }

  private static boolean covers(Geometry outline, double longitude, double latitude) {
    return outline.covers(Shapes.FACTORY.createPoint(new Coordinate(longitude, latitude)));
  }
}
