package citybrain.jobs.lake;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * What retention took out of the lake, so that sums of what was archived still come out. A day goes
 * to the folder {@value #FOLDER}, which no reader looks into, in one step; a note beside it says
 * how many rows it had; then it is deleted. Who is interrupted goes on from where that ended.
 */
public final class ExpiredDays {

  static final String FOLDER = "_expired";

  private static final String NOTE = ".json";
  private static final int LARGEST_NOTE = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A day that is gone.
   *
   * @param rows that were archived in it, those superseded before included
   */
  public record Day(String dataset, String folder, long files, long rows) {}

  private ExpiredDays() {}

  /** All that are gone. */
  public static List<Day> in(String lake) throws IOException {
    var days = new ArrayList<Day>();
    for (var status : noted(lake)) {
      var name = status.getPath().getName();
      if (!status.isDir() && name.endsWith(NOTE) && !name.startsWith(".")) {
        days.add(read(status));
      }
    }
    return days;
  }

  /** Takes a day out of a lake; what was damaged in it is not counted. */
  public static void take(String lake, String dataset, Path day) throws IOException {
    var root = new Path(lake).toUri().getPath();
    var path = day.toUri().getPath();
    var folder = path.startsWith(root) ? path.substring(root.length()) : path;
    var files = day.getFileSystem();
    var expired = new Path(lake, FOLDER);
    files.mkdirs(expired);
    var name = UUID.randomUUID().toString();
    var aside = new Path(expired, name);
    // Before it goes: where this ends early, what it was of is known.
    write(new Path(expired, "." + name + NOTE), new Day(dataset, folder, 0, 0));
    if (!files.rename(day, aside)) {
      throw new IOException("cannot rename " + day + " to " + aside);
    }
    finish(aside);
  }

  /** Ends what was interrupted. */
  public static void finish(String lake) throws IOException {
    for (var status : noted(lake)) {
      if (status.isDir()) {
        finish(status.getPath());
      }
    }
    for (var status : noted(lake)) {
      if (!status.isDir() && status.getPath().getName().startsWith(".")) {
        status.getPath().getFileSystem().delete(status.getPath(), false);
      }
    }
  }

  private static void finish(Path aside) throws IOException {
    var files = aside.getFileSystem();
    var begun = new Path(aside.getParent(), "." + aside.getName() + NOTE);
    var note = new Path(aside.getParent(), aside.getName() + NOTE);
    if (!files.exists(note)) {
      var day = read(files.getFileStatus(begun));
      var report = LakeReport.size(aside, new ArrayList<>());
      write(note, new Day(day.dataset, day.folder, report.files(), report.rows() + report.gone()));
    }
    files.delete(aside, true);
    files.delete(begun, false);
  }

  private static FileStatus[] noted(String lake) throws IOException {
    var folder = new Path(lake, FOLDER);
    return LakeFiles.list(folder.getFileSystem(), folder);
  }

  private static void write(Path note, Day day) throws IOException {
    WholeFile.write(note, JSON.writeValueAsString(day));
  }

  private static Day read(FileStatus note) throws IOException {
    if (note.getLen() > LARGEST_NOTE) {
      throw new IOException(note.getPath() + " is no note about an expired day: it is too long");
    }
    try (var in = note.getPath().getFileSystem().open(note.getPath())) {
      return JSON.readValue(in.readAllBytes(), Day.class);
    }
  }
}
