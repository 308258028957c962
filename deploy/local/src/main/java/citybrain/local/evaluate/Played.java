package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the rules said of a set, and what is to be made of it.
 *
 * @param alerts all changes, in the order of their time
 * @param rules that read something of it, by name
 * @param readings how many observations there were
 * @param refused values and messages that became none, by reason
 * @param tasks at least one
 * @param remarks what a reader of the score must know beside its card
 */
record Played(
    List<Alert> alerts,
    List<String> rules,
    long readings,
    SortedMap<String, Long> refused,
    List<Task> tasks,
    List<String> remarks) {

  /**
   * One question to a set.
   *
   * @param part which, in a word; empty when there is one only
   * @param scoring empty where nobody knows what is right
   * @param clockFrom see {@link ChanceControl}
   * @param told alarms by timeline that are scored in the place of all alerts; empty for all alerts
   */
  record Task(
      String part,
      Frame frame,
      List<Scoring> scoring,
      OptionalInt clockFrom,
      List<List<Alarm>> told) {

    Task(String part, Frame frame, List<Scoring> scoring, OptionalInt clockFrom) {
      this(part, frame, scoring, clockFrom, List.of());
    }

    /** Of alarms that are not all alerts about it. */
    static Task told(String part, Frame frame, Scoring scoring, List<List<Alarm>> told) {
      return new Task(part, frame, List.of(scoring), OptionalInt.empty(), told);
    }

    static Task of(Frame frame, Scoring scoring) {
      return new Task("", frame, List.of(scoring), OptionalInt.empty());
    }

    static Task of(String part, Frame frame, Scoring scoring) {
      return new Task(part, frame, List.of(scoring), OptionalInt.empty());
    }

    /** Without labels. */
    static Task unlabelled(Frame frame) {
      return new Task("", frame, List.of(), OptionalInt.empty());
    }
  }

  static Played of(RecordedPlay.Result result, List<Task> tasks, String... remarks) {
    var all = new ArrayList<>(result.remarks());
    all.addAll(List.of(remarks));
    return new Played(
        result.outcome().alerts(),
        List.copyOf(result.outcome().rules().keySet()),
        result.outcome().readings(),
        result.outcome().refused(),
        tasks,
        all);
  }

  /** Of several recordings, none of which knows the others. */
  static Played of(List<RecordedPlay.Result> results, List<Task> tasks, String... remarks) {
    var alerts = new ArrayList<Alert>();
    var rules = new TreeSet<String>();
    var refused = new TreeMap<String, Long>();
    var all = new TreeSet<>(List.of(remarks));
    long readings = 0;
    for (var result : results) {
      alerts.addAll(result.outcome().alerts());
      rules.addAll(result.outcome().rules().keySet());
      result.outcome().refused().forEach((why, count) -> refused.merge(why, count, Long::sum));
      all.addAll(result.remarks());
      readings += result.outcome().readings();
    }
    return new Played(alerts, List.copyOf(rules), readings, refused, tasks, List.copyOf(all));
  }
}
