package citybrain.synthetic.water;

import citybrain.synthetic.lines.WideColumns;
import citybrain.synthetic.town.WaterNetwork;

/** The wide tables of the water SCADA. */
public final class WaterColumns {

  private WaterColumns() {}

  public record Pressures(WaterNetwork network, Water water) implements WideColumns {
    @Override
    public int features() {
      return network.sensors();
    }

    @Override
    public String name(int sensor) {
      return network.pressureNode(sensor);
    }

    @Override
    public double value(long tick, int sensor) {
      return water.pressure(tick, sensor);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }

  /** The inlet pipes that are read each step, then the pumps, two to a tank. */
  public record Flows(WaterNetwork network, Water water, Pumping pumping) implements WideColumns {
    @Override
    public int features() {
      return network.oftenRead().length + WaterNetwork.PUMPS_PER_TANK * network.tanks();
    }

    @Override
    public String name(int meter) {
      return isInlet(meter)
          ? network.inletPipe(network.oftenRead()[meter])
          : WaterNetwork.pump(pump(meter));
    }

    @Override
    public double value(long tick, int meter) {
      return isInlet(meter)
          ? water.inflow(tick, network.oftenRead()[meter])
          : pumping.pumped(
              tick,
              pump(meter) / WaterNetwork.PUMPS_PER_TANK,
              pump(meter) % WaterNetwork.PUMPS_PER_TANK);
    }

    @Override
    public int decimals() {
      return 2;
    }

    private boolean isInlet(int meter) {
      return meter < network.oftenRead().length;
    }

    private int pump(int meter) {
      return meter - network.oftenRead().length;
    }
  }

  /** The inlet pipes whose old loggers tell the mean of an hour. */
  public record HourlyFlows(WaterNetwork network, Water water) implements WideColumns {
    @Override
    public int features() {
      return network.hourlyRead().length;
    }

    @Override
    public String name(int meter) {
      return network.inletPipe(network.hourlyRead()[meter]);
    }

    @Override
    public double value(long hour, int meter) {
      return water.hourlyInflow(hour * Water.STEPS_PER_HOUR, network.hourlyRead()[meter]);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }

  public record Levels(WaterNetwork network, Pumping pumping) implements WideColumns {
    @Override
    public int features() {
      return network.tanks();
    }

    @Override
    public String name(int tank) {
      return "T" + (tank + 1);
    }

    @Override
    public double value(long tick, int tank) {
      return pumping.level(tick, tank);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }

  /** Hourly means of metered nodes. */
  public record Demands(WaterNetwork network, Water water) implements WideColumns {
    @Override
    public int features() {
      return network.sensors();
    }

    @Override
    public String name(int sensor) {
      return network.demandNode(sensor);
    }

    @Override
    public double value(long hour, int sensor) {
      return water.demand(hour * Water.STEPS_PER_HOUR, sensor);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }
}
