package citybrain.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import citybrain.detection.Key;
import citybrain.feed.RawRecord;
import citybrain.observation.Stamped;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Only the order within a feed counts: how feeds are read beside one another does not. */
class InterleavingTest {

  static List<RawRecord> log(Random random) {
    var town = new Town();
    for (int i = 0; i < 60; i++) {
      var feed = random.nextBoolean() ? "roads" : "cars";
      var arrival = time(30 * i);
      if (random.nextInt(5) == 0) {
        town.beat(feed, arrival);
      } else {
        var lines = new String[random.nextInt(3)];
        for (int n = 0; n < lines.length; n++) {
          int at = Math.max(0, 30 * i + 60 - random.nextInt(300));
          lines[n] =
              time(at / 30 * 30)
                  + " "
                  + "ab".charAt(random.nextInt(2))
                  + " "
                  + random.nextInt(Town.PAST + 10);
        }
        town.say(feed, arrival, lines);
      }
    }
    return town.log();
  }

  private static String time(int seconds) {
    return Town.MIDNIGHT.plusSeconds(seconds).toString().substring(11, 19);
  }

  private static List<RawRecord> mixed(List<RawRecord> log, Random random) {
    var parts =
        List.of(
            new ArrayList<>(log.stream().filter(one -> one.partition() == 0).toList()),
            new ArrayList<>(log.stream().filter(one -> one.partition() == 1).toList()));
    var mixed = new ArrayList<RawRecord>();
    while (mixed.size() < log.size()) {
      var part = parts.get(random.nextInt(2));
      for (int n = random.nextInt(9); n > 0 && !part.isEmpty(); n--) {
        mixed.add(part.remove(0));
      }
    }
    return mixed;
  }

  @Property(tries = 60)
  void theOrderAmongFeedsDoesNotCount(@ForAll long seed, @ForAll Key by) {
    var random = new Random(seed);
    var log = log(random);

    var replayed = Town.replay(Town.rule(by), log);

    assertThat(Town.replay(Town.rule(by), mixed(log, random))).isEqualTo(replayed);
    var count = replayed.rules().values().iterator().next();
    assertThat(count.judged() + count.late() + count.waiting()).isEqualTo(count.inputs());
    assertThat(count.judged()).isPositive();
  }

  /** Lanes change nothing that is said, only the order of what one message says of one time. */
  @Property(tries = 60)
  void theNumberOfLanesDoesNotCount(@ForAll long seed) {
    var log = log(new Random(seed));
    var one = Town.replay(Town.rule(Key.FEATURE), log);
    for (var lanes : List.of("2", "7", "5\n    lanes-since: 2025-03-10T00:15:00Z")) {
      var many = Town.replay(Town.rule(Key.FEATURE), log, lanes);
      assertThat(many.alerts()).isEqualTo(one.alerts());
      assertThat(many.aggregates()).isEqualTo(one.aggregates());
      assertThat(many.rules()).isEqualTo(one.rules());
      assertThat(many.refused()).isEqualTo(one.refused());
      assertThat(many.ingested())
          .extracting(Stamped::observation, told -> told.stamp().clock())
          .containsExactlyInAnyOrderElementsOf(
              one.ingested().stream()
                  .map(told -> tuple(told.observation(), told.stamp().clock()))
                  .toList());
    }
  }
}
