package citybrain.water;

import citybrain.alerting.AlertChange;
import citybrain.alerting.Localisation;
import citybrain.detection.Hours;
import citybrain.detection.Siblings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The sensors of an area that can be judged, and how far each is off. */
record PressureArea(
    List<String> names, Siblings siblings, double[] values, double[] residuals, double[] errors) {

  private static final int NEIGHBOURS_TOLD = 2;

  /** Null when too little is known. */
  static @Nullable PressureArea of(
      Map<String, PressurePattern.Sensor> sensors, PressurePattern.Settings settings) {
    int gap = settings.gapDays() * PressurePattern.DAY;
    int longest =
        sensors.values().stream().mapToInt(one -> one.hours().means().length).max().orElse(0);
    int days = Math.min(settings.trainingDays(), (longest - gap) / PressurePattern.DAY);
    if (days < settings.fewestDays()) {
      return null;
    }
    int to = gap + days * PressurePattern.DAY;
    var names = new ArrayList<String>();
    sensors.forEach(
        (name, one) -> {
          if (one.hours().known(gap, to) * PressurePattern.DAY
                  >= (to - gap) * PressurePattern.ENOUGH_OF_A_DAY
              && !Double.isNaN(PressurePattern.lastDay(one))) {
            names.add(name);
          }
        });
    if (names.size() < settings.fewestSensors()) {
      return null;
    }
    var hours = names.stream().map(sensors::get).map(PressurePattern.Sensor::hours).toList();
    var siblings = Siblings.fit(rows(hours, gap, to));
    if (siblings == null) {
      return null;
    }
    var values =
        hours.stream()
            .mapToDouble(
                one -> one.meanOfLast(PressurePattern.DAY, PressurePattern.ENOUGH_OF_A_DAY))
            .toArray();
    var residuals =
        siblings.residuals(rows(hours, 0, PressurePattern.DAY), PressurePattern.ENOUGH_OF_A_DAY);
    var errors =
        IntStream.range(0, residuals.length)
            .mapToDouble(i -> residuals[i] / siblings.errorOf(i))
            .toArray();
    return new PressureArea(names, siblings, values, residuals, errors);
  }

  /** The hours from so many ago to so many, the oldest first. */
  private static double[][] rows(List<Hours> hours, int from, int to) {
    var rows = new double[to - from][hours.size()];
    for (int t = 0; t < rows.length; t++) {
      for (int i = 0; i < rows[t].length; i++) {
        rows[t][i] = hours.get(i).mean(to - 1 - t);
      }
    }
    return rows;
  }

  int lowest() {
    int lowest = 0;
    for (int i = 1; i < errors.length; i++) {
      lowest = errors[i] < errors[lowest] ? i : lowest;
    }
    return lowest;
  }

  /** One lies far below what is expected, and none as far above. */
  boolean isLow(PressurePattern.Settings settings) {
    int low = lowest();
    double highest = Arrays.stream(errors).max().orElse(0);
    return errors[low] <= -settings.limit()
        && -errors[low] > highest
        && residuals[low] <= -settings.leastMetres();
  }

  /** Which others lie low when one is left out, the deepest first; none when it was that alone. */
  static List<String> confirming(
      Map<String, PressurePattern.Sensor> sensors,
      String without,
      PressurePattern.Settings settings) {
    var others = new TreeMap<>(sensors);
    others.remove(without);
    var area = of(others, settings);
    return area == null
        ? List.of()
        : IntStream.range(0, area.errors.length)
            .filter(i -> area.errors[i] <= -settings.confirmingErrors())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> area.errors[i]))
            .limit(NEIGHBOURS_TOLD)
            .map(area.names::get)
            .toList();
  }

  /** Where the leak is likely. */
  @Nullable Localisation where(LeakPlaces places) {
    return places.locate(names, errors, this::response);
  }

  /** What the errors would be, were the pressures lower by so much. */
  private double[] response(double[] falls) {
    var response = new double[falls.length];
    var weights = siblings.weights();
    for (int i = 0; i < response.length; i++) {
      double sum = 0;
      for (int j = 0; j < falls.length; j++) {
        sum -= weights[i][j] * falls[j] / siblings.deviation()[j];
      }
      response[i] = sum / siblings.error()[i];
    }
    return response;
  }

  PressurePattern.Open open(AlertChange change, int low) {
    var row = siblings.weights()[low];
    var shares = new HashMap<String, PressurePattern.Share>();
    for (int i = 0; i < row.length; i++) {
      if (i != low) {
        double slope = -row[i] * siblings.deviation()[low] / siblings.deviation()[i];
        shares.put(
            names.get(i),
            new PressurePattern.Share(slope, siblings.mean()[i], siblings.deviation()[i]));
      }
    }
    return new PressurePattern.Open(change, siblings.mean()[low], shares, siblings.errorOf(low), 0);
  }
}
