package citybrain.local.home;

import citybrain.feed.SettingException;
import citybrain.local.files.FileTrouble;
import citybrain.local.files.PrivateFiles;
import citybrain.local.process.Program;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one folder in which everything a city leaves on this machine lies. One process at a time may
 * hold it, and it belongs to one city.
 */
public record Home(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Where cities live unless said otherwise: the default city in .citybrain, others below it.
   *
   * @param city the name of a city, or of several as part of a path
   */
  public static Home usual(String city, String defaultCity) {
    var folder = Program.root().resolve(".citybrain");
    return new Home(city.equals(defaultCity) ? folder : folder.resolve(city));
  }

  /** The usual homes in which something has run. */
  public static List<Home> used() {
    var root = Program.root().resolve(".citybrain");
    var homes = new ArrayList<Home>();
    homes.add(new Home(root));
    if (Files.isDirectory(root)) {
      try (var folders = Files.list(root)) {
        folders.filter(Files::isDirectory).sorted().map(Home::new).forEach(homes::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return homes.stream().filter(home -> Files.exists(home.runFile())).toList();
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  public Path kafka() {
    return folder.resolve("kafka");
  }

  public Path lake() {
    return folder.resolve("lake");
  }

  public Path synthetic() {
    return folder.resolve("synthetic");
  }

  public Path cityFiles() {
    return folder.resolve("city");
  }

  /** The file of a city as it is played. */
  public Path cityFile(String city) {
    return cityFiles().resolve(city + ".yaml");
  }

  public Path savepoints(String job) {
    return folder.resolve("savepoints").resolve(job);
  }

  Path runFile() {
    return folder.resolve("run.json");
  }

  /** Notes what runs here, whole or not at all. */
  public void write(RunFile run) {
    try {
      var next = folder.resolve("run.json.new");
      PrivateFiles.write(next, run.json());
      Files.move(
          next, runFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /** What runs here, or ran last; a note of another version is none. */
  public Optional<RunFile> findRun() {
    try {
      return Files.exists(runFile())
          ? Optional.of(RunFile.of(Files.readAllBytes(runFile())))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new SettingException(runFile() + " cannot be read: " + e.getMessage());
    }
  }

  /**
   * Creates the folder, for its owner only, and what a run writes to first.
   *
   * @param say told when a folder that was there had to be closed to others
   * @throws SettingException when it cannot be a home, naming what stands in the way
   */
  public void prepare(Consumer<String> say) {
    if (folder.toString().contains(",")) {
      // Kafka takes a list of folders, and has no way to say that a comma is part of a name.
      throw new SettingException(
          "%s cannot be a home: there is a comma in its path; expected a folder without, by --home"
              .formatted(folder));
    }
    try {
      PrivateFiles.folders(folder);
      if (PrivateFiles.isShared(folder)) {
        throw new SettingException(
            "%s cannot be a home: everybody puts things there; expected a folder of its own, such as %s"
                .formatted(folder, folder.resolve("city")));
      }
      if (PrivateFiles.tighten(folder)) {
        say.accept(folder + " was open to others; it is closed to them now (0700).");
      }
      PrivateFiles.folders(logs());
      Files.delete(Files.createTempFile(folder, ".", ".part"));
    } catch (IOException e) {
      throw new SettingException(
          "%s cannot be a home: %s; expected a folder that can be written, or one that can be made"
              .formatted(folder, FileTrouble.of(e)));
    }
  }

  /**
   * Takes the home for this process.
   *
   * @throws SettingException when another process has it, or it belongs to another city
   */
  public Lock lock(String city) {
    try {
      PrivateFiles.folders(folder);
      var channel =
          FileChannel.open(PrivateFiles.prepare(folder.resolve("lock")), StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new SettingException(inUse());
      }
      try {
        belongTo(city);
      } catch (SettingException e) {
        channel.close();
        throw e;
      }
      return new Lock(channel);
    } catch (IOException e) {
      throw new SettingException("cannot use " + folder + " as home: " + FileTrouble.of(e));
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private String inUse() {
    var holder =
        findRun()
            .map(
                run -> "city '" + run.city() + "' runs in it (process " + run.process().pid() + ")")
            .orElse("another process holds it");
    return "%s is in use: %s. End it with ./citybrain stop, or give another --home."
        .formatted(folder, holder);
  }

  private void belongTo(String city) throws IOException {
    var file = folder.resolve("city.json");
    if (Files.exists(file)) {
      JsonNode known = JSON.readTree(file.toFile()).path("city");
      if (!known.asText().equals(city)) {
        throw new SettingException(
            "%s holds the state of city '%s'; city '%s' needs another --home."
                .formatted(folder, known.asText(), city));
      }
    } else {
      PrivateFiles.write(file, JSON.writeValueAsBytes(JSON.createObjectNode().put("city", city)));
    }
  }

  /** Held as long as the process uses the home; the system takes it back when the process dies. */
  public static final class Lock implements AutoCloseable {

    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
