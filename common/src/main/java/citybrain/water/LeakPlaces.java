package citybrain.water;

import citybrain.alerting.Localisation;
import citybrain.detection.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where on its network a leak is likely that pressures tell of: the pipe is looked for at which a
 * leak would have the sensors fall in the proportions that were seen, those counted that did not
 * fall. What a leak does to whom comes from the lengths of pipes alone, see {@link Drawdown}; where
 * no network is known the sensors are ranked.
 */
public final class LeakPlaces {

  /** Of a city that names no network. */
  public static final LeakPlaces NONE = new LeakPlaces(List.of());

  /** Of a larger network no pipes are named: an alert would have to wait for them. */
  public static final int MOST_LINKS = 20_000;

  /** What is alike by this share of the best may be it as well. */
  private static final double AS_GOOD = 0.98;

  /** Pipes that are named lie so far apart, metres: the next to the first is no news. */
  private static final double APART = 100;

  private static final double SHORTEST_RADIUS = 150;
  private static final double LONGEST_RADIUS = 1_000;
  private static final double ROUNDED = 50;

  /** With fewer sensors on it a network says nothing. */
  private static final int FEWEST_SENSORS = 3;

  /** Numbers that are kept of what leaks do to sensors, 16 MB; of more they are reckoned anew. */
  private static final int MOST_KEPT = 2_000_000;

  /** A sensor that lies fewer of its errors low is not named for a place. */
  private static final double LEAST_ERRORS = 3;

  private final List<Network> networks;

  private LeakPlaces(List<Network> networks) {
    this.networks = networks;
  }

  /**
   * On the networks that a city names.
   *
   * @throws citybrain.feed.SettingException when one cannot be read, naming file and line
   */
  public static LeakPlaces of(Surroundings city) {
    var networks = new ArrayList<Network>();
    for (var file : city.networks()) {
      var network = EpanetNetwork.read(file.path(), file.text());
      if (network.links().size() <= MOST_LINKS) {
        networks.add(Network.of(network));
      }
    }
    return networks.isEmpty() ? NONE : new LeakPlaces(networks);
  }

  /** What sensors would tell of falls that are known. */
  interface Response {

    /**
     * In errors, negative below.
     *
     * @param falls of each sensor
     */
    double[] errors(double[] falls);
  }

  /** A network and what is known of leaks at its pipes: by sensor what each draws it down. */
  private record Network(PipeGraph graph, Drawdown drawdown, Map<String, double[]> falls) {

    static Network of(EpanetNetwork network) {
      var graph = PipeGraph.closed(network);
      return new Network(graph, new Drawdown(network, graph.pipes()), new HashMap<>());
    }

    long sensors(List<String> names) {
      return names.stream().filter(graph::has).count();
    }

    double[] falls(String sensor) {
      if (!graph.has(sensor)) {
        return new double[graph.pipes().size()];
      }
      if ((long) (falls.size() + 1) * graph.pipes().size() > MOST_KEPT) {
        falls.clear();
      }
      return falls.computeIfAbsent(sensor, drawdown::at);
    }
  }

  /**
   * Where it is likely.
   *
   * @param sensors by name
   * @param errors how many of its usual errors each lies off what is expected, negative below
   * @return null when no sensor lies low
   */
  @Nullable Localisation locate(List<String> sensors, double[] errors, Response response) {
    var network =
        networks.stream().max(Comparator.comparingLong(one -> one.sensors(sensors))).orElse(null);
    if (network == null || network.sensors(sensors) < FEWEST_SENSORS) {
      return deepest(sensors, errors);
    }
    var scores = scores(network, sensors, errors, response);
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return scores.length == 0 || scores[best] <= 0
        ? deepest(sensors, errors)
        : named(network.graph, scores, best);
  }

  private static @Nullable Localisation deepest(List<String> sensors, double[] errors) {
    var low =
        IntStream.range(0, errors.length)
            .filter(i -> errors[i] <= -LEAST_ERRORS)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> errors[i]))
            .limit(Localisation.MOST)
            .map(sensors::get)
            .toList();
    return low.isEmpty() ? null : new Localisation(Localisation.SENSOR, low, "", Double.NaN);
  }

  /** How alike each pipe's pattern is: the cosine between what is seen and what it would do. */
  private static double[] scores(
      Network network, List<String> sensors, double[] errors, Response response) {
    var all = sensors.stream().map(network::falls).toArray(double[][]::new);
    var scores = new double[network.graph.pipes().size()];
    var falls = new double[all.length];
    for (int pipe = 0; pipe < scores.length; pipe++) {
      for (int i = 0; i < falls.length; i++) {
        falls[i] = all[i][pipe];
      }
      scores[pipe] = cosine(errors, response.errors(falls));
    }
    return scores;
  }

  private static double cosine(double[] one, double[] other) {
    double product = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      if (!Double.isNaN(one[i])) {
        product += one[i] * other[i];
        ones += one[i] * one[i];
        others += other[i] * other[i];
      }
    }
    return ones == 0 || others == 0 ? 0 : product / Math.sqrt(ones * others);
  }

  /** The best, and others as far apart; the radius holds what is nearly as good. */
  private static Localisation named(PipeGraph graph, double[] scores, int best) {
    var order =
        IntStream.range(0, scores.length)
            .filter(i -> scores[i] >= AS_GOOD * scores[best])
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> -scores[i]))
            .toList();
    var names = new ArrayList<String>();
    var ways = new ArrayList<double[]>();
    for (int pipe : order) {
      if (names.size() < Localisation.MOST && ways.stream().allMatch(way -> way[pipe] >= APART)) {
        names.add(graph.pipes().get(pipe).id());
        ways.add(graph.fromLink(pipe));
      }
    }
    var around = graph.pipes().get(best).from();
    var way = graph.fromNode(around);
    double radius = SHORTEST_RADIUS;
    for (int pipe : order) {
      radius = Math.max(radius, Double.isFinite(way[pipe]) ? way[pipe] : 0);
    }
    radius = Math.min(LONGEST_RADIUS, ROUNDED * Math.ceil(radius / ROUNDED));
    return new Localisation(Localisation.PIPE, names, around, radius);
  }
}
