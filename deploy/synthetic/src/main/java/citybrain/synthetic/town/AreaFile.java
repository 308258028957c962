package citybrain.synthetic.town;

import citybrain.synthetic.lines.Text;
import java.io.IOException;
import java.io.OutputStream;

/** The cells of a mosaic as GeoJSON polygons with the properties of the caller. */
public record AreaFile(Mosaic mosaic) {

  public interface Properties {
    void write(int cell, Text text);
  }

  public void write(String name, OutputStream out, Properties properties) throws IOException {
    var text = new Text().put("{\"type\":\"FeatureCollection\",\"name\":\"").put(name);
    text.put("\",\"features\":[");
    for (int cell = 0; cell < mosaic.size(); cell++) {
      text.put(cell == 0 ? "\n" : ",\n").put("{\"type\":\"Feature\",\"geometry\":");
      text.put("{\"type\":\"Polygon\",\"coordinates\":[[");
      boolean first = true;
      for (var corner : mosaic.outline(cell)) {
        (first ? text : text.put(',')).position(corner);
        first = false;
      }
      properties.write(cell, text.put("]]},\"properties\":{"));
      text.put("}}").drainInto(out);
    }
    text.put("\n]}\n").flushInto(out);
  }
}
