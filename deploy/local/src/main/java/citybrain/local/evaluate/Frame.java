package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * What is scored, and how alerts become alarms: a row is one while an alert about its timeline is
 * open, from the time at which it was opened (not from its onset, which nobody knew then).
 *
 * @param rowsADay by whole days alarms are rotated; 0 where days mean nothing
 * @param span of time over which alarms came, for what is counted a day
 */
record Frame(List<Timeline> timelines, int rowsADay, Duration span) {

  private record Open(int timeline, int row, boolean scored) {}

  /** The alarms on each timeline, by the changes of alerts in the order of their time. */
  List<List<Alarm>> alarms(List<Alert> changes) {
    var places = new HashMap<String, Integer>();
    for (int i = 0; i < timelines.size(); i++) {
      places.put(timelines.get(i).about(), i);
    }
    var open = new HashMap<String, Open>();
    var alarms = none();
    for (var change : changes) {
      int at = places.getOrDefault(change.feature(), places.getOrDefault("", -1));
      if (at < 0) {
        continue;
      }
      var timeline = timelines.get(at);
      long time = change.time().toEpochMilli();
      int row = timeline.row(time);
      if (change.status() == AlertStatus.OPEN) {
        open.put(change.id(), new Open(at, row, time >= timeline.times()[timeline.first()]));
      } else if (change.status() == AlertStatus.CLOSED) {
        var opened = open.remove(change.id());
        if (opened != null) {
          add(alarms, opened, row);
        }
      }
    }
    open.values().forEach(one -> add(alarms, one, timelines.get(one.timeline).rows()));
    alarms.forEach(
        track -> track.sort(Comparator.comparingInt(Alarm::from).thenComparingInt(Alarm::to)));
    return alarms;
  }

  /** Silence. */
  List<List<Alarm>> none() {
    var none = new ArrayList<List<Alarm>>();
    timelines.forEach(timeline -> none.add(new ArrayList<>()));
    return none;
  }

  private void add(List<List<Alarm>> alarms, Open opened, int to) {
    var timeline = timelines.get(opened.timeline);
    int first = timeline.first();
    if (opened.row >= timeline.rows() || (!opened.scored && to <= first)) {
      return;
    }
    int from = Math.max(first, opened.row);
    alarms.get(opened.timeline).add(new Alarm(from, Math.max(from, to), opened.scored));
  }

  /** Whether an alert was opened where and when it is scored. */
  boolean isScored(Alert opened) {
    var time = opened.time().toEpochMilli();
    return timelines.stream()
        .filter(one -> one.about().isEmpty() || one.about().equals(opened.feature()))
        .anyMatch(one -> time >= one.times()[one.first()] && time <= one.times()[one.rows() - 1]);
  }

  /** How many alerts were raised. */
  static int opened(List<List<Alarm>> alarms) {
    return alarms.stream()
        .mapToInt(track -> (int) track.stream().filter(Alarm::opens).count())
        .sum();
  }
}
