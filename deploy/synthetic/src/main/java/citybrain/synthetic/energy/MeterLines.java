package citybrain.synthetic.energy;

import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.lines.WrongClocks;
import citybrain.synthetic.town.PowerNetwork;
import java.time.ZoneId;
import java.util.Map;

/** Electricity interval meters: kWh per 15 minutes, stamped with the start of the interval. */
public final class MeterLines implements TickLines {

  private final PowerNetwork network;
  private final Power power;
  private final WrongClocks clocks;
  private final ZoneId zone;
  private byte[] stamp = {};
  private Map<Integer, byte[]> wrongStamps = Map.of();

  public MeterLines(PowerNetwork network, Power power, WrongClocks clocks, ZoneId zone) {
    this.network = network;
    this.power = power;
    this.clocks = clocks;
    this.zone = zone;
  }

  @Override
  public String header() {
    return "meter_id,ts_local,kwh";
  }

  @Override
  public int features() {
    return network.meters();
  }

  @Override
  public void turnTo(long tick) {
    var wall = Wall.at(tick * Power.PERIOD, zone);
    stamp = wall.withSpace();
    wrongStamps = clocks.stamps(tick, wall);
  }

  @Override
  public void write(long tick, int meter, Text out) {
    double kwh = power.read(tick, meter);
    if (kwh == Power.SILENT) {
      return;
    }
    network.writeMeterId(meter, out);
    out.put(',').put(wrongStamps.isEmpty() ? stamp : wrongStamps.getOrDefault(meter, stamp));
    out.put(',').fixed(kwh, 3);
  }
}
