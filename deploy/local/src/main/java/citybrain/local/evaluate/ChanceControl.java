package citybrain.local.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * What as many alarms are worth that know nothing: the same ones at other times, one that never
 * ends, and a clock.
 *
 * @param rotations how often they are put elsewhere
 * @param seed that decides where
 * @param clockFrom where the beginning of each timeline tells much of what follows, the row from
 *     which on a clock alarms to its end; else the clock alarms at equal distances, as often and as
 *     long in the mean as the rule did
 */
record ChanceControl(
    Frame frame, Scoring scoring, int rotations, long seed, OptionalInt clockFrom) {

  private static final double PERCENTILE = 0.95;

  /**
   * Scores of those who know nothing.
   *
   * @param mean of the rotations
   * @param high their 95th percentile
   * @param constant of an alarm at every row
   * @param clock of alarms at regular times
   */
  record Controls(double mean, double high, double constant, double clock) {

    static final Controls UNKNOWN = new Controls(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  Controls controls(List<List<Alarm>> alarms) {
    var random = new SplittableRandom(seed);
    var scores = new double[rotations];
    for (int i = 0; i < rotations; i++) {
      scores[i] = scoring.value(rotated(alarms, random));
    }
    Arrays.sort(scores);
    return new Controls(
        Arrays.stream(scores).average().orElse(Double.NaN),
        rotations == 0 ? Double.NaN : scores[(int) Math.ceil(PERCENTILE * rotations) - 1],
        scoring.value(constant()),
        scoring.value(clock(alarms)));
  }

  /** Each timeline turned by a chance of its own, within what is scored. */
  private List<List<Alarm>> rotated(List<List<Alarm>> alarms, SplittableRandom random) {
    if (scoring.isOfWhichNotWhen()) {
      var others = new ArrayList<>(alarms);
      Collections.rotate(others, others.size() > 1 ? random.nextInt(1, others.size()) : 0);
      return others;
    }
    var rotated = frame.none();
    for (int i = 0; i < alarms.size(); i++) {
      var timeline = frame.timelines().get(i);
      int scored = timeline.scored();
      int days = frame.rowsADay() == 0 ? 0 : scored / frame.rowsADay();
      // Drawn for each, so that what befalls one does not depend on the alarms of others.
      int by =
          days > 1
              ? random.nextInt(1, days) * frame.rowsADay()
              : scored > 1 ? random.nextInt(1, scored) : 0;
      for (var alarm : alarms.get(i)) {
        turn(alarm, by, timeline, rotated.get(i));
      }
    }
    return rotated;
  }

  static void turn(Alarm alarm, int by, Timeline timeline, List<Alarm> to) {
    int first = timeline.first();
    int from = first + (alarm.from() - first + by) % timeline.scored();
    int end = from + alarm.to() - alarm.from();
    to.add(new Alarm(from, Math.min(end, timeline.rows()), alarm.opens(), alarm.weight()));
    if (end > timeline.rows()) {
      to.add(new Alarm(first, first + end - timeline.rows(), false, alarm.weight()));
    }
  }

  private List<List<Alarm>> constant() {
    var all = new ArrayList<List<Alarm>>();
    for (var timeline : frame.timelines()) {
      var track = new ArrayList<Alarm>(timeline.scored());
      for (int row = timeline.first(); row < timeline.rows(); row++) {
        track.add(new Alarm(row, row + 1, true));
      }
      all.add(track);
    }
    return all;
  }

  private List<List<Alarm>> clock(List<List<Alarm>> alarms) {
    var clock = frame.none();
    if (clockFrom.isPresent()) {
      for (int i = 0; i < clock.size(); i++) {
        int rows = frame.timelines().get(i).rows();
        if (clockFrom.getAsInt() < rows) {
          clock.get(i).add(new Alarm(clockFrom.getAsInt(), rows, true));
        }
      }
      return clock;
    }
    int count = Frame.opened(alarms);
    long all = frame.timelines().stream().mapToLong(Timeline::scored).sum();
    long covered =
        alarms.stream().flatMap(List::stream).mapToLong(one -> one.to() - one.from()).sum();
    int length = count == 0 ? 0 : (int) Math.max(1, covered / count);
    int at = 0;
    long before = 0;
    for (int j = 0; j < count; j++) {
      long place = (long) ((j + 0.5) * all / count);
      while (place - before >= frame.timelines().get(at).scored()) {
        before += frame.timelines().get(at++).scored();
      }
      int from = frame.timelines().get(at).first() + (int) (place - before);
      clock
          .get(at)
          .add(new Alarm(from, Math.min(from + length, frame.timelines().get(at).rows()), true));
    }
    return clock;
  }
}
