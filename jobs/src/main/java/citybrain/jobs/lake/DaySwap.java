package citybrain.jobs.lake;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Puts files in the place of others in one folder, where no file system can do that in one step. As
 * long as it takes a file {@value #FILE} lies among them, which is no Parquet: whoever opens all
 * files of the folder fails instead of reading rows twice. It names what goes and what comes, so
 * that {@link LakeFiles} can tell which of them hold, and so that another process can end what was
 * begun (decision 29).
 *
 * @param before names of the files that go
 * @param after names of the files that come
 */
public record DaySwap(List<String> before, List<String> after) {

  public static final String FILE = "being-compacted.parquet";

  private static final String GOES = "- ";
  private static final String COMES = "+ ";

  /** The last line; before it is written nothing has come yet. */
  private static final String END = "end";

  private static final int LARGEST = 4 << 20;
  private static final int LOOKS = 20;

  public DaySwap {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** All that lies in a folder, of a swap only what holds. */
  static List<FileStatus> settled(FileSystem files, Path folder) throws IOException {
    for (int look = 1; ; look++) {
      var there = snapshot(files, folder);
      var barrier = there.stream().filter(one -> name(one).equals(FILE)).findFirst();
      if (barrier.isEmpty()) {
        return there;
      }
      try {
        var hidden = read(barrier.get().getPath()).hidden(names(there));
        return there.stream()
            .filter(one -> !name(one).equals(FILE) && !hidden.contains(name(one)))
            .toList();
      } catch (FileNotFoundException e) {
        // It is over, and what was listed may be of before.
        if (look == LOOKS) {
          throw e;
        }
      }
    }
  }

  /**
   * What lies in a folder at one moment. On a local disk names are listed first and then asked for
   * their sizes, elsewhere they come by pages (a thousand names on S3 and HDFS): a listing across a
   * swap could have neither what went nor what came. So it must have all that is named right behind
   * it. What came is there before anything goes, so a listing that lacks both has the new names
   * behind it.
   */
  private static List<FileStatus> snapshot(FileSystem files, Path folder) throws IOException {
    for (int look = 1; look <= LOOKS; look++) {
      var there = Arrays.asList(LakeFiles.list(files, folder));
      if (there.stream().allMatch(FileStatus::isDir) && files.isDistributedFS()) {
        return there; // swaps are of files: another listing is not worth its price
      }
      var behind =
          files.isDistributedFS()
              ? names(Arrays.asList(LakeFiles.list(files, folder)))
              : named(folder);
      if (finished(names(there)).equals(finished(behind))) {
        return there;
      }
    }
    throw new IOException(folder + " changes whenever it is looked at");
  }

  /** The names on a local disk, without a look at what they name. */
  private static Set<String> named(Path folder) {
    var names = new File(folder.getPath()).list();
    return names == null ? new HashSet<>() : new HashSet<>(Arrays.asList(names));
  }

  /** The archive's unfinished files come and go all the time. */
  private static Set<String> finished(Set<String> names) {
    names.removeIf(name -> name.startsWith("."));
    return names;
  }

  private Set<String> hidden(Set<String> there) {
    return new HashSet<>(there.containsAll(after) ? before : after);
  }

  private static String name(FileStatus status) {
    return status.getPath().getName();
  }

  private static Set<String> names(List<FileStatus> of) {
    var names = new HashSet<String>();
    of.forEach(status -> names.add(name(status)));
    return names;
  }

  /** Begins it: from now on readers that do not know of it fail. */
  public void begin(Path folder) throws IOException {
    var text = new StringBuilder();
    text.append(
        "This day is being compacted: ask again in a moment."
            + " If this file stays, ./citybrain lake compact ends what was begun.\n");
    before.forEach(name -> text.append(GOES).append(name).append('\n'));
    after.forEach(name -> text.append(COMES).append(name).append('\n'));
    text.append(END).append('\n');
    var barrier = new Path(folder, FILE);
    try (var out = folder.getFileSystem().create(barrier, FileSystem.WriteMode.NO_OVERWRITE)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether all that goes is still there as it was listed. */
  public boolean isStillDue(Path folder) throws IOException {
    return names(Arrays.asList(LakeFiles.list(folder.getFileSystem(), folder))).containsAll(before);
  }

  /** Ends it; all that comes is there. */
  public void end(Path folder) throws IOException {
    var files = folder.getFileSystem();
    for (var name : before) {
      files.delete(new Path(folder, name), false);
    }
    giveUp(folder);
  }

  /** Nothing has come, or nothing that goes is left. */
  public void giveUp(Path folder) throws IOException {
    folder.getFileSystem().delete(new Path(folder, FILE), false);
  }

  /**
   * Ends a swap that somebody has left behind: forward when all had come, else back.
   *
   * @return whether there was one
   */
  public static boolean repair(Path folder) throws IOException {
    var files = folder.getFileSystem();
    var barrier = new Path(folder, FILE);
    if (!files.exists(barrier)) {
      return false;
    }
    var swap = read(barrier);
    if (names(Arrays.asList(LakeFiles.list(files, folder))).containsAll(swap.after)
        && !swap.after.isEmpty()) {
      swap.end(folder);
      return true;
    }
    for (var name : swap.after) {
      files.delete(new Path(folder, name), false);
    }
    swap.giveUp(folder);
    return true;
  }

  /** When not all of it is written yet, nothing goes and nothing comes. */
  private static DaySwap read(Path barrier) throws IOException {
    String text;
    try (var in = barrier.getFileSystem().open(barrier)) {
      text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
    }
    var lines = text.lines().toList();
    var before = new ArrayList<String>();
    var after = new ArrayList<String>();
    if (!lines.isEmpty() && lines.get(lines.size() - 1).equals(END)) {
      for (var line : lines) {
        if (line.startsWith(GOES)) {
          before.add(line.substring(GOES.length()));
        } else if (line.startsWith(COMES)) {
          after.add(line.substring(COMES.length()));
        }
      }
    }
    return new DaySwap(before, after);
  }
}
