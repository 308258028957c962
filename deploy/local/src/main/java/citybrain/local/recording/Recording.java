package citybrain.local.recording;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The messages of one recorded feed in the order of arrival, the same ones each time. */
public interface Recording extends AutoCloseable {

  /**
   * Begins at this time.
   *
   * @throws SettingException when there is nothing to read
   */
  static Recording open(FeedPlan plan, Instant from) throws IOException {
    return plan.envelopes().isPresent()
        ? DocumentRecording.open(plan, plan.envelopes().get(), from)
        : FeedRecording.open(plan, from);
  }

  /** The next message; null at the end. */
  @Nullable Message next() throws IOException;

  @Override
  void close() throws IOException;
}
