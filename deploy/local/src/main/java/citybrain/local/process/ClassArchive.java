package citybrain.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Classes of the libraries as the JVM keeps them in memory, made once a build: to read and verify
 * them again at every start takes more time than all the rest. Only libraries, which stand first on
 * the class path: our own classes change, and lie in folders, which an archive cannot hold.
 *
 * @param name of the class path: {@code local} for command line and broker, {@code jobs} for Flink
 */
public record ClassArchive(String name) {

  public static final ClassArchive LOCAL = new ClassArchive("local");
  public static final ClassArchive JOBS = new ClassArchive("jobs");

  /** Set while archives are being prepared: JVMs note which classes they load. */
  public static final String NOTING = "citybrain.noting";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The folder of all archives. */
  public static Path folder() {
    return Program.root().resolve("target/cds");
  }

  private Path file() {
    return folder().resolve(name + ".jsa");
  }

  /**
   * Options for a JVM on this class path; none when there is no archive. One that does not fit the
   * libraries any more is passed over by the JVM.
   *
   * @param process for the name of its note
   */
  public List<String> options(String process) {
    if (System.getProperty(NOTING) != null) {
      return List.of("-XX:DumpLoadedClassList=" + note(process));
    }
    return Files.exists(file())
        ? List.of(
            "-XX:SharedArchiveFile=" + file(),
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr")
        : List.of();
  }

  private Path note(String process) {
    return folder().resolve(name + "-" + process + ".classes");
  }

  /**
   * Makes the archive from the notes of these processes.
   *
   * @param libraries the class path without our own classes
   * @throws IllegalStateException when the JVM could not
   */
  public void make(List<String> libraries, String... processes) {
    try {
      var classes = new LinkedHashSet<String>();
      for (var process : processes) {
        classes.addAll(Files.readAllLines(note(process)));
      }
      var all = Files.write(folder().resolve(name + ".classes"), classes);
      var next = folder().resolve(name + ".jsa.new");
      var arguments = new ArrayList<String>();
      arguments.add("-Xshare:dump");
      arguments.add("-XX:SharedClassListFile=" + all);
      arguments.add("-XX:SharedArchiveFile=" + next);
      arguments.addAll(List.of("-cp", String.join(File.pathSeparator, libraries)));
      var log = folder().resolve(name + ".log");
      try (var dump = ChildProcess.java("archive-" + name, arguments, log, line -> {})) {
        if (!dump.awaitEnd(PATIENCE) || !dump.ending().equals(ChildProcess.WELL)) {
          throw new IllegalStateException("no archive of classes was made, see " + log);
        }
      }
      Files.move(next, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder(), e);
    }
  }
}
