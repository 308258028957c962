package citybrain.local.process;

import citybrain.local.files.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Makes later starts quick, and nobody waits for it: JVMs of a first run note which classes they
 * load, and when it is over a process of its own makes archives of them, at the lowest priority. A
 * start meanwhile does not need them.
 */
public final class QuickStarts {

  /** What an archive is good for: the launcher says it, and looks for it at the next start. */
  private static final String LIBRARIES = "citybrain.libraries";

  private static final String LOWEST_PRIORITY = "19";

  private QuickStarts() {}

  /**
   * To be called when all JVMs of a run but this one have ended; does nothing when they noted
   * nothing. Whatever goes wrong costs later starts some seconds and nothing else.
   *
   * @param log of the process that is left behind
   */
  public static void prepareLater(Path log, Consumer<String> say) {
    var notes = System.getProperty(ClassArchive.NOTES);
    if (notes == null || !Files.isDirectory(Path.of(notes))) {
      return;
    }
    try {
      start(Path.of(notes), System.getProperty(LIBRARIES, ""), log);
      say.accept(
          "Left in the background, at low priority, for about half a minute: what makes later"
              + " starts quicker (once for these libraries; log: "
              + log
              + ")");
    } catch (IOException e) {
      LoggerFactory.getLogger(QuickStarts.class).warn("nothing makes later starts quicker", e);
    }
  }

  /** Not a child that is watched: it outlives this process, and has no hold of its terminal. */
  static Process start(Path notes, String libraries, Path log) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "umask 077; trap '' INT HUP; exec nice -n " + LOWEST_PRIORITY + " \"$@\"",
            "quick-starts"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dcitybrain.root=" + Program.root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ArchiveMain.class.getName());
    command.addAll(
        List.of(notes.toString(), libraries, Long.toString(ProcessHandle.current().pid())));
    var file = PrivateFiles.prepare(log).toFile();
    return new ProcessBuilder(command)
        .directory(Program.root().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
        .start();
  }

  /** The processes that may still write notes: the run itself, until it has ended. */
  static Optional<ProcessHandle> run(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
  }
}
