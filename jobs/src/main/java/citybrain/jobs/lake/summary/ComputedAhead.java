package citybrain.jobs.lake.summary;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Computes one thing of each of many, side by side and in their order, while they are taken.
 * Whoever is free takes the next, for some need a thousand times what others need, and those stand
 * together.
 */
final class ComputedAhead<T> {

  private final List<FutureTask<T>> tasks;

  private ComputedAhead(List<FutureTask<T>> tasks) {
    this.tasks = tasks;
  }

  /** Begins; who takes them computes as well, so others are one less than processors. */
  static <I, T> ComputedAhead<T> of(List<I> all, Function<I, T> compute) {
    var tasks = all.stream().map(one -> new FutureTask<>(() -> compute.apply(one))).toList();
    for (int other = 1; other < Runtime.getRuntime().availableProcessors(); other++) {
      // Each is computed by who comes first; others pass it over.
      ForkJoinPool.commonPool().execute(() -> tasks.forEach(FutureTask::run));
    }
    return new ComputedAhead<>(tasks);
  }

  /** What came of each, in order; computed here when nobody has begun with it. */
  Stream<T> stream() {
    return tasks.stream().map(ComputedAhead::done);
  }

  private static <T> T done(FutureTask<T> task) {
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a day is summarised", e);
    }
  }
}
