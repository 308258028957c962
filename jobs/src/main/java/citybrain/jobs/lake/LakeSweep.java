package citybrain.jobs.lake;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Removes what failed attempts left behind. A restored job first finishes the files its checkpoint
 * knows; hence, once the archive has completed a checkpoint after its start, every unfinished file
 * last written before that start belongs to nobody. Not earlier: it would lose data.
 */
public final class LakeSweep {

  private static final String UNFINISHED = ".inprogress.";

  private LakeSweep() {}

  /**
   * Deletes unfinished files last written before this moment, the start of the archive that has
   * since completed a checkpoint. Returns how many there were.
   */
  public static int orphans(String lake, Instant before) throws IOException {
    var root = new Path(lake);
    var files = root.getFileSystem();
    return files.exists(root) ? sweep(files, root, before.toEpochMilli()) : 0;
  }

  private static int sweep(FileSystem files, Path folder, long before) throws IOException {
    int swept = 0;
    for (var status : LakeFiles.list(files, folder)) {
      var name = status.getPath().getName();
      if (status.isDir()) {
        swept += sweep(files, status.getPath(), before);
      } else if (name.startsWith(".")
          && name.contains(UNFINISHED)
          && status.getModificationTime() < before
          && files.delete(status.getPath(), false)) {
        swept++;
      }
    }
    return swept;
  }
}
