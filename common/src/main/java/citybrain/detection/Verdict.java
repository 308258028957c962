package citybrain.detection;

import citybrain.alerting.AlertChange;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a detector made of one input: its next memory, the alerts it raises or clears, when it wants
 * to be woken if nothing comes, and what it derived on its way.
 *
 * @param derived observations of derived properties, which are published for others
 */
public record Verdict<M>(
    M memory, List<AlertChange> changes, @Nullable Instant wakeAt, List<Observation> derived) {

  public Verdict(M memory, List<AlertChange> changes, @Nullable Instant wakeAt) {
    this(memory, changes, wakeAt, List.of());
  }

  public static <M> Verdict<M> quiet(M memory) {
    return new Verdict<>(memory, List.of(), null);
  }

  public static <M> Verdict<M> of(M memory, AlertChange change) {
    return new Verdict<>(memory, List.of(change), null);
  }

  /** That an alert goes on: told where it has changed. */
  public static <M> Verdict<M> goingOn(M memory, AlertChange before, AlertChange now) {
    return before.equals(now) ? quiet(memory) : of(memory, now);
  }

  /**
   * The same verdict, and a wish to be woken at this event time; replaces an earlier wish of this
   * key.
   */
  public Verdict<M> wakingAt(Instant time) {
    return new Verdict<>(memory, changes, time, derived);
  }
}
