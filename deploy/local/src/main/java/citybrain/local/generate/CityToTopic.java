package citybrain.local.generate;

import citybrain.feed.SettingException;
import citybrain.local.player.Beats;
import citybrain.local.player.RawProducer;
import citybrain.local.player.RawTotals;
import citybrain.local.player.Stage;
import citybrain.local.player.SyntheticScript;
import citybrain.local.recording.Message;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Writes the synthetic city into the raw topic as fast as it goes. */
public final class CityToTopic {

  private final SyntheticScript script;

  public CityToTopic(String name, SyntheticSettings settings) {
    this(name, settings, SyntheticScript.ALL_FEEDS);
  }

  /** Writes these feeds only. */
  public CityToTopic(String name, SyntheticSettings settings, Set<String> feeds) {
    this.script = new SyntheticScript(name, settings, Instant.MAX, feeds);
  }

  /**
   * Writes all that arrives before {@code until}; answers how many records that were.
   *
   * @throws SettingException when the topic holds messages of this city already
   */
  public long write(Instant until, String bootstrap) {
    return write(until, Long.MAX_VALUE, bootstrap);
  }

  /** Stands between the messages of a play. */
  public interface Pause {

    /** Called once, when everything before lies on the topic; may wait. */
    void at(long records);
  }

  /** The same, but stops after the message with which this many records are reached. */
  public long write(Instant until, long mostRecords, String bootstrap) {
    return write(until, mostRecords, bootstrap, Long.MAX_VALUE, records -> {});
  }

  /** The same, with a pause after the message with which so many records are reached. */
  public long write(
      Instant until, long mostRecords, String bootstrap, long pauseRecords, Pause pause) {
    var mark = UUID.randomUUID().toString().substring(0, 8);
    if (RawTotals.read(bootstrap, mark).isPlayedByOthers(script.city())) {
      throw new SettingException(
          "the raw topic at %s holds messages of city '%s' already; choose another name, or an empty topic"
              .formatted(bootstrap, script.city()));
    }
    var failure = new AtomicReference<Exception>();
    var numbers = new Numbers();
    var beats = new Beats();
    try (var producer = new RawProducer(bootstrap, mark)) {
      script.play(
          new Stage() {
            @Override
            public boolean send(Message message) {
              if (!message.raw().arrival().isBefore(until) || failure.get() != null) {
                return false;
              }
              beats.message(
                  message.raw().feed(),
                  message.arrivalMillis(),
                  (feed, time) -> {
                    producer.beat(
                        script.city(), feed, time, (metadata, e) -> failure.compareAndSet(null, e));
                    return true;
                  });
              boolean isBefore = numbers.records < pauseRecords;
              producer.send(
                  message, numbers.next(message), (metadata, e) -> failure.compareAndSet(null, e));
              if (isBefore && numbers.records >= pauseRecords) {
                producer.flush();
                pause.at(numbers.records);
              }
              return numbers.records < mostRecords;
            }

            @Override
            public void problem(String feed, String text) {
              throw new IllegalStateException(feed + ": " + text);
            }
          });
    }
    if (failure.get() != null) {
      throw new IllegalStateException("cannot write to the raw topic", failure.get());
    }
    return numbers.records;
  }

  private static final class Numbers {

    private final Map<String, Long> next = new HashMap<>();
    private long records;

    long next(Message message) {
      records += message.raw().records();
      return next.merge(message.key(), 1L, Long::sum) - 1;
    }
  }
}
