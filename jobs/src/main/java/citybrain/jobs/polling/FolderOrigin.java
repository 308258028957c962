package citybrain.jobs.polling;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A folder into which somebody puts files, each whole and once (written under another name or with
 * a leading dot, then renamed). They are taken in the order in which they appeared; what lies
 * before the position has been taken.
 */
final class FolderOrigin implements Origin {

  private static final int MOST_AT_ONCE = 100;

  private final Path folder;
  private final int limit;
  private Place known;
  private Place offered;

  /** Where a file stands in the order. */
  private record Place(long appeared, String name) implements Comparable<Place> {

    static final Place START = new Place(Long.MIN_VALUE, "");

    @Override
    public int compareTo(Place other) {
      int byTime = Long.compare(appeared, other.appeared);
      return byTime != 0 ? byTime : name.compareTo(other.name);
    }

    String written() {
      return appeared + " " + name;
    }

    static Place read(String written) {
      var parts = written.split(" ", 2);
      return parts.length == 2 && parts[0].matches("-?[0-9]{1,18}")
          ? new Place(Long.parseLong(parts[0]), parts[1])
          : START;
    }
  }

  /**
   * A folder to be looked into.
   *
   * @param limit of one file, in bytes
   * @param position where an earlier poller stood, empty at first
   */
  FolderOrigin(Path folder, int limit, String position) {
    this.folder = folder;
    this.limit = limit;
    this.known = Place.read(position);
    this.offered = known;
  }

  @Override
  public Answer ask(Room.Share share) {
    try {
      var documents = new ArrayList<Answer.Document>();
      int size = 0;
      for (var place : unseen()) {
        if (size >= limit) {
          break; // what is in memory at one time is bounded
        }
        try {
          documents.add(
              new Answer.Document(
                  place.name(), FileOrigin.read(folder.resolve(place.name()), limit, share)));
          size += documents.get(documents.size() - 1).body().length;
        } catch (LimitedBody.TooLargeException e) {
          if (documents.isEmpty()) {
            known = place;
            return new Answer.Failed(
                PollFailure.TOO_LARGE, place.name() + " has " + e.getMessage());
          }
          break; // those before it first; it is told with the next question
        } catch (Room.FullException e) {
          if (documents.isEmpty()) {
            // Stays where it is: it may fit when others have less.
            return new Answer.Failed(PollFailure.NO_ROOM, place.name() + " " + e.getMessage());
          }
          break;
        } catch (FileOrigin.StrayException e) {
          if (documents.isEmpty()) {
            known = place;
            return new Answer.Failed(PollFailure.BROKEN, place.name() + " " + e.getMessage());
          }
          break;
        } catch (NoSuchFileException e) {
          continue; // taken away meanwhile
        }
        offered = place;
      }
      return documents.isEmpty()
          ? new Answer.Unchanged()
          : new Answer.Fresh(documents, offered.written());
    } catch (NoSuchFileException e) {
      return new Answer.Failed(PollFailure.UNREACHABLE, "there is no folder " + folder);
    } catch (DirectoryIteratorException e) {
      return new Answer.Failed(PollFailure.BROKEN, folder + " cannot be listed: " + Said.of(e));
    } catch (IOException e) {
      return new Answer.Failed(PollFailure.BROKEN, folder + " cannot be read: " + e.getMessage());
    }
  }

  private List<Place> unseen() throws IOException {
    var found = new ArrayList<Place>();
    try (var files = Files.newDirectoryStream(folder, FolderOrigin::isWhole)) {
      for (var file : files) {
        var place = new Place(appeared(file), file.getFileName().toString());
        if (place.compareTo(known) > 0) {
          found.add(place);
        }
      }
    }
    found.sort(Comparator.naturalOrder());
    return found.subList(0, Math.min(found.size(), MOST_AT_ONCE));
  }

  /**
   * When it got its place here, where the file system tells (POSIX: the change time, which a move
   * sets though the file keeps its own time), else when it was written.
   */
  private static long appeared(Path file) throws IOException {
    var views = file.getFileSystem().supportedFileAttributeViews();
    return views.contains("unix")
        ? ((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis()
        : Files.getLastModifiedTime(file).toMillis();
  }

  private static boolean isWhole(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.endsWith(".part")
        && !name.endsWith(".tmp")
        && Files.isRegularFile(file);
  }

  @Override
  public void accepted() {
    known = offered;
  }

  @Override
  public void refused() {
    known = offered;
  }
}
