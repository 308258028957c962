package citybrain.jobs.polling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file that somebody overwrites from time to time. */
final class FileOrigin implements Origin {

  private final Path file;
  private final int limit;
  private String known;
  private String offered = "";

  /**
   * A file to be looked at.
   *
   * @param limit in bytes
   * @param position where an earlier poller stood, empty at first
   */
  FileOrigin(Path file, int limit, String position) {
    this.file = file;
    this.limit = limit;
    this.known = position;
  }

  @Override
  public Answer ask(Room.Share share) {
    try {
      var body = read(file, limit, share);
      if (body.length == 0) {
        return new Answer.Empty();
      }
      var digest = Digest.of(body);
      if (digest.equals(known)) {
        return new Answer.Unchanged();
      }
      offered = digest;
      return new Answer.Fresh(
          List.of(new Answer.Document(file.getFileName().toString(), body)), digest);
    } catch (LimitedBody.TooLargeException e) {
      return new Answer.Failed(
          PollFailure.TOO_LARGE, file.getFileName() + " has " + e.getMessage());
    } catch (Room.FullException e) {
      return new Answer.Failed(PollFailure.NO_ROOM, file.getFileName() + " " + e.getMessage());
    } catch (NoSuchFileException e) {
      return new Answer.Failed(PollFailure.UNREACHABLE, "there is no file " + file);
    } catch (IOException e) {
      return new Answer.Failed(PollFailure.BROKEN, file + " cannot be read: " + e.getMessage());
    }
  }

  /** The whole file, unless it is larger than allowed. */
  static byte[] read(Path file, int limit, Room.Share share) throws IOException {
    try (InputStream in = Files.newInputStream(regular(file))) {
      return Gathered.all(in, limit, share);
    }
  }

  /**
   * Where it really lies. Whoever may put files into a folder could else have any file of this
   * machine read by a link, or the poller wait for a pipe.
   */
  private static Path regular(Path file) throws IOException {
    var real = file.toRealPath();
    if (!real.startsWith(file.toAbsolutePath().resolveSibling(".").toRealPath())) {
      throw new StrayException("leads out of its folder");
    }
    if (!Files.isRegularFile(real)) {
      throw new StrayException("is no regular file");
    }
    return real;
  }

  /** What lies there is not to be read. */
  static final class StrayException extends IOException {

    private static final long serialVersionUID = 1L;

    StrayException(String message) {
      super(message);
    }
  }

  @Override
  public void accepted() {
    known = offered;
  }
}
