package citybrain.jobs.polling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an origin answered. */
sealed interface Answer {

  /**
   * Something new.
   *
   * @param position what the origin needs to go on from here after a restart, in its own words
   */
  record Fresh(List<Document> documents, String position) implements Answer {

    public Fresh {
      documents = List.copyOf(documents);
    }
  }

  /** The origin answers, and tells that there is nothing: no body, or one without a record. */
  record Empty() implements Answer {}

  /** The same as before, by its own word (304) or byte for byte. */
  record Unchanged() implements Answer {}

  /**
   * Nothing usable.
   *
   * @param detail for the log; never the payload
   * @param retryAfter how long the origin asks to be left alone
   */
  record Failed(PollFailure why, String detail, Optional<Duration> retryAfter) implements Answer {

    Failed(PollFailure why, String detail) {
      this(why, detail, Optional.empty());
    }
  }

  /**
   * Bytes as they were delivered.
   *
   * @param source the address or file, without query: keys may stand there
   */
  record Document(String source, byte[] body) {}
}
