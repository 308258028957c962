package citybrain.detection;

import citybrain.aggregation.Derivation;
import citybrain.alerting.AlertChange;
import citybrain.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A derivation with the detector that judges what it derives, as one fold of one key: nothing
 * travels between them that could be late. What is derived is judged in the order in which it
 * becomes known, and published.
 *
 * @param <A> memory of the derivation
 * @param <B> memory of the detector
 * @param <M> memory of both: a public record
 */
public abstract class Composed<A, B, M> implements Detector<Observation, M> {

  /**
   * What both remember, and when each wants to be woken.
   *
   * @param first of the derivation
   * @param second of the detector
   */
  public record Parts<A, B>(
      A first, B second, @Nullable Instant firstWake, @Nullable Instant secondWake) {}

  private final Derivation<Observation, A, Observation> derivation;
  private final Detector<Observation, B> detector;

  protected Composed(
      Derivation<Observation, A, Observation> derivation, Detector<Observation, B> detector) {
    this.derivation = derivation;
    this.detector = detector;
  }

  /** Whether an input is what others are derived from; the detector sees all others as they are. */
  protected abstract boolean isSource(Observation input);

  protected abstract M memory(Parts<A, B> parts);

  protected abstract Parts<A, B> parts(M memory);

  @Override
  public final M blank() {
    return memory(new Parts<>(derivation.blank(), detector.blank(), null, null));
  }

  @Override
  public final Verdict<M> observe(M memory, Observation input) {
    var fold = new Fold(parts(memory));
    if (isSource(input)) {
      fold.derive(derivation.observe(fold.first, input));
    } else {
      fold.judge(detector.observe(fold.second, input));
    }
    return fold.verdict();
  }

  @Override
  public final Verdict<M> wake(M memory, Instant now) {
    var fold = new Fold(parts(memory));
    var firstWake = fold.firstWake;
    if (firstWake != null && !firstWake.isAfter(now)) {
      fold.firstWake = null;
      fold.derive(derivation.wake(fold.first, now));
    }
    var secondWake = fold.secondWake;
    if (secondWake != null && !secondWake.isAfter(now)) {
      fold.secondWake = null;
      fold.judge(detector.wake(fold.second, now));
    }
    return fold.verdict();
  }

  /** One step of both. */
  private final class Fold {
    private A first;
    private B second;
    private @Nullable Instant firstWake;
    private @Nullable Instant secondWake;
    private final List<AlertChange> changes = new ArrayList<>();
    private final List<Observation> derived = new ArrayList<>();

    Fold(Parts<A, B> parts) {
      first = parts.first();
      second = parts.second();
      firstWake = parts.firstWake();
      secondWake = parts.secondWake();
    }

    void derive(Derivation.Step<A, Observation> step) {
      first = step.memory();
      firstWake = step.wakeAt() == null ? firstWake : step.wakeAt();
      for (var one : step.derived()) {
        derived.add(one);
        judge(detector.observe(second, one));
      }
    }

    void judge(Verdict<B> verdict) {
      second = verdict.memory();
      secondWake = verdict.wakeAt() == null ? secondWake : verdict.wakeAt();
      changes.addAll(verdict.changes());
    }

    Verdict<M> verdict() {
      var parts = new Parts<>(first, second, firstWake, secondWake);
      return new Verdict<>(
          memory(parts),
          List.copyOf(changes),
          earlier(firstWake, secondWake),
          List.copyOf(derived));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isBefore(other) ? one : other;
    }
  }
}
