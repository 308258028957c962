package citybrain.synthetic.energy;

import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.town.PowerNetwork;
import java.time.ZoneId;

/**
 * Transformer totals, kWh per 15 minutes, and the mean voltage. In an outage some still send,
 * zeros, and some do not.
 */
public final class TransformerLines implements TickLines {

  private final PowerNetwork network;
  private final Power power;
  private final Voltages voltages;
  private final ZoneId zone;
  private byte[] stamp = {};

  public TransformerLines(PowerNetwork network, Power power, Voltages voltages, ZoneId zone) {
    this.network = network;
    this.power = power;
    this.voltages = voltages;
    this.zone = zone;
  }

  @Override
  public String header() {
    return "transformer_id,ts_local,kwh,volts";
  }

  @Override
  public int features() {
    return network.transformers();
  }

  @Override
  public void turnTo(long tick) {
    stamp = Wall.at(tick * Power.PERIOD, zone).withSpace();
  }

  @Override
  public void write(long tick, int transformer, Text out) {
    double kwh = power.carried(tick, transformer);
    if (kwh == 0 && (transformer & 8) == 0) {
      return;
    }
    network.writeTransformerId(transformer, out);
    out.put(',').put(stamp).put(',').fixed(kwh, 3);
    out.put(',').fixed(voltages.volts(tick, transformer, kwh), 1);
  }
}
