package citybrain.local.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates folders and files that only their owner may look into: what a city leaves on a machine is
 * people's data. Where a file system knows no such permissions, they are created as it can.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static final int STICKY = 01000;

  private PrivateFiles() {}

  /** Creates what is missing of this path; what is there already stays as it is. */
  public static Path folders(Path folder) throws IOException {
    // A link to a folder is one: the method of the library would refuse it.
    return Files.isDirectory(folder)
        ? folder
        : Files.createDirectories(folder, attributes(folder, FOLDER));
  }

  /** Takes the rights of others away from a folder that is there; false when they had none. */
  public static boolean tighten(Path folder) throws IOException {
    if (!isPosix(folder) || Files.getPosixFilePermissions(folder).equals(FOLDER)) {
      return false;
    }
    Files.setPosixFilePermissions(folder, FOLDER);
    return true;
  }

  /** True for a folder such as /tmp, in which everybody may put things. */
  public static boolean isShared(Path folder) throws IOException {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
        && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
  }

  /** Makes sure that a file that is written next is private; one that is there becomes so. */
  public static Path prepare(Path file) throws IOException {
    try {
      return Files.createFile(file, attributes(file, FILE));
    } catch (FileAlreadyExistsException e) {
      // Devices such as /dev/null belong to all.
      if (isPosix(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(file, FILE);
      }
      return file;
    }
  }

  /** Writes a whole file. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Files.write(prepare(file), bytes);
  }

  /** A writer in UTF-8 over what the file held. */
  public static BufferedWriter writer(Path file) throws IOException {
    return Files.newBufferedWriter(prepare(file));
  }

  /** A stream over what the file held. */
  public static OutputStream stream(Path file) throws IOException {
    return Files.newOutputStream(prepare(file));
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> wanted) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(wanted)}
        : new FileAttribute<?>[] {};
  }
}
