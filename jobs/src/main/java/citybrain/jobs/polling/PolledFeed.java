package citybrain.jobs.polling;

import citybrain.feed.RawMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
      Duration giveUp,
      InstantSource clock,
      DoubleSupplier chance) {
    this.city = city;
    this.feed = feed;
    this.origin = origin;
    this.pace = pace;
    this.documents = documents;
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
    var answer = origin.ask();
    if (answer instanceof Answer.Failed failed) {
      return failed(failed, topic);
    }
    if (answer instanceof Answer.Fresh fresh && !write(fresh, topic)) {
      return failed(new Answer.Failed(PollFailure.EMPTY, "no record in it"), topic);
    }
    if (answer instanceof Answer.Unchanged) {
      counts.unchanged();
      beat(topic);
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

  /** False when there was no record in what came. */
  private boolean write(Answer.Fresh fresh, RawTopic topic)
      throws ExecutionException, InterruptedException {
    var messages = new ArrayList<RawMessage>();
    for (var document : fresh.documents()) {
      for (var part : documents.parts(document.body())) {
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
    }
    topic.write(messages, fresh.position());
    origin.accepted();
    messages.forEach(message -> counts.sent(message.records(), message.body().length));
    messages.forEach(message -> pulse.written(message.arrival()));
    return !messages.isEmpty();
  }
}
