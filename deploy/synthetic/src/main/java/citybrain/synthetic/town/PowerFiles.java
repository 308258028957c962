package citybrain.synthetic.town;

import citybrain.synthetic.lines.Text;
import java.io.IOException;
import java.io.OutputStream;

/** The meter register, the places of meters and the transformers. */
public record PowerFiles(PowerNetwork network) {

  public void writeRegister(OutputStream out) throws IOException {
    var text = new Text().put("meter_id,transformer_id\n");
    for (int meter = 0; meter < network.meters(); meter++) {
      network.writeMeterId(meter, text);
      network.writeTransformerId(network.transformerOf(meter), text.put(','));
      text.put('\n').drainInto(out);
    }
    text.flushInto(out);
  }

  public void writePlaces(OutputStream out) throws IOException {
    var text = new Text().put("meter_id,longitude,latitude\n");
    for (int meter = 0; meter < network.meters(); meter++) {
      var spot = network.meterSpot(meter);
      network.writeMeterId(meter, text);
      text.put(',').fixed(spot.longitude(), 6).put(',').fixed(spot.latitude(), 6).put('\n');
      text.drainInto(out);
    }
    text.flushInto(out);
  }

  public void writeTransformers(OutputStream out) throws IOException {
    var text = new Text().put("{\"type\":\"FeatureCollection\",\"name\":\"transformers\",");
    text.put("\"features\":[");
    for (int transformer = 0; transformer < network.transformers(); transformer++) {
      text.put(transformer == 0 ? "\n" : ",\n").put("{\"type\":\"Feature\",\"geometry\":");
      text.put("{\"type\":\"Point\",\"coordinates\":");
      text.position(network.transformerSpot(transformer)).put("},\"properties\":{\"id\":\"");
      network.writeTransformerId(transformer, text);
      text.put("\",\"kind\":\"transformer\",\"feeder\":\"").put(network.feederId(transformer));
      text.put("\"}}").drainInto(out);
    }
    text.put("\n]}\n").flushInto(out);
  }
}
