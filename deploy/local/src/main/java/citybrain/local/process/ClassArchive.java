package citybrain.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Classes of the libraries as the JVM keeps them in memory, made once for these libraries: to read
 * and verify them again at every start takes more time than all the rest. Only libraries, which
 * stand first on the class path: our own classes change, and lie in folders, which an archive
 * cannot hold.
 *
 * @param name of the class path: {@code local} for command line and broker, {@code jobs} for Flink
 */
public record ClassArchive(String name) {

  public static final ClassArchive LOCAL = new ClassArchive("local");
  public static final ClassArchive JOBS = new ClassArchive("jobs");

  /** Names the folder in which all JVMs of a run note which classes they load; see the launcher. */
  static final String NOTES = "citybrain.notes";

  /** Notes of a JVM end so. */
  static final String NOTE = ".classes";

  private static final String USE = "-XX:SharedArchiveFile=";

  /** Whether this option of a JVM is that which names an archive. */
  static boolean isUse(String option) {
    return option.startsWith(USE);
  }

  /** The folder of all archives. */
  static Path folder() {
    return Program.root().resolve("target/cds");
  }

  /** Where it is used from. */
  Path file() {
    return folder().resolve(fileName());
  }

  String fileName() {
    return name + ".jsa";
  }

  /** What notes of JVMs on this class path begin with. */
  String notePrefix() {
    return name + "-";
  }

  /**
   * Options for a JVM on this class path; none when there is no archive. One that does not fit the
   * libraries any more is passed over by the JVM.
   */
  public List<String> options() {
    var notes = System.getProperty(NOTES);
    if (notes != null) {
      return List.of("-XX:DumpLoadedClassList=" + Path.of(notes, notePrefix() + "%p" + NOTE));
    }
    return Files.exists(file())
        ? List.of(USE + file(), "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr")
        : List.of();
  }
}
