package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import citybrain.local.topics.TimeRange;
import citybrain.local.truth.TruthMatch;
import citybrain.local.truth.TruthScore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;

/** The alerts of synthetic cities against what happened, and against the same at other times. */
record SyntheticTrial(List<OfCity> cities) {

  private static final double PERCENTILE = 0.95;
  private static final Duration DAY = Duration.ofDays(1);

  /** One of them. */
  record OfCity(TruthMatch match, List<Alert> opened, TimeRange played) {

    long span() {
      return Duration.between(played.from(), played.to()).toMillis();
    }

    TruthScore score() {
      return match.score(played);
    }

    /** Each source turned by whole days of its own; within one day, by any time of it. */
    TruthScore turned(SplittableRandom random) {
      long days = span() / DAY.toMillis();
      var by = new HashMap<String, Long>();
      var times = new ArrayList<Instant>();
      for (var alert : opened) {
        long turn =
            by.computeIfAbsent(
                alert.rule() + "/" + alert.feature(),
                source ->
                    days > 1
                        ? random.nextLong(1, days) * DAY.toMillis()
                        : random.nextLong(1, span()));
        times.add(at(Duration.between(played.from(), alert.time()).toMillis() + turn));
      }
      return match.score(times, played);
    }

    /** The same alerts in their order at equal distances. */
    TruthScore clock() {
      var times = new ArrayList<Instant>();
      for (int i = 0; i < opened.size(); i++) {
        times.add(at((long) ((i + 0.5) * span() / opened.size())));
      }
      return match.score(times, played);
    }

    private Instant at(long millis) {
      return played.from().plusMillis(Math.floorMod(millis, span()));
    }
  }

  /** As it was, city by city. */
  List<TruthScore> scores() {
    return cities.stream().map(OfCity::score).toList();
  }

  /** Of all that could be found, what was. */
  static double share(List<TruthScore> scores) {
    int eligible = scores.stream().mapToInt(TruthScore::eligible).sum();
    int detected = scores.stream().mapToInt(TruthScore::detected).sum();
    return eligible == 0 ? Double.NaN : (double) detected / eligible;
  }

  ChanceControl.Controls controls(int rotations, long seed) {
    var random = new SplittableRandom(seed);
    var shares = new double[rotations];
    for (int i = 0; i < rotations; i++) {
      shares[i] = share(cities.stream().map(city -> city.turned(random)).toList());
    }
    Arrays.sort(shares);
    return new ChanceControl.Controls(
        Arrays.stream(shares).average().orElse(Double.NaN),
        shares[(int) Math.ceil(PERCENTILE * rotations) - 1],
        1,
        share(cities.stream().map(OfCity::clock).toList()));
  }
}
