package citybrain.jobs.lake.report;

import citybrain.reports.LakeReading;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Makes one row of readings of many runs: in the order of their times, and at one time in that of
 * {@link OpenRun}, so that it does not matter which file each came from. Runs come in the order of
 * their first times; only those that overlap are open.
 */
final class RunsInOrder {

  private final PriorityQueue<OpenRun> open = new PriorityQueue<>();

  /**
   * Takes a run that begins no earlier than those before it.
   *
   * @param taker gets what is certain to be next
   */
  void add(GroupedRun run, Consumer<LakeReading> taker) {
    // Another run may begin at the same time as this one.
    while (!open.isEmpty() && open.peek().time() < run.from()) {
      tell(run.from(), taker);
    }
    open.add(new OpenRun(run.readings()));
  }

  /** There are no more runs. */
  void end(Consumer<LakeReading> taker) {
    while (!open.isEmpty()) {
      tell(Long.MAX_VALUE, taker);
    }
  }

  /** Tells what stands first, and of its run what is before all others. */
  private void tell(long before, Consumer<LakeReading> taker) {
    var first = open.remove();
    var second = open.peek();
    boolean isMore;
    do {
      taker.accept(first.reading());
      isMore = first.advance();
    } while (isMore && first.time() < before && (second == null || first.compareTo(second) < 0));
    if (isMore) {
      open.add(first);
    }
  }
}
