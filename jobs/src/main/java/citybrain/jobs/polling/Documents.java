package citybrain.jobs.polling;

import java.io.IOException;
import java.util.List;

/** How one delivery becomes raw messages. */
interface Documents {

  /**
   * Cuts it; every record lies in exactly one part.
   *
   * @param share what the parts may take of the memory of all
   * @return nothing when it can be read and holds no record
   * @throws NoDocumentException when it is nothing of this feed
   * @throws Room.FullException when the parts do not fit
   */
  List<Part> parts(byte[] body, Room.Share share) throws IOException;

  /** What came is no document of this feed. */
  final class NoDocumentException extends IOException {

    private static final long serialVersionUID = 1L;

    NoDocumentException(String message) {
      super(message);
    }
  }

  /**
   * A document of its own.
   *
   * @param firstLine on which its first record stood, 1-based; 0 when it has no lines
   */
  record Part(long firstLine, int records, byte[] body) {}
}
