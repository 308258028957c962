package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class SplitPlayTest {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final Instant START = Instant.parse("2025-03-29T12:10:07.5Z");
  private static final SyntheticCity CITY =
      SyntheticCity.of(new SyntheticSettings(7, 0.1, START, ZoneId.of("Europe/Berlin")));

  private static List<String> play(Instant from, Instant to) {
    var sent = new ArrayList<String>();
    CITY.play(
        from,
        to,
        message ->
            sent.add(
                message.feed()
                    + ' '
                    + message.arrival()
                    + ' '
                    + message.records()
                    + ' '
                    + Arrays.hashCode(message.body())));
    return sent;
  }

  /**
   * Resuming anywhere, even in the hour the clocks jump, gives what playing on would have given.
   */
  @Property(tries = 40)
  void playingInPiecesIsPlayingAtOnce(
      @ForAll @LongRange(max = DAY_MILLIS) long from,
      @ForAll @LongRange(max = 3_000_000) long first,
      @ForAll @LongRange(max = 9_000_000) long second) {
    var a = START.plusMillis(from);
    var b = a.plusMillis(first).plusNanos(317_001);
    var c = b.plusMillis(second);

    var pieces = new ArrayList<>(play(a, b));
    pieces.addAll(play(b, c));

    assertThat(pieces).isEqualTo(play(a, c));
  }
}
