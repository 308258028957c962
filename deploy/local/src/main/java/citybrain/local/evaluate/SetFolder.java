package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import citybrain.local.recording.ReferenceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a set lie.
 *
 * @param root the data folder, below which each set has its own
 * @param labels another file of labels in the place of the one that lies there
 */
record SetFolder(SetCard card, Path root, Optional<Path> labels) {

  /** A file and what is in it. */
  record Found(String name, byte[] content) {}

  /**
   * A file of the set, unpacked.
   *
   * @param path below the data folder
   * @throws SettingException naming it, its origin and its licence when it is not there
   */
  Found read(String path) {
    require(path);
    return new Found(path, new ReferenceFolder(root).read(path));
  }

  /** Says what is missing if it is. */
  void require(String path) {
    if (!Files.exists(root.resolve(path))) {
      throw missing(path);
    }
  }

  /** That a file of the set is not there. */
  SettingException missing(String path) {
    return new SettingException(
        "there is no %s in %s; it comes from %s (licence: %s)"
            .formatted(path, root.toAbsolutePath(), card.origin(), card.licence()));
  }

  /** The file of labels: the one that was named, else this one of the set. */
  Found labels(String usual) {
    return labels.map(SetFolder::given).orElseGet(() -> read(usual));
  }

  private static Found given(Path file) {
    var whole = file.toAbsolutePath().normalize();
    var folder = whole.getParent();
    if (folder == null || !Files.isRegularFile(whole)) {
      throw new SettingException("--labels: there is no file " + whole);
    }
    var name = whole.getFileName().toString();
    return new Found(whole.toString(), new ReferenceFolder(folder).read(name));
  }

  /**
   * Files by the end of their name, in the order of their names; paths below the data folder.
   *
   * @throws SettingException when there is none
   */
  List<String> find(String folder, String ending) throws IOException {
    require(folder);
    try (Stream<Path> below = Files.walk(root.resolve(folder))) {
      var found =
          below
              .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw missing(folder + "/*" + ending);
      }
      return found;
    }
  }
}
