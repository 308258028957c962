package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertBurden;
import citybrain.alerting.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set and how the alerts on it are.
 *
 * @param rows of all rules together, and of each if several read it
 * @param remarks what a reader of the rows must know
 * @param readings how many observations there were
 * @param refused values and messages that became none, by reason
 * @param said all changes of alerts in their order, by the name of a recording
 */
record Evaluation(
    SetCard card,
    List<EvaluationRow> rows,
    List<String> remarks,
    long readings,
    SortedMap<String, Long> refused,
    SortedMap<String, List<Alert>> said) {

  /**
   * Scores what was played. Of several questions the first is also asked of each rule by itself.
   *
   * @param rotations of the alarms, see {@link ChanceControl}
   */
  static Evaluation of(SetCard card, Played played, int rotations, long seed) {
    var rows = new ArrayList<EvaluationRow>();
    boolean first = true;
    for (var task : played.tasks()) {
      var judge = new Judge(card.name(), task, rotations, seed);
      rows.add(judge.row("", played.alerts()));
      if (first && played.rules().size() > 1) {
        for (var rule : played.rules()) {
          var own = played.alerts().stream().filter(alert -> alert.rule().equals(rule)).toList();
          rows.add(judge.row(rule, own));
        }
      }
      first = false;
    }
    return new Evaluation(
        card,
        rows,
        played.remarks(),
        played.readings(),
        played.refused(),
        new TreeMap<>(Map.of(card.name(), played.alerts())));
  }

  private record Judge(String set, Played.Task task, int rotations, long seed) {

    EvaluationRow row(String rule, List<Alert> alerts) {
      var frame = task.frame();
      if (task.scoring().isEmpty()) {
        return new EvaluationRow(
            set,
            task.part(),
            rule,
            "not labelled",
            Double.NaN,
            "",
            new TreeMap<>(),
            ChanceControl.Controls.UNKNOWN,
            false,
            load(alerts));
      }
      var scoring = task.scoring().get(0);
      var alarms = task.told().isEmpty() ? frame.alarms(alerts) : task.told();
      return new EvaluationRow(
          set,
          task.part(),
          rule,
          scoring.measure(),
          scoring.value(alarms),
          scoring.detail(alarms),
          scoring.figures(alarms),
          new ChanceControl(frame, scoring, rotations, seed, task.clockFrom()).controls(alarms),
          scoring.mindsConstantAlarm(),
          load(alerts));
    }

    private AlertBurden.Load load(List<Alert> alerts) {
      var burden = new AlertBurden();
      alerts.stream()
          .filter(alert -> alert.status() != AlertStatus.OPEN || task.frame().isScored(alert))
          .forEach(burden::add);
      long end =
          task.frame().timelines().stream()
              .mapToLong(one -> one.times()[one.rows() - 1])
              .max()
              .orElse(0);
      return burden.over(task.frame().span(), Instant.ofEpochMilli(end));
    }
  }
}
