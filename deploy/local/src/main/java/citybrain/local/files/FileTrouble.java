package citybrain.local.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What is wrong with a file, in words: the exceptions of the library often bear its name only. */
public final class FileTrouble {

  private FileTrouble() {}

  public static String of(IOException e) {
    if (e instanceof NoSuchFileException file) {
      return file.getFile() + " is not there and cannot be made";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return ((FileSystemException) e).getFile() + " is no folder";
    }
    if (e instanceof AccessDeniedException file) {
      return "no permission for " + file.getFile();
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason().toLowerCase(Locale.ROOT);
    }
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
