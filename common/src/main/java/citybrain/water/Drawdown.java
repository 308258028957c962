package citybrain.water;

import citybrain.water.EpanetNetwork.Link;
import citybrain.water.EpanetNetwork.LinkType;
import citybrain.water.EpanetNetwork.NodeType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a leak at each pipe draws down the head at a node, for one unit of leak: what water and a
 * current do alike. A pipe resists by its length, and head is held where water comes in, at
 * reservoirs and tanks and behind pumps and valves. The longer the way that the water of both has
 * in common, the more the one draws down the other. Neither demands, diameters nor roughness are
 * needed, and no unit comes out: only what a leak does to one node against another counts.
 * Immutable; any thread may read.
 *
 * <p>Solved by conjugate gradients with the diagonal as preconditioner (Hestenes and Stiefel, J.
 * Res. Natl. Bur. Stand. 49, 1952). It is the same both ways: what a leak here does there, a leak
 * there does here, so that one solution for each sensor is enough.
 */
final class Drawdown {

  /** Of each node to anywhere, so that an area without inlet has a solution. */
  private static final double LOSS = 1e-8;

  private static final double SHORTEST_METRES = 1;
  private static final double ENOUGH = 1e-18;
  private static final int MOST_STEPS = 4_000;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final boolean[] held;
  private final int[] from;
  private final int[] to;
  private final double[] conductance;
  private final double[] diagonal;

  Drawdown(EpanetNetwork network, List<Link> pipes) {
    network.nodes().keySet().forEach(node -> numbers.put(node, numbers.size()));
    held = new boolean[numbers.size()];
    for (var node : network.nodes().values()) {
      held[number(node.id())] = node.type() != NodeType.JUNCTION;
    }
    for (var link : network.links().values()) {
      if (link.type() != LinkType.PIPE) {
        held[number(link.to())] = true;
      }
    }
    from = pipes.stream().mapToInt(pipe -> number(pipe.from())).toArray();
    to = pipes.stream().mapToInt(pipe -> number(pipe.to())).toArray();
    conductance =
        pipes.stream()
            .mapToDouble(pipe -> 1 / Math.max(SHORTEST_METRES, pipe.lengthMetres()))
            .toArray();
    diagonal = new double[held.length];
    Arrays.fill(diagonal, LOSS);
    for (int i = 0; i < conductance.length; i++) {
      diagonal[from[i]] += conductance[i];
      diagonal[to[i]] += conductance[i];
    }
  }

  private int number(String node) {
    var number = numbers.get(node);
    if (number == null) {
      throw new IllegalArgumentException("no node '" + node + "'");
    }
    return number;
  }

  /** At this node, by a leak in the middle of each pipe; 0 at all where its head is held. */
  double[] at(String node) {
    var heads = heads(number(node));
    var falls = new double[from.length];
    Arrays.setAll(falls, i -> (heads[from[i]] + heads[to[i]]) / 2);
    return falls;
  }

  private double[] heads(int source) {
    int size = held.length;
    var heads = new double[size];
    if (held[source]) {
      return heads;
    }
    var rest = new double[size];
    rest[source] = 1;
    var scaled = new double[size];
    scaled[source] = 1 / diagonal[source];
    var way = scaled.clone();
    double length = scaled[source];
    double enough = ENOUGH * length;
    for (int step = 0; step < MOST_STEPS && length > enough; step++) {
      var flow = flow(way);
      double far = length / product(way, flow);
      double next = 0;
      for (int i = 0; i < size; i++) {
        heads[i] += far * way[i];
        rest[i] -= far * flow[i];
        scaled[i] = rest[i] / diagonal[i];
        next += rest[i] * scaled[i];
      }
      for (int i = 0; i < size; i++) {
        way[i] = scaled[i] + next / length * way[i];
      }
      length = next;
    }
    return heads;
  }

  /** What flows out of each node at these heads; 0 where the head is held. */
  private double[] flow(double[] heads) {
    var flow = new double[heads.length];
    Arrays.setAll(flow, i -> diagonal[i] * heads[i]);
    for (int i = 0; i < from.length; i++) {
      flow[from[i]] -= conductance[i] * heads[to[i]];
      flow[to[i]] -= conductance[i] * heads[from[i]];
    }
    for (int i = 0; i < flow.length; i++) {
      flow[i] = held[i] ? 0 : flow[i];
    }
    return flow;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
