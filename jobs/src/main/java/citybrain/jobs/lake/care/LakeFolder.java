package citybrain.jobs.lake.care;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A folder of a lake that has files of rows: one day of one domain of one city.
 *
 * @param domain empty where the dataset has none
 * @param date as YYYY-MM-DD; empty where the dataset has none
 * @param files that are finished, in the order of their names
 */
record LakeFolder(
    String dataset, String city, String domain, String date, Path path, List<FileStatus> files) {

  private static final int LOOKS = 5;

  /** Which folders are meant; all, where nothing is said. */
  record Wanted(Optional<String> city, Optional<String> dataset) {

    static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty());
  }

  /** All that are wanted, in the order of their paths. */
  static List<LakeFolder> in(String lake, Wanted wanted) throws IOException {
    var found = new ArrayList<LakeFolder>();
    for (var dataset : LakeFiles.folders(new Path(lake))) {
      if (wanted.dataset.map(dataset.getName()::equals).orElse(true)) {
        collect(new LakeFolder(dataset.getName(), "", "", "", dataset, List.of()), wanted, found);
      }
    }
    return found;
  }

  private static void collect(LakeFolder at, Wanted wanted, List<LakeFolder> found)
      throws IOException {
    var files = LakeFiles.in(at.path);
    if (!files.isEmpty() && wanted.city.map(at.city::equals).orElse(true)) {
      found.add(at.with(at.path, files));
    }
    for (var below : LakeFiles.folders(at.path)) {
      collect(at.with(below, List.of()), wanted, found);
    }
  }

  private LakeFolder with(Path folder, List<FileStatus> files) {
    return new LakeFolder(
        dataset,
        or(Partition.value("city", folder.getName()), city),
        or(Partition.value("domain", folder.getName()), domain),
        or(Partition.value("date", folder.getName()), date),
        folder,
        files);
  }

  private static String or(String value, String other) {
    return value.isEmpty() ? other : value;
  }

  /** What is done with a folder as it was listed. */
  @FunctionalInterface
  interface Look<T> {
    T at(LakeFolder folder) throws IOException;
  }

  /** Looks at it, and again when files went that were listed: it was compacted meanwhile. */
  <T> T lookAgain(Look<T> look) throws IOException {
    var folder = this;
    for (int looks = 1; ; looks++) {
      try {
        return look.at(folder);
      } catch (FileNotFoundException e) {
        if (looks == LOOKS) {
          throw e;
        }
        folder = again();
      }
    }
  }

  /** The same folder as it is now. */
  LakeFolder again() throws IOException {
    return with(path, LakeFiles.in(path));
  }

  /** Its way from the root of the lake, for people. */
  String name() {
    var parts = new ArrayList<String>();
    parts.add(dataset);
    for (var part = path; !part.getName().equals(dataset); part = part.getParent()) {
      parts.add(1, part.getName());
    }
    return String.join("/", parts);
  }

  /** What lies in it, in files that are finished or not, was last written then; milliseconds. */
  long touched() throws IOException {
    return Arrays.stream(LakeFiles.list(fileSystem(), path))
        .mapToLong(FileStatus::getModificationTime)
        .max()
        .orElse(0);
  }

  FileSystem fileSystem() throws IOException {
    return path.getFileSystem();
  }

  static FlinkInputFile input(FileStatus file) {
    return new FlinkInputFile(file.getPath(), file.getLen());
  }
}
