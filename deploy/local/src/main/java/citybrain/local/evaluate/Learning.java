package citybrain.local.evaluate;

import citybrain.cityfile.CityFile;
import citybrain.replay.RuleReplay;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * How rules come to know what they know of the days before those on which they are judged.
 *
 * @param days that there are to learn from
 */
record Learning(Knowing knowing, int days) {

  /** Plays the days before. */
  interface DaysBefore {
    void play(RuleReplay.Before before) throws IOException;
  }

  /**
   * What rules are given.
   *
   * @param split when the days begin on which they are judged
   */
  RuleReplay.Before before(CityFile city, Instant split, DaysBefore daysBefore) throws IOException {
    return switch (knowing) {
      case LIVED -> RuleReplay.Before.NOTHING;
      case COLD -> new RuleReplay.Before(split, List.of(), heard -> {});
      case TAUGHT -> {
        var lessons = new Lessons(city.calendar(), split);
        daysBefore.play(new RuleReplay.Before(Instant.MAX, List.of(), lessons::hear));
        yield new RuleReplay.Before(split, lessons.baselines(), heard -> {});
      }
    };
  }

  /** The card of a set whose rules know this. */
  SetCard card(SetCard of) {
    return new SetCard(
        of.name() + "-" + knowing.word(),
        of.what() + ", " + days + " days to learn from",
        of.origin(),
        of.licence(),
        of.tuned());
  }
}
