package citybrain.bench.cells;

import citybrain.bench.Parent;
import citybrain.feed.SettingException;
import citybrain.geo.HexGrid;
import citybrain.jobs.runtime.Config;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.uber.h3core.H3Core;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Asks {@link HexGrid} and the H3 library for the cells of the same points, compares, then measures
 * what one call of each costs. The child process of {@code ./citybrain bench cells}.
 */
public final class CellsBench {

  /**
   * What is done.
   *
   * @param points that are compared, over all resolutions
   * @param calls of each in a round
   */
  record Plan(int points, int rounds, int resolution, int calls) {

    static Plan from(Config config) {
      return new Plan(
          config.count("points", "whose cells are compared, over all resolutions", 10_000_000),
          config.count("rounds", "behind two that are not counted", 5),
          config.count("resolution", "of the cells that are measured", 9),
          config.count("calls", "of each side in a round and place", 2_000_000));
    }

    Plan {
      if (points < 0 || rounds < 1 || calls < 1) {
        throw new SettingException(
            "setting 'points' must be 0 or more, 'rounds' and 'calls' 1 or more");
      }
    }
  }

  /** So many points of a place are asked for again and again: more than branches are foretold. */
  private static final int POINTS = 1 << 15;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 2;

  /** Differences that are printed. */
  private static final int SHOWN = 5;

  private final Plan plan;
  private final PrintStream out;
  private final H3Core library;
  private final HexGrid grid;

  /** Of all cells asked for: what nobody looks at need not be computed. */
  private long sum;

  CellsBench(Plan plan, PrintStream out) throws IOException {
    this.plan = plan;
    this.out = out;
    this.library = H3Core.newInstance();
    this.grid = new HexGrid(plan.resolution);
  }

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var plan = Plan.from(config);
    var json = config.text("json", "file for the figures", "");
    var child = Parent.setting(config);
    if (config.helpWanted()) {
      System.out.print(config.help());
      return;
    }
    config.refuseUnknown();
    if (child) {
      Parent.endWithIt();
    }
    var cost = new CellsBench(plan, System.out).run();
    cost.lines().forEach(System.out::println);
    if (!json.isEmpty()) {
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.write(Path.of(json), mapper.writeValueAsBytes(cost.json()));
    }
    System.exit(cost.differences() == 0 ? 0 : 1);
  }

  CellCost run() {
    long differences = compare();
    out.printf(Locale.ROOT, "%,d points compared, %d differ%n", plan.points, differences);
    var runs = new ArrayList<CellCost.Run>();
    for (int round = 1 - WARM_UP; round <= plan.rounds; round++) {
      for (var place : CellPlace.values()) {
        var points = place.points(POINTS);
        double ours = ours(points);
        double theirs = theirs(points);
        if (round > 0) {
          runs.add(new CellCost.Run(place, ours, theirs));
        }
      }
    }
    out.printf(Locale.ROOT, "(sum of all cells %x)%n", sum);
    return new CellCost(plan.points, differences, runs);
  }

  private long compare() {
    var random = new SplittableRandom(42);
    var grids = new HexGrid[HexGrid.FINEST + 1];
    for (int resolution = 0; resolution < grids.length; resolution++) {
      grids[resolution] = new HexGrid(resolution);
    }
    long differences = 0;
    for (int i = 0; i < plan.points; i++) {
      double longitude = CellPlace.WORLD.longitude(random);
      double latitude = CellPlace.WORLD.latitude(random);
      int resolution = i % grids.length;
      long ours = grids[resolution].cell(longitude, latitude);
      long theirs = library.latLngToCell(latitude, longitude, resolution);
      if (ours != theirs && differences++ < SHOWN) {
        out.printf(
            Locale.ROOT,
            "longitude %s, latitude %s, resolution %d: %x, but the library says %x%n",
            longitude,
            latitude,
            resolution,
            ours,
            theirs);
      }
    }
    return differences;
  }

  /** Nanoseconds of processor time a call. */
  private double ours(double[] points) {
    long cells = 0;
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < plan.calls; i++) {
      int at = 2 * (i % POINTS);
      cells += grid.cell(points[at], points[at + 1]);
    }
    sum += cells;
    return perCall(begin);
  }

  private double theirs(double[] points) {
    long cells = 0;
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < plan.calls; i++) {
      int at = 2 * (i % POINTS);
      cells += library.latLngToCell(points[at + 1], points[at], plan.resolution);
    }
    sum += cells;
    return perCall(begin);
  }

  private double perCall(long begin) {
    return (double) (THREADS.getCurrentThreadCpuTime() - begin) / plan.calls;
  }
}
