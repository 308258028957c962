package citybrain.water;

import java.util.Map;
import java.util.Set;

/**
 * What flowed into an area in one night.
 *
 * @param day local, days since 1970
 * @param flows mean between 02:00 and 04:00 by meter, L/s; those that measured the better part of
 *     it
 */
public record AreaNight(int day, Map<String, Double> flows) {

  public AreaNight {
    flows = Map.copyOf(flows);
  }

  boolean has(Set<String> meters) {
    return flows.keySet().containsAll(meters);
  }

  /**
   * What these meters let in.
   *
   * @param machines among them, of which a share comes through the others
   */
  double balance(Set<String> meters, Set<String> machines, double share) {
    double sum = 0;
    for (var meter : meters) {
      double flow = flows.getOrDefault(meter, 0.0);
      sum += machines.contains(meter) ? -share * flow : flow;
    }
    return sum;
  }
}
