package citybrain.jobs.lake.care;

import citybrain.jobs.lake.DaySwap;
import citybrain.jobs.lake.LakeFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;

/**
 * Rewrites the days of a lake that nobody writes to any more.
 *
 * @param closedFor a day is left alone when something in it was written less than this ago
 * @param settle how long readers that have listed a day may take to open it before its files go
 */
record Compaction(Duration closedFor, Duration settle) {

  /** No swap takes longer; who began one that is still there is gone. */
  private static final Duration LONGEST_SWAP = Duration.ofMinutes(2);

  /**
   * What became of a folder.
   *
   * @param why it was left as it is; empty when it was compacted
   */
  record Outcome(LakeFolder folder, Optional<DayCompaction.Done> done, String why) {}

  /**
   * Goes over all folders that are wanted.
   *
   * @return whether nothing was in the way of what is due
   */
  boolean run(String lake, LakeFolder.Wanted wanted, Consumer<Outcome> told)
      throws IOException, InterruptedException {
    boolean isWell = true;
    long now = FileClock.now(lake);
    for (var listed : LakeFolder.in(lake, wanted)) {
      var plan = SortPlan.of(listed.dataset());
      if (plan.isEmpty()) {
        continue;
      }
      if (isBeingSwapped(listed, now)) {
        told.accept(left(listed, "is being compacted by another process"));
        continue;
      }
      var folder = DaySwap.repair(listed.path()) ? listed.again() : listed;
      if (folder.touched() > now - closedFor.toMillis()) {
        told.accept(left(folder, "is not closed: was written to less than " + closedFor + " ago"));
        continue;
      }
      removeLeftOver(folder);
      if (DayCompaction.isDue(folder, plan.get())) {
        try {
          var done = new DayCompaction(folder, plan.get(), settle).run();
          told.accept(new Outcome(folder, Optional.of(done), ""));
        } catch (IllegalStateException | IOException e) {
          isWell = false;
          told.accept(left(folder, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
          // Parquet says "not a Parquet file" with a RuntimeException.
          isWell = false;
          told.accept(
              left(folder, "has a damaged file, see ./citybrain lake verify: " + e.getMessage()));
        }
      }
    }
    return isWell;
  }

  private static Outcome left(LakeFolder folder, String why) {
    return new Outcome(folder, Optional.empty(), why);
  }

  private static boolean isBeingSwapped(LakeFolder folder, long now) throws IOException {
    var barrier = new Path(folder.path(), DaySwap.FILE);
    return folder.fileSystem().exists(barrier)
        && folder.fileSystem().getFileStatus(barrier).getModificationTime()
            > now - LONGEST_SWAP.toMillis();
  }

  /** What an earlier compaction began to write and did not end; the folder is closed. */
  private static void removeLeftOver(LakeFolder folder) throws IOException {
    for (var status : LakeFiles.list(folder.fileSystem(), folder.path())) {
      var name = status.getPath().getName();
      if (name.startsWith("." + DayCompaction.PREFIX) && name.endsWith(DayCompaction.UNFINISHED)) {
        folder.fileSystem().delete(status.getPath(), false);
      }
    }
  }
}
