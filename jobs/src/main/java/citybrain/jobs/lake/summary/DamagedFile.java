package citybrain.jobs.lake.summary;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/**
 * A file of the lake that is none: cut short, overwritten, of other columns. It stays where it is
 * and is named; a file that merely cannot be reached is no damaged one, and the job fails and is
 * tried again.
 */
public final class DamagedFile {

  private static final int LONGEST = 300;
  private static final int BUFFER = 64 * 1024;

  private DamagedFile() {}

  /**
   * One line about a file that could not be read as observations.
   *
   * @throws IOException when its bytes cannot be read either
   */
  public static String told(String file, Exception why) throws IOException {
    var path = new Path(file);
    var buffer = new byte[BUFFER];
    long size = 0;
    try (var in = path.getFileSystem().open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
      }
    }
    return line(file, size + " bytes that cannot be read as observations: " + why);
  }

  /** One line about something that lies where it should not. */
  public static String line(String file, String why) {
    var text = (file + ": " + why).replaceAll("\\p{Cntrl}+", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
