package citybrain.synthetic;

import java.time.ZoneId;

/** Transformer totals, kWh per 15 minutes. In an outage some still send, zeros, and some do not. */
final class TransformerLines implements Lines {

  private final PowerNetwork network;
  private final Power power;
  private final ZoneId zone;
  private byte[] stamp = {};

  TransformerLines(PowerNetwork network, Power power, ZoneId zone) {
    this.network = network;
    this.power = power;
    this.zone = zone;
  }

  @Override
  public String header() {
    return "transformer_id,ts_local,kwh";
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
  }
}
