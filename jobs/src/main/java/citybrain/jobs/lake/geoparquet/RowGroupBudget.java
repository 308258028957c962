package citybrain.jobs.lake.geoparquet;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Shares out the memory of open files: a file may buffer 4 MB while few are open, and less the more
 * there are, down to a quarter of a megabyte. All files of the process together stay under the
 * budget plus that quarter for each. A writer that was given up without an end is forgotten with
 * the next garbage collection.
 */
final class RowGroupBudget {

  static final long MOST = 4L << 20;
  static final long LEAST = 256L << 10;

  /** Of this share of what is left a file gets its piece, so that late ones get something, too. */
  private static final int SHARE = 8;

  static final RowGroupBudget PROCESS = new RowGroupBudget(96L << 20);

  private final long bytes;
  private final Set<Grant> open = Collections.newSetFromMap(new WeakHashMap<>());

  RowGroupBudget(long bytes) {
    this.bytes = bytes;
  }

  /** What one file may buffer. */
  final class Grant {

    private final long size;

    private Grant(long size) {
      this.size = size;
    }

    long bytes() {
      return size;
    }

    void giveBack() {
      synchronized (RowGroupBudget.this) {
        open.remove(this);
      }
    }
  }

  synchronized Grant grant() {
    long left = bytes - open.stream().mapToLong(Grant::bytes).sum();
    var grant = new Grant(Math.max(LEAST, Math.min(MOST, left / SHARE)));
    open.add(grant);
    return grant;
  }
}
