package citybrain.energy;

import java.util.Arrays;
import java.util.List;

/**
 * Whether what each meter counts is in the load of its transformer, over some days. What was
 * carried and not counted is regressed on the meters, each taken as it is, the other way round, and
 * what it counted backwards. Only what differs from the same hour of the day before counts, and
 * differs otherwise than the whole load ({@link DayPairs}): households have the same evenings, but
 * not the same washing.
 *
 * <p>When a theft begins, the meter counts less and as much more is missing, once: so that a meter
 * hangs elsewhere must hold without the days that weigh most, too.
 *
 * @param wirings by meter
 * @param deviations by meter, what its misfit takes from what is left, as a t statistic; 0 for none
 * @param loads by meter, kWh of the load that go with one kWh it counts: 1 behind this transformer,
 *     0 elsewhere, -1 when it counts backwards
 * @param shares by meter, of the squares of what was carried and not counted that the misfit
 *     explains
 * @param counted by meter, kWh a day
 */
record MeterFit(
    Wiring[] wirings, double[] deviations, double[] loads, double[] shares, double[] counted) {

  /** How a meter is connected, as far as the load tells. */
  enum Wiring {
    UNKNOWN,
    SOUND,
    ELSEWHERE,
    REVERSED;

    boolean isMisfit() {
      return this == ELSEWHERE || this == REVERSED;
    }
  }

  /**
   * Of what a meter counts that hangs elsewhere all is missing in the load. Where half is missing
   * it counts double, as with current transformers of another ratio, which is not told.
   */
  private static final double LEAST_MISSING = 0.65;

  /** Where more is missing the sign is wrong: twice of what it counts. */
  private static final double LEAST_REVERSED = 1.5;

  private static final double MOST_REVERSED = 2.6;

  /** So many times the deviations that are asked for would be seen, if a meter did not fit. */
  private static final double SEEN_FOR_SURE = 1.5;

  /** Without the days that weigh most there must be so much of the deviations, at least. */
  private static final double LEAST_LASTING = 0.4;

  /** Fewer pairs of hours say nothing. */
  private static final int FEWEST_PAIRS = 48;

  private static final int FORMS = 3;
  private static final int AS_IT_IS = 0;
  private static final int OTHER_WAY = 1;
  private static final int BACKWARDS = 2;

  /**
   * Looks at all meters.
   *
   * @param hours that are known, some at least
   * @param sigmas deviations from which a misfit is no chance
   */
  static MeterFit of(List<MeteredHour> hours, int meters, float[] habits, double sigmas) {
    var fit =
        new MeterFit(
            new Wiring[meters],
            new double[meters],
            new double[meters],
            new double[meters],
            new double[meters]);
    Arrays.fill(fit.wirings, Wiring.UNKNOWN);
    Arrays.fill(fit.loads, 1);
    double days = (double) hours.size() / MeteredHour.HOURS_OF_A_DAY;
    for (int i = 0; i < meters; i++) {
      for (var hour : hours) {
        fit.counted[i] += hour.filled(i, habits) / days;
      }
    }
    var pairs = DayPairs.of(hours);
    if (pairs.size() < FEWEST_PAIRS) {
      return fit;
    }
    var loss = pairs.of(hour -> hour.carried() - hour.sum(meters, habits));
    // Before a meter was in the register its use was in the load, and it counted nothing.
    int known = Math.min(meters, hours.get(0).counted().length);
    var columns = new double[FORMS * meters][pairs.size()];
    var sizes = new double[meters];
    for (int i = 0; i < known; i++) {
      int meter = i;
      var own = pairs.of(hour -> hour.filled(meter, habits));
      columns[FORMS * i + AS_IT_IS] = own;
      columns[FORMS * i + OTHER_WAY] = Arrays.stream(own).map(one -> -one).toArray();
      columns[FORMS * i + BACKWARDS] = pairs.of(hour -> Math.max(0, -hour.filled(meter, habits)));
      sizes[i] = Arrays.stream(own).map(one -> one * one).sum();
    }
    var found =
        LossRegression.of(
            loss, Arrays.stream(columns).map(double[]::clone).toArray(double[][]::new));
    for (int i = 0; i < known && !found.isFull(); i++) {
      if (Math.sqrt(sizes[i] / found.left()) > SEEN_FOR_SURE * sigmas) {
        fit.wirings[i] = Wiring.SOUND;
      }
    }
    for (int k = 0; k < found.chosen().length; k++) {
      fit.take(found, k, pairs.without(loss, columns, found, k), sigmas);
    }
    return fit;
  }

  private void take(LossRegression found, int chosen, DayPairs.Slope lasting, double sigmas) {
    int meter = found.chosen()[chosen] / FORMS;
    int form = found.chosen()[chosen] % FORMS;
    if (form == AS_IT_IS || wirings[meter].isMisfit()) {
      return; // a meter that counts too little, which is another matter
    }
    wirings[meter] = Wiring.UNKNOWN;
    double t = Math.sqrt(found.gains()[chosen]);
    var now = wiring(form, meter, found.coefficients()[chosen]);
    boolean isLasting =
        now == Wiring.REVERSED
            || (lasting.deviations() > LEAST_LASTING * sigmas
                && wiring(form, meter, lasting.height()) == now);
    if (now.isMisfit() && t > sigmas && isLasting) {
      wirings[meter] = now;
      deviations[meter] = t;
      loads[meter] = 1 - found.coefficients()[chosen];
      shares[meter] = found.share(chosen);
    }
  }

  /** What it means that so much of what a meter counts is missing in the load. */
  private Wiring wiring(int form, int meter, double missing) {
    boolean isBackwards = form == BACKWARDS || counted[meter] < 0;
    if (isBackwards && missing > LEAST_REVERSED && missing < MOST_REVERSED) {
      return Wiring.REVERSED;
    }
    return form == OTHER_WAY && missing > LEAST_MISSING && missing <= LEAST_REVERSED
        ? Wiring.ELSEWHERE
        : Wiring.UNKNOWN;
  }
}
