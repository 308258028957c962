package citybrain.local.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are complete or absent, never half. */
public final class AtomicFile {

  private AtomicFile() {}

  /** Puts the content of a file on a stream. */
  @FunctionalInterface
  public interface Content {
    void to(OutputStream out) throws IOException;
  }

  public static void write(Path file, Content content) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + file);
    }
    PrivateFiles.folders(folder);
    // Private from the first byte: the library creates such files for their owner only.
    var part = Files.createTempFile(folder, ".", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        content.to(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
