package citybrain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.detection.Key;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is let go on the way changes nothing: alert for alert as from the whole log. */
class RuleReplayTest {

  @Property(tries = 200)
  void saysWhatTheWholeLogSays(
      @ForAll long seed, @ForAll Key by, @ForAll @IntRange(min = 1, max = 20) int mostWaiting) {
    var log = InterleavingTest.log(new Random(seed));
    var rule = Town.rule(by);
    var whole = Town.replay(rule, log);

    var one = Town.ruleReplay(rule, log, mostWaiting);

    // Of two keys that say the same of one time none is first.
    assertThat(one.alerts()).containsExactlyInAnyOrderElementsOf(whole.alerts());
    assertThat(one.rules().get("transport.diary"))
        .isEqualTo(whole.rules().get("town transport.diary"));
    assertThat(one.readings()).isEqualTo(whole.ingested().size());
    assertThat(one.refused().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(whole.refused());
  }

  @Example
  void saysFromWhenToWhenAndWhyWhatWasRefused() {
    var town = new Town().say("roads", "00:10:00", "00:01:00 a 1", "00:01:00 a 2", "00:05:00 a 3");

    var outcome = Town.ruleReplay(Town.rule(Key.FEATURE), town.log(), 5);

    assertThat(outcome.from()).isEqualTo(Town.at("00:01:00"));
    assertThat(outcome.to()).isEqualTo(Town.at("00:05:00"));
    assertThat(outcome.refused().values()).containsExactly(1L);
  }

  @Example
  void nothingIsOfNoTime() {
    var outcome = Town.ruleReplay(Town.rule(Key.FEATURE), new Town().log(), 5);

    assertThat(outcome.from()).isEqualTo(Instant.EPOCH);
    assertThat(outcome.to()).isEqualTo(Instant.EPOCH);
    assertThat(outcome.alerts()).isEmpty();
  }

  @Example
  void aFeedThatTheCityDoesNotDeclareIsAMistakeOfTheCaller() {
    var log = new Town().say("ships", "00:10:00", "00:01:00 a 1").log();

    assertThatThrownBy(() -> Town.ruleReplay(Town.rule(Key.FEATURE), log, 5))
        .hasMessageContaining("ships");
  }
}
