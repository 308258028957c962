package citybrain.jobs.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds finished files: what begins with a dot or an underscore is not there yet. While a day is
 * being compacted it is seen as it was before or as it is afterwards, see {@link DaySwap}.
 */
public final class LakeFiles {

  public static final String SUFFIX = ".parquet";

  private static final int LOOKS = 5;

  /** Of a folder in which files go all the time. */
  private static final int MOST_LISTINGS = 100;

  /** What is done with files that were listed; it lists them itself. */
  @FunctionalInterface
  public interface Look<T> {
    T at() throws IOException;
  }

  private LakeFiles() {}

  /** Looks, and again when a file went that was listed: its day was compacted meanwhile. */
  public static <T> T lookAgain(Look<T> look) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        return look.at();
      } catch (FileNotFoundException e) {
        if (looks == LOOKS) {
          throw e;
        }
      }
    }
  }

  /** All finished files below a folder, in the order of their paths; none when it is not there. */
  public static List<FileStatus> below(Path folder) throws IOException {
    var found = new ArrayList<FileStatus>();
    collect(folder.getFileSystem(), folder, found);
    found.sort((a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
    return found;
  }

  /**
   * What lies below a folder and is no finished file: files of other names, and folders with the
   * name of a file, in the order of their paths.
   */
  public static List<FileStatus> odd(Path folder) throws IOException {
    var found = new ArrayList<FileStatus>();
    collectOdd(folder.getFileSystem(), folder, found);
    found.sort((a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
    return found;
  }

  /** The finished files in a folder and not below it, in the order of their names. */
  public static List<FileStatus> in(Path folder) throws IOException {
    var found = new ArrayList<FileStatus>();
    for (var status : DaySwap.settled(folder.getFileSystem(), folder)) {
      if (isVisible(status) && !status.isDir() && status.getPath().getName().endsWith(SUFFIX)) {
        found.add(status);
      }
    }
    found.sort((a, b) -> a.getPath().toString().compareTo(b.getPath().toString()));
    return found;
  }

  private static void collectOdd(FileSystem files, Path folder, List<FileStatus> found)
      throws IOException {
    for (var status : list(files, folder)) {
      boolean isNamedLikeAFile = status.getPath().getName().endsWith(SUFFIX);
      if (isVisible(status) && status.isDir() == isNamedLikeAFile) {
        found.add(status);
      } else if (isVisible(status) && status.isDir()) {
        collectOdd(files, status.getPath(), found);
      }
    }
  }

  /** The visible folders in a folder. */
  public static List<Path> folders(Path folder) throws IOException {
    var folders = new ArrayList<Path>();
    for (var status : list(folder.getFileSystem(), folder)) {
      if (status.isDir() && isVisible(status)) {
        folders.add(status.getPath());
      }
    }
    folders.sort((a, b) -> a.toString().compareTo(b.toString()));
    return folders;
  }

  private static void collect(FileSystem files, Path folder, List<FileStatus> found)
      throws IOException {
    for (var status : DaySwap.settled(files, folder)) {
      if (!isVisible(status)) {
        continue;
      }
      if (status.isDir() && status.getPath().getName().endsWith(SUFFIX)) {
        continue; // told by odd
      }
      if (status.isDir()) {
        collect(files, status.getPath(), found);
      } else if (status.getPath().getName().endsWith(SUFFIX)) {
        found.add(status);
      }
    }
  }

  /**
   * All that lies in a folder, hidden or not; nothing when it is not there. A local disk is asked
   * for names and then for the size of each: when one went in between, whatever it was, it says
   * that there is no such file, which does not mean the folder.
   */
  public static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        var found = files.listStatus(folder);
        return found == null ? new FileStatus[0] : found;
      } catch (FileNotFoundException e) {
        if (!files.exists(folder)) {
          return new FileStatus[0];
        }
        if (looks == MOST_LISTINGS) {
          throw new IOException(folder + " changes whenever it is listed", e);
        }
      }
    }
  }

  private static boolean isVisible(FileStatus status) {
    var name = status.getPath().getName();
    return !name.startsWith(".") && !name.startsWith("_");
  }
}
