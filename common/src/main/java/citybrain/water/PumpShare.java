package citybrain.water;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * How much of what the machines of an area pump comes through its inlets at once: all, where they
 * fill a tank from the area, and nothing, where they draw from a well. Learned from the minutes in
 * which a machine starts or stops, by least squares.
 *
 * @param product sum of changes of inlets and machines, multiplied
 * @param square sum of squared changes of machines
 * @param older what all showed two times ago
 * @param newer the last time that is complete
 */
public record PumpShare(double product, double square, Flows older, Flows newer, Flows current) {

  /**
   * What flowed at one time, L/s.
   *
   * @param at {@link Instant#EPOCH} for never
   */
  public record Flows(Instant at, double inlets, double machines) {}

  /** A machine that changes by less than this share of its top has not switched. */
  private static final double SWITCHED = 0.5;

  /** Minutes further apart are no longer the same ones. */
  private static final Duration TOGETHER = Duration.ofMinutes(40);

  private static final Flows NEVER = new Flows(Instant.EPOCH, 0, 0);
  private static final PumpShare BLANK = new PumpShare(0, 0, NEVER, NEVER, NEVER);

  static PumpShare blank() {
    return BLANK;
  }

  /** After one more reading of a meter, which is among these. */
  PumpShare seen(Instant now, Map<String, NightFlowWatch.Meter> meters) {
    if (now.isBefore(current.at)) {
      return this;
    }
    double inlets = 0;
    double machines = 0;
    double top = 0;
    for (var meter : meters.values()) {
      if (meter.starts().alternates(now)) {
        machines += meter.flow();
        top = Math.max(top, meter.starts().top());
      } else {
        inlets += meter.flow();
      }
    }
    var latest = new Flows(now, inlets, machines);
    if (now.equals(current.at)) {
      return new PumpShare(product, square, older, newer, latest);
    }
    double pumped = current.machines - older.machines;
    boolean isSwitch =
        top > 0
            && Math.abs(pumped) > SWITCHED * top
            && Duration.between(older.at, current.at).compareTo(TOGETHER) <= 0;
    return new PumpShare(
        isSwitch ? product + pumped * (current.inlets - older.inlets) : product,
        isSwitch ? square + pumped * pumped : square,
        newer,
        current,
        latest);
  }

  /** From 0, where nothing is known, to 1. */
  double share() {
    return square == 0 ? 0 : Math.max(0, Math.min(1, product / square));
  }
}
