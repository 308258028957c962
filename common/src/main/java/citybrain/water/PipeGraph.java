package citybrain.water;

import citybrain.detection.Ways;
import citybrain.water.EpanetNetwork.Link;
import citybrain.water.EpanetNetwork.LinkType;
import citybrain.water.EpanetNetwork.NodeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The pipes of a network and how far apart they are along the pipes. Distances are of the middle of
 * a pipe, metres; infinite where no way leads. Immutable; any thread may read.
 */
public final class PipeGraph implements Ways {

  private final List<Link> pipes = new ArrayList<>();
  private final List<String> nodes;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] from;
  private final int[] to;

  /** Of each node the links that may be walked, and of each link its two nodes and its length. */
  private final int[][] links;

  private final int[] first;
  private final int[] second;
  private final double[] metres;

  private PipeGraph(EpanetNetwork network, List<Link> walked) {
    nodes = List.copyOf(network.nodes().keySet());
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    network.links().values().stream()
        .filter(link -> link.type() == LinkType.PIPE)
        .forEach(pipes::add);
    from = pipes.stream().mapToInt(pipe -> number(pipe.from())).toArray();
    to = pipes.stream().mapToInt(pipe -> number(pipe.to())).toArray();
    first = walked.stream().mapToInt(link -> number(link.from())).toArray();
    second = walked.stream().mapToInt(link -> number(link.to())).toArray();
    metres = walked.stream().mapToDouble(Link::lengthMetres).toArray();
    var degree = new int[nodes.size()];
    for (int i = 0; i < first.length; i++) {
      degree[first[i]]++;
      degree[second[i]]++;
    }
    links = new int[nodes.size()][];
    Arrays.setAll(links, node -> new int[degree[node]]);
    for (int i = 0; i < first.length; i++) {
      links[first[i]][--degree[first[i]]] = i;
      links[second[i]][--degree[second[i]]] = i;
    }
  }

  /** Where water is under one pressure: no way leads through pumps, valves, reservoirs, tanks. */
  public static PipeGraph closed(EpanetNetwork network) {
    return new PipeGraph(
        network,
        network.links().values().stream()
            .filter(link -> link.type() == LinkType.PIPE)
            .filter(link -> isJunction(network, link.from()) && isJunction(network, link.to()))
            .toList());
  }

  /** As somebody walks it, through everything. */
  public static PipeGraph open(EpanetNetwork network) {
    return new PipeGraph(network, List.copyOf(network.links().values()));
  }

  private static boolean isJunction(EpanetNetwork network, String node) {
    return network.findNode(node).map(one -> one.type() == NodeType.JUNCTION).orElse(false);
  }

  /** All pipes, in the order of the file. */
  public List<Link> pipes() {
    return List.copyOf(pipes);
  }

  @Override
  public List<String> names() {
    return pipes.stream().map(Link::id).toList();
  }

  @Override
  public boolean has(String node) {
    return numbers.containsKey(node);
  }

  private int number(String node) {
    var number = numbers.get(node);
    if (number == null) {
      throw new IllegalArgumentException("no node '" + node + "'");
    }
    return number;
  }

  /** From a node to the middle of each pipe (Dijkstra 1959). */
  @Override
  public double[] fromNode(String node) {
    return middles(distances(number(node)));
  }

  @Override
  public double[] fromLink(int pipe) {
    double half = pipes.get(pipe).lengthMetres() / 2;
    var one = middles(distances(from[pipe]));
    var other = middles(distances(to[pipe]));
    Arrays.setAll(one, i -> i == pipe ? 0 : half + Math.min(one[i], other[i]));
    return one;
  }

  private double[] middles(double[] ofNodes) {
    var middles = new double[pipes.size()];
    Arrays.setAll(
        middles, i -> Math.min(ofNodes[from[i]], ofNodes[to[i]]) + pipes.get(i).lengthMetres() / 2);
    return middles;
  }

  private record Step(int node, double metres) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return Double.compare(metres, other.metres);
    }
  }

  private double[] distances(int start) {
    var distances = new double[nodes.size()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    distances[start] = 0;
    var queue = new PriorityQueue<Step>();
    queue.add(new Step(start, 0));
    for (var step = queue.poll(); step != null; step = queue.poll()) {
      if (step.metres > distances[step.node]) {
        continue;
      }
      for (int link : links[step.node]) {
        int next = first[link] == step.node ? second[link] : first[link];
        double all = step.metres + metres[link];
        if (all < distances[next]) {
          distances[next] = all;
          queue.add(new Step(next, all));
        }
      }
    }
    return distances;
  }
}
