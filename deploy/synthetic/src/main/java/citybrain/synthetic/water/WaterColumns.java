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

  /** One inlet pipe per DMA, then the pumps. */
  public record Flows(WaterNetwork network, Water water) implements WideColumns {
    @Override
    public int features() {
      return network.dmas() + network.tanks();
    }

    @Override
    public String name(int meter) {
      return isInlet(meter) ? network.inletPipe(meter) : "PUMP_" + (meter - network.dmas() + 1);
    }

    @Override
    public double value(long tick, int meter) {
      return isInlet(meter)
          ? water.inflow(tick, meter)
          : water.pumped(tick, meter - network.dmas());
    }

    @Override
    public int decimals() {
      return 2;
    }

    private boolean isInlet(int meter) {
      return meter < network.dmas();
    }
  }

  public record Levels(WaterNetwork network, Water water) implements WideColumns {
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
      return water.level(tick, tank);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }

  /** Hourly means of metered nodes. */
  public record Demands(WaterNetwork network, Water water) implements WideColumns {
    private static final int STEPS_PER_HOUR = 12;

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
      return water.demand(hour * STEPS_PER_HOUR, sensor);
    }

    @Override
    public int decimals() {
      return 2;
    }
  }
}
