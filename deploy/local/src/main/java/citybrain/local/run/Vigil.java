package citybrain.local.run;

import citybrain.local.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches what a run cannot do without. When a child ends that nobody asked to, or falls silent for
 * good, this says so, once, and wakes the thread of the run from whatever it waits for: the clients
 * of a broker that is dead would wait for minutes. If even that does not bring the run to its end,
 * the process is ended.
 */
final class Vigil implements AutoCloseable {

  /** From a death to the end of the process, at most; players flush and files close within. */
  private static final Duration LONGEST_END = Duration.ofSeconds(14);

  private static final Duration BETWEEN_CALLS = Duration.ofMillis(500);
  private static final String NOTHING_LOST =
      " Nothing is lost: ./citybrain up goes on from the last checkpoint.";

  private final Consumer<String> say;
  private final Runnable endAtOnce;
  private final Duration longestEnd;
  private final Thread run = Thread.currentThread();
  private final List<ChildProcess> children = new ArrayList<>();
  private boolean isOver;
  private boolean isUnwound;
  private boolean isClosed;

  /**
   * Made by the thread of the run.
   *
   * @param say gets the one line about what ended the run
   * @param endAtOnce ends this process and its children, whatever they are doing
   */
  Vigil(Consumer<String> say, Runnable endAtOnce) {
    this(say, endAtOnce, LONGEST_END);
  }

  Vigil(Consumer<String> say, Runnable endAtOnce, Duration longestEnd) {
    this.longestEnd = longestEnd;
    this.say = say;
    this.endAtOnce = endAtOnce;
  }

  /** From now on it may not end by itself; it needs those that are watched already. */
  synchronized void watch(ChildProcess child) {
    children.add(child);
    child.onEnd(this::isOver);
  }

  /** True when the run cannot go on, and that has been said. */
  synchronized boolean isOver() {
    if (!isOver && !isClosed) {
      for (int i = 0; i < children.size(); i++) {
        var child = children.get(i);
        if (child.hasFallen()) {
          over("%s %s.%s".formatted(child.name(), child.ending(), lastWords(child)), child, i + 1);
          break;
        }
      }
    }
    return isOver;
  }

  /** This child lives, but is of no use any more. */
  synchronized void giveUp(ChildProcess child, String why) {
    if (!isOver() && !isClosed) {
      over(why, child, children.indexOf(child));
    }
  }

  /** A child that was killed had none; one that gave up said why. */
  private static String lastWords(ChildProcess child) {
    var words = child.lastLines();
    if (child.endedBySignal() || words.isEmpty()) {
      return "";
    }
    var reason = words.stream().filter(Vigil::tellsWhy).reduce((first, second) -> second);
    return " It said: " + reason.orElse(words.get(words.size() - 1)) + ".";
  }

  private static boolean tellsWhy(String line) {
    return line.contains("ERROR") || line.contains("FATAL") || line.contains("Exception");
  }

  private void over(String why, ChildProcess child, int firstToKill) {
    isOver = true;
    // Those that need it would try to reach it for as long as they are asked to end in order.
    children.subList(firstToKill, children.size()).forEach(ChildProcess::kill);
    say.accept(why + " Its log: " + child.log() + "." + NOTHING_LOST);
    var thread = new Thread(this::end, "vigil");
    thread.setDaemon(true);
    thread.start();
  }

  private void end() {
    long deadline = System.nanoTime() + longestEnd.toNanos();
    try {
      while (wakeRun()) {
        if (System.nanoTime() > deadline) {
          endAtOnce.run();
          return;
        }
        Thread.sleep(BETWEEN_CALLS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Again and again, for a call may be taken by what only pauses; false when it is not needed. */
  private synchronized boolean wakeRun() {
    if (!isUnwound && !isClosed) {
      run.interrupt();
    }
    return !isClosed;
  }

  /**
   * The run has come back and begins to close what is open; from now on it is not interrupted.
   *
   * @return true when closing must not wait for what is dead
   */
  synchronized boolean unwound() {
    boolean hurry = isOver();
    isUnwound = true;
    if (hurry) {
      var unused = Thread.interrupted();
    }
    return hurry;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
