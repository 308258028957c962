package citybrain.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.observation.Domain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Which lane a reading comes to, and when their number may change. */
class LanesTest {

  private static final long SINCE = 1_000_000;

  @Test
  void featuresAreSpreadEvenly() {
    var lanes = Lanes.always(8);
    var counts = new HashMap<Integer, Integer>();
    for (int i = 0; i < 8_000; i++) {
      counts.merge(lanes.of("meter-" + i, 0), 1, Integer::sum);
    }
    assertThat(counts.keySet()).hasSize(8).allMatch(lane -> lane >= 0 && lane < 8);
    assertThat(counts.values()).allMatch(count -> count > 850 && count < 1_150);
  }

  @Test
  void anotherNumberHoldsFromATimeOn() {
    var lanes = new Lanes(8, 2, SINCE);
    assertThat(lanes.all()).isEqualTo(8);
    for (int i = 0; i < 100; i++) {
      var feature = "meter-" + i;
      assertThat(lanes.of(feature, SINCE - 1)).isEqualTo(Lanes.always(2).of(feature, 0));
      assertThat(lanes.of(feature, SINCE)).isEqualTo(Lanes.always(8).of(feature, 0));
    }
  }

  /** Lanes follow others exactly when every reading that may be told again keeps its lane. */
  @Property(tries = 2_000)
  void whatWasToldIsFoundAgain(
      @ForAll @IntRange(min = 1, max = 3) int count,
      @ForAll @IntRange(min = 1, max = 3) int before,
      @ForAll @LongRange(min = 0, max = 9) long since,
      @ForAll @IntRange(min = 1, max = 3) int earlierCount,
      @ForAll @IntRange(min = 1, max = 3) int earlierBefore,
      @ForAll @LongRange(min = 0, max = 9) long earlierSince,
      @ForAll @LongRange(min = 0, max = 9) long asked,
      @ForAll @LongRange(min = 0, max = 9) long told) {
    var now = new Lanes(count, before, since);
    var earlier = new Lanes(earlierCount, earlierBefore, earlierSince);
    boolean isFound = true;
    for (long time = asked; time <= told; time++) {
      for (int i = 0; i < 40; i++) {
        isFound &= now.of("meter-" + i, time) == earlier.of("meter-" + i, time);
      }
    }
    assertThat(now.follow(earlier, told, asked)).isEqualTo(isFound);
  }

  private static FeedTerms terms(Lanes lanes) {
    return new FeedTerms(List.of(Domain.ENERGY), 0, 900_000, false, lanes);
  }

  private static Lane goOn(Lane lane, Lanes lanes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    lane.write(new DataOutputStream(bytes));
    var next = new Lane(terms(lanes));
    next.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return next;
  }

  @Test
  void anotherNumberMustBeDeclaredFromATimeThatHasNotCome() throws IOException {
    var noon = Instant.parse("2025-03-10T12:00:00Z");
    long told = noon.toEpochMilli();
    var message = new RawMessage("town", "meters", "", 0, noon, 0, new byte[0]);
    var lane = new Lane(terms(Lanes.ONE));
    lane.take(
        new LanePart(
            RawRecord.of(message, 0, 0),
            0,
            Long.MIN_VALUE,
            told,
            Long.MIN_VALUE,
            0,
            List.of(),
            List.of(),
            0),
        new NoOut());

    assertThat(goOn(lane, Lanes.ONE).clock()).isEqualTo(told);
    assertThat(goOn(lane, new Lanes(4, 1, told + 1)).clock()).isEqualTo(told);
    assertThatThrownBy(() -> goOn(lane, Lanes.always(4)))
        .isInstanceOf(LanesException.class)
        .hasMessageContaining("in 1 lanes and would now be in 4")
        .hasMessageContaining("later than 2025-03-10T12:00:00Z")
        .hasMessageContaining("'lanes-since'");
    assertThatThrownBy(() -> goOn(lane, new Lanes(4, 1, told))).isInstanceOf(LanesException.class);
  }

  @Test
  void aNumberThatCannotBeIsRefused() {
    assertThatThrownBy(() -> Lanes.always(0)).hasMessageContaining("from 1 to 64");
    assertThatThrownBy(() -> Lanes.always(65)).hasMessageContaining("from 1 to 64");
  }

  /** Takes what is not looked at. */
  private static final class NoOut implements Lane.Out {
    @Override
    public void readings(
        Domain domain,
        List<citybrain.observation.Observation> readings,
        citybrain.observation.Stamp first) {
      throw new AssertionError("nothing was told");
    }

    @Override
    public void mark(Domain domain, long clock) {
      // How far the feed is, is asked of the lane.
    }

    @Override
    public void rejected(Rejected rejected) {
      throw new AssertionError("nothing can be refused");
    }

    @Override
    public void repeated() {
      throw new AssertionError("nothing was told");
    }

    @Override
    public void waiting(int words) {
      throw new AssertionError("nothing was told");
    }

    @Override
    public void values(int values) {
      // None.
    }
  }
}
