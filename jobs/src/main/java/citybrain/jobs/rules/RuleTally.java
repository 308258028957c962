package citybrain.jobs.rules;

import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.Tally;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What one rule did with the readings of one feed since the last checkpoint. */
final class RuleTally {

  /** Readings that were handed to the rule's worker. */
  long taken;

  /** Of those, the ones whose turn has come. */
  long judged;

  /** Of those, the ones that came after their turn: of no feed whose clock is known. */
  long overtaken;

  /** Of those, the ones of keys that the rule does not watch any more, because it failed. */
  long stopped;

  /** Observations that were derived. */
  private long derived;

  void derived() {
    derived++;
  }

  /** Puts out what was counted, and begins again from zero. */
  void drain(String rule, String city, String feed, Consumer<Outgoing> out) {
    if (derived > 0) {
      var tally =
          Tally.of("derived", city, feed).about("procedure", rule).count("observations", derived);
      out.accept(outgoing(city, feed, tally));
      derived = 0;
    }
    if (!isEmpty()) {
      out.accept(inputs(rule, city, feed));
    }
  }

  private boolean isEmpty() {
    return taken + judged + overtaken + stopped == 0;
  }

  private Outgoing inputs(String rule, String city, String feed) {
    var tally =
        Tally.of("rule", city, feed)
            .about("rule", rule)
            .count("taken", taken)
            .count("judged", judged)
            .count("overtaken", overtaken)
            .count("stopped", stopped);
    taken = 0;
    judged = 0;
    overtaken = 0;
    stopped = 0;
    return outgoing(city, feed, tally);
  }

  static Outgoing outgoing(String city, String feed, Tally tally) {
    return new Outgoing(
        Topics.TALLY,
        (city + "/" + feed).getBytes(StandardCharsets.UTF_8),
        tally.toBytes(),
        0,
        Outgoing.NO_HEADERS);
  }
}
