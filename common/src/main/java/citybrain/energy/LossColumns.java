package citybrain.energy;

import java.util.List;

/**
 * What loss would look like, hour by hour, if one meter were the reason: for each meter four
 * shapes, each a column to regress the loss on. A shunt lets the loss rise and fall with what the
 * meter counts; a meter that is switched off loses while it counts nothing; a capped one while it
 * counts its highest; and what flattens a load or shifts it into the night loses as the meter's
 * habits were and its readings are not.
 *
 * @param columns by meter and shape, see {@link #meter} and {@link #shape}; kWh or 1 by hour
 */
record LossColumns(double[][] columns) {

  /** How a meter can hide what is used behind it. */
  enum Shape {
    PROPORTIONAL("the loss rises and falls with what it counts"),
    ZERO("the loss is there while it counts nothing"),
    CAPPED("the loss is there while it counts its highest"),
    UNLIKE_BEFORE("the loss runs as what it counted before and does not count now");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final List<Shape> SHAPES = List.of(Shape.values());

  /** A meter that is at its highest for less of the time is not capped. */
  private static final double LEAST_CAPPED = 0.06;

  private static final double ROUNDING = 1e-4;

  static LossColumns of(List<MeteredHour> hours, int meters, float[] habits) {
    var columns = new double[meters * SHAPES.size()][hours.size()];
    for (int i = 0; i < meters; i++) {
      double highest = highest(hours, i, habits);
      int capped = 0;
      for (int t = 0; t < hours.size(); t++) {
        var hour = hours.get(t);
        double value = hour.filled(i, habits);
        boolean isHighest = highest > 0 && value >= highest * (1 - ROUNDING);
        columns[at(i, Shape.PROPORTIONAL)][t] = value;
        columns[at(i, Shape.ZERO)][t] = value <= 0 ? 1 : 0;
        columns[at(i, Shape.CAPPED)][t] = isHighest ? 1 : 0;
        columns[at(i, Shape.UNLIKE_BEFORE)][t] = hour.usual(i, habits) - value;
        capped += isHighest ? 1 : 0;
      }
      if (capped < LEAST_CAPPED * hours.size()) {
        columns[at(i, Shape.CAPPED)] = new double[hours.size()];
      }
    }
    return new LossColumns(columns);
  }

  private static double highest(List<MeteredHour> hours, int meter, float[] habits) {
    double highest = 0;
    for (var hour : hours) {
      highest = Math.max(highest, hour.filled(meter, habits));
    }
    return highest;
  }

  private static int at(int meter, Shape shape) {
    return meter * SHAPES.size() + SHAPES.indexOf(shape);
  }

  static int meter(int column) {
    return column / SHAPES.size();
  }

  static Shape shape(int column) {
    return SHAPES.get(column % SHAPES.size());
  }
}
