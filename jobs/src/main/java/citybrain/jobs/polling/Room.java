package citybrain.jobs.polling;

import java.io.IOException;
import java.util.Locale;

/**
 * How many bytes of answers all origins together may hold in memory. Without it eight large answers
 * at one time would take the memory of all feeds; with it the one that does not fit has failed.
 */
final class Room {

  /** So much every poll may hold without asking: a small answer always fits. */
  static final int FREE = 64 * 1024;

  /** A byte of an answer lies in memory as it came, joined, and as it goes to the broker. */
  private static final int COPIES = 3;

  /** What the producer gathers, and the program itself. */
  private static final long REST = 48L << 20;

  private static final int LEAST_SHARE = 4;

  private final long size;
  private long taken;

  Room(long size) {
    this.size = size;
  }

  /** As much as the heap of this process allows. */
  static Room ofHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Room(Math.max(heap - REST, heap / LEAST_SHARE));
  }

  /** The part of one poll; closing gives it back. */
  Share share() {
    return new Share();
  }

  private synchronized boolean take(long bytes) {
    if (taken + bytes > size) {
      return false;
    }
    taken += bytes;
    return true;
  }

  private synchronized void give(long bytes) {
    taken -= bytes;
  }

  synchronized long taken() {
    return taken;
  }

  /** There is no room for the rest of an answer. */
  static final class FullException extends IOException {

    private static final long serialVersionUID = 1L;

    FullException(String message) {
      super(message);
    }
  }

  /** What one poll holds. */
  final class Share implements AutoCloseable {

    private long asked;
    private long held;
    private boolean closed;

    private Share() {}

    /**
     * Before so many bytes of an answer are kept.
     *
     * @throws FullException when they do not fit, or when the poll has ended meanwhile
     */
    void bytes(int count) throws FullException {
      more((long) count * COPIES);
    }

    /** Before so many bytes are made of what lies here. */
    synchronized void more(long count) throws FullException {
      if (closed) {
        throw new FullException("the poll has ended");
      }
      asked += count;
      long due = Math.max(0, asked - (long) FREE * COPIES);
      if (due > held) {
        if (!take(due - held)) {
          throw new FullException(
              String.format(
                  Locale.ROOT,
                  "does not fit into memory beside what other feeds bring: all may hold %,d bytes"
                      + " (give the process more heap, or the feed a smaller poll-limit)",
                  size));
        }
        held = due;
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      give(held);
      held = 0;
    }
  }
}
