package citybrain.local.topics;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertBurden;
import citybrain.alerting.AlertStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All changes of alerts so far, each once: alerts are delivered at least once, and the same change
 * has the same id, status and time. Safe for use by several threads.
 */
public final class AlertBook {

  private static final int LATEST = 50;

  private final Set<String> changes = new HashSet<>();
  private final List<Alert> opened = new ArrayList<>();
  private final Map<String, Long> openedByRule = new TreeMap<>();
  private final Deque<Alert> latest = new ArrayDeque<>();
  private final Map<String, Alert> open = new LinkedHashMap<>();
  private final AlertBurden burden = new AlertBurden();
  private long closed;

  /** Adds a change; false when it was known. */
  public synchronized boolean add(Alert alert) {
    if (!changes.add(alert.id() + '|' + alert.status() + '|' + alert.time())) {
      return false;
    }
    burden.add(alert);
    if (alert.status() == AlertStatus.OPEN) {
      opened.add(alert);
      openedByRule.merge(alert.rule(), 1L, Long::sum);
      open.put(alert.id(), alert);
    } else if (alert.status() == AlertStatus.CLOSED) {
      closed++;
      open.remove(alert.id());
    } else {
      open.replace(alert.id(), alert);
    }
    latest.addFirst(alert);
    if (latest.size() > LATEST) {
      latest.removeLast();
    }
    return true;
  }

  /** How many changes, repetitions left out. */
  public synchronized long size() {
    return changes.size();
  }

  public synchronized List<Alert> opened() {
    return List.copyOf(opened);
  }

  /** Those not closed yet, as they last were. */
  public synchronized List<Alert> open() {
    return List.copyOf(open.values());
  }

  public synchronized long closed() {
    return closed;
  }

  public synchronized Map<String, Long> openedByRule() {
    return new TreeMap<>(openedByRule);
  }

  /** What those who watched over this time had to bear. */
  public synchronized AlertBurden.Load burden(TimeRange watched) {
    return burden.over(Duration.between(watched.from(), watched.to()), watched.to());
  }

  /** The newest first. */
  public synchronized List<Alert> latest() {
    return List.copyOf(latest);
  }
}
