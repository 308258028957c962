package citybrain.jobs.polling;

import java.util.List;

/** How one delivery becomes raw messages. */
interface Documents {

  /**
   * Cuts it; every record lies in exactly one part.
   *
   * @return nothing when it holds no record
   */
  List<Part> parts(byte[] body);

  /**
   * A document of its own.
   *
   * @param firstLine on which its first record stood, 1-based; 0 when it has no lines
   */
  record Part(long firstLine, int records, byte[] body) {}
}
