package citybrain.local.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where the processor time of Flink's process went.
 *
 * @param compilers of the JIT, seconds
 * @param collector of the garbage collector, seconds
 * @param busy by job, seconds in which its tasks had something to do, by Flink's own clock: on more
 *     tasks than processors they add up to more than processor time, so they are shares, no sums
 */
record BenchParts(double compilers, double collector, Map<String, Double> busy) {

  static final BenchParts NONE = new BenchParts(0, 0, Map.of());

  BenchParts since(BenchParts before) {
    var left = new TreeMap<String, Double>();
    busy.forEach((job, seconds) -> left.put(job, seconds - before.busy.getOrDefault(job, 0.0)));
    return new BenchParts(compilers - before.compilers, collector - before.collector, left);
  }

  /** Of all jobs together, by job. */
  Map<String, Double> shares() {
    double all = busy.values().stream().mapToDouble(Double::doubleValue).sum();
    var shares = new TreeMap<String, Double>();
    busy.forEach((job, seconds) -> shares.put(job, all > 0 ? seconds / all : 0));
    return shares;
  }
}
