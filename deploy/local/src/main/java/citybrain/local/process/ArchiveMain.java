package citybrain.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Makes the archives of a run's notes: see {@link QuickStarts}. Everything half-made lies in the
 * folder of the notes, so one that is killed leaves nothing that anybody would use.
 */
final class ArchiveMain {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** The launcher names them so. */
  private static final Pattern NOTES_OF_RUN = Pattern.compile("notes\\.(\\d{1,18})");

  private final Path notes;

  private ArchiveMain(Path notes) {
    this.notes = notes;
  }

  /** Arguments: the folder of the notes, what the libraries are, the process id of the run. */
  public static void main(String[] args) throws Exception {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy),
                "stop"));
    var run = QuickStarts.run(args[2]);
    if (run.isPresent()) {
      run.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    new ArchiveMain(Path.of(args[0])).makeOnce(args[1]);
  }

  private void makeOnce(String libraries) throws IOException {
    var made = ClassArchive.folder().resolve("libraries");
    try (var channel =
            FileChannel.open(
                ClassArchive.folder().resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        System.out.println("Another process is at it.");
        return;
      }
      try {
        if (Files.exists(made) && Files.readString(made).strip().equals(libraries)) {
          System.out.println("It is done already.");
        } else {
          make(ClassArchive.JOBS, Program.jobsLibraries());
          make(ClassArchive.LOCAL, Program.ownLibraries());
          // Last: the launcher takes it as the word that all is there.
          var next = Files.writeString(notes.resolve("libraries"), libraries + "\n");
          Files.move(
              next, made, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          System.out.println("Done.");
        }
      } finally {
        // Only who holds the lock takes folders away.
        delete(notes);
        deleteLeftBehind();
      }
    }
  }

  /**
   * Makes one archive.
   *
   * @param libraries the class path without our own classes
   */
  private void make(ClassArchive archive, List<String> libraries) throws IOException {
    var list = Files.write(notes.resolve("all-" + archive.name()), noted(archive));
    var next = notes.resolve(archive.fileName());
    var arguments =
        List.of(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + list,
            "-XX:SharedArchiveFile=" + next,
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-cp",
            String.join(File.pathSeparator, libraries));
    var log = ClassArchive.folder().resolve(archive.name() + ".log");
    try (var dump = ChildProcess.java("archive-" + archive.name(), arguments, log, line -> {})) {
      if (!dump.awaitEnd(PATIENCE) || !dump.ending().equals(ChildProcess.WELL)) {
        throw new IllegalStateException("no archive of classes was made, see " + log);
      }
    }
    Files.move(
        next, archive.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** All that the JVMs of this class path noted; a last line without its end is no line. */
  private Set<String> noted(ClassArchive archive) throws IOException {
    var classes = new LinkedHashSet<String>();
    for (var note : files(notes)) {
      var name = note.getFileName().toString();
      if (name.startsWith(archive.notePrefix()) && name.endsWith(ClassArchive.NOTE)) {
        var text = Files.readString(note);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(classes::add);
      }
    }
    return classes;
  }

  /** Notes of runs that were killed, or came second. */
  private void deleteLeftBehind() throws IOException {
    for (var folder : files(ClassArchive.folder())) {
      var run = NOTES_OF_RUN.matcher(folder.getFileName().toString());
      if (run.matches() && QuickStarts.run(run.group(1)).isEmpty()) {
        delete(folder);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
