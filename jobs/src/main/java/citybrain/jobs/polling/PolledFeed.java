package citybrain.jobs.polling;

import citybrain.feed.RawMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One feed, its origin, and how it has been going. Driven by one thread at a time. */
final class PolledFeed {

  private static final Logger LOG = LoggerFactory.getLogger(PolledFeed.class);

  private final String city;
  private final String feed;
  private final Origin origin;
  private final Pace pace;
  private final Documents documents;
  private final Room room;
  private final InstantSource clock;
  private final DoubleSupplier chance;
  private final Pulse pulse;
  private final PollCounts counts = new PollCounts();
  private int failures;

  PolledFeed(
      String city,
      String feed,
      Origin origin,
      Pace pace,
      Documents documents,
      Room room,
      Duration giveUp,
      InstantSource clock,
      DoubleSupplier chance) {
    this.city = city;
    this.feed = feed;
    this.origin = origin;
    this.pace = pace;
    this.documents = documents;
    this.room = room;
    this.clock = clock;
    this.chance = chance;
    this.pulse = new Pulse(pace.every(), giveUp, clock.instant());
  }

  String city() {
    return city;
  }

  String feed() {
    return feed;
  }

  PollCounts counts() {
    return counts;
  }

  /**
   * Asks once and writes what came, or a heartbeat when that is due.
   *
   * @return how long to wait before the next question
   * @throws ExecutionException when the broker did not take it: nothing is accepted then
   */
  Duration poll(RawTopic topic) throws ExecutionException, InterruptedException {
    try (var share = room.share()) {
      var messages = new ArrayList<RawMessage>();
      var answer = ask(share, messages);
      if (answer instanceof Answer.Fresh fresh && !messages.isEmpty()) {
        write(messages, fresh.position(), topic);
      }
      if (answer instanceof Answer.Failed failed) {
        return failed(failed, topic);
      }
      if (messages.isEmpty()) {
        nothing(answer, topic);
      }
    }
    if (pulse.answered()) {
      LOG.info("city={} feed={} is waited for again", city, feed);
      counts.givenUp(false);
    }
    if (failures > 0) {
      LOG.info("city={} feed={} answers again after {} failures", city, feed, failures);
    }
    failures = 0;
    return pace.next(0, Optional.empty(), chance.getAsDouble());
  }

  /**
   * Asks and cuts what came. An origin may send anything, and what reads it may trip over it in a
   * way nobody thought of: that is one failed poll of this feed, and no matter of the others.
   *
   * @param messages to be filled with what is new
   */
  private Answer ask(Room.Share share, List<RawMessage> messages) throws InterruptedException {
    try {
      var answer = origin.ask(share);
      return answer instanceof Answer.Fresh fresh ? cut(fresh, share, messages) : answer;
    } catch (Room.FullException e) {
      messages.clear();
      return new Answer.Failed(PollFailure.NO_ROOM, "it " + e.getMessage());
    } catch (OutOfMemoryError e) {
      messages.clear();
      return new Answer.Failed(PollFailure.NO_ROOM, "no memory was left for it");
    } catch (IOException | RuntimeException | StackOverflowError e) {
      messages.clear();
      return new Answer.Failed(PollFailure.BROKEN, Said.fault(e));
    }
  }

  /** One document that is none keeps those beside it from nothing. */
  private Answer cut(Answer.Fresh fresh, Room.Share share, List<RawMessage> messages)
      throws IOException {
    var broken = new ArrayList<Answer.Failed>();
    for (var document : fresh.documents()) {
      try {
        for (var part : documents.parts(document.body(), share)) {
          messages.add(
              new RawMessage(
                  city,
                  feed,
                  document.source(),
                  part.firstLine(),
                  clock.instant(),
                  part.records(),
                  part.body()));
        }
      } catch (Documents.NoDocumentException e) {
        broken.add(
            new Answer.Failed(
                PollFailure.BROKEN, Said.text(document.source() + ": " + e.getMessage())));
      }
    }
    boolean isAllBroken = messages.isEmpty() && !broken.isEmpty();
    for (var failed : isAllBroken ? broken.subList(1, broken.size()) : broken) {
      counts.failed(failed.why());
      LOG.warn("city={} feed={} passed over: {}", city, feed, failed.detail());
    }
    if (!isAllBroken) {
      return fresh;
    }
    origin.refused();
    return broken.get(0);
  }

  /** The origin lives. */
  private void nothing(Answer answer, RawTopic topic)
      throws ExecutionException, InterruptedException {
    if (answer instanceof Answer.Unchanged) {
      counts.unchanged();
    } else {
      counts.empty();
      if (answer instanceof Answer.Fresh) {
        origin.accepted();
      }
    }
    beat(topic);
  }

  private void beat(RawTopic topic) throws ExecutionException, InterruptedException {
    var now = clock.instant();
    if (pulse.isDue(now)) {
      topic.writeHeartbeat(city, feed, now);
      pulse.written(now);
      counts.heartbeat();
    }
  }

  private Duration failed(Answer.Failed failed, RawTopic topic)
      throws ExecutionException, InterruptedException {
    failures++;
    counts.failed(failed.why());
    LOG.warn(
        "city={} feed={} poll failed: {} ({}), {} in a row",
        city,
        feed,
        failed.why().code(),
        failed.detail(),
        failures);
    giveUpWhenDue(topic);
    return pace.next(failures, failed.retryAfter(), chance.getAsDouble());
  }

  private void giveUpWhenDue(RawTopic topic) throws ExecutionException, InterruptedException {
    var now = clock.instant();
    var until = pulse.failed(now);
    if (until.isEmpty()) {
      return;
    }
    topic.writeGivenUp(city, feed, now, until.get());
    if (pulse.gaveUp(now)) {
      LOG.warn("city={} feed={} is given up: nobody waits for it", city, feed);
      counts.givenUp(true);
    }
  }

  private void write(List<RawMessage> messages, String position, RawTopic topic)
      throws ExecutionException, InterruptedException {
    topic.write(messages, position);
    origin.accepted();
    messages.forEach(message -> counts.sent(message.records(), message.body().length));
    messages.forEach(message -> pulse.written(message.arrival()));
  }
}
