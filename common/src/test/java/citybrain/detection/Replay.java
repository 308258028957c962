package citybrain.detection;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drives a detector as the engine does: inputs in order of event time, wake-ups when event time
 * passes them, a memory equal to blank forgotten. Holds every alert against the life it promises.
 */
public final class Replay<M> {

  /** What makes the id of an alert of one rule. */
  private record Life(String feature, Instant onset) {}

  private final Detector<Observation, M> detector;
  private final List<AlertChange> changes = new ArrayList<>();
  private final Map<Life, AlertStatus> states = new HashMap<>();
  private M memory;
  private Instant wakeAt = Instant.MAX;

  public Replay(Detector<Observation, M> detector) {
    this.detector = detector;
    this.memory = detector.blank();
  }

  public static <M> Replay<M> of(Detector<Observation, M> detector, List<Observation> inputs) {
    var replay = new Replay<>(detector);
    inputs.forEach(replay::observe);
    return replay;
  }

  public void observe(Observation input) {
    advance(input.phenomenonTime().minusNanos(1));
    take(detector.observe(memory, input));
  }

  /** Event time passes on without input of this key. */
  public void advance(Instant to) {
    while (!wakeAt.isAfter(to)) {
      var now = wakeAt;
      wakeAt = Instant.MAX;
      take(detector.wake(memory, now));
      assertThat(wakeAt).as("a wish to be woken lies ahead").isAfter(now);
    }
  }

  private void take(Verdict<M> verdict) {
    memory = verdict.memory().equals(detector.blank()) ? detector.blank() : verdict.memory();
    var wish = verdict.wakeAt();
    if (wish != null) {
      wakeAt = wish;
    }
    for (var change : verdict.changes()) {
      var before = states.put(new Life(change.feature(), change.onset()), change.status());
      if (change.status() == AlertStatus.OPEN) {
        assertThat(before).as("opened once: %s", change).isNull();
        assertThat(states.entrySet().stream().filter(one -> isOpen(one, change)))
            .as("one open at a time of one feature")
            .hasSize(1);
      } else {
        assertThat(before).as("open before: %s", change).isIn(AlertStatus.OPEN, AlertStatus.UPDATE);
      }
      changes.add(change);
    }
  }

  private static boolean isOpen(Map.Entry<Life, AlertStatus> one, AlertChange change) {
    return one.getKey().feature().equals(change.feature()) && one.getValue() == AlertStatus.OPEN;
  }

  public List<AlertChange> changes() {
    return List.copyOf(changes);
  }

  public List<AlertChange> opened() {
    return changes.stream().filter(change -> change.status() == AlertStatus.OPEN).toList();
  }

  public List<AlertChange> closed() {
    return changes.stream().filter(change -> change.status() == AlertStatus.CLOSED).toList();
  }

  public M memory() {
    return memory;
  }
}
