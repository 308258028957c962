package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BeatsTest {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1_440 * MINUTE;

  private final Beats beats = new Beats();

  /** What is due before this message, as "feed minute". */
  private List<String> message(String feed, long minute) {
    var due = new ArrayList<String>();
    beats.message(feed, minute * MINUTE, (name, time) -> due.add(name + " " + time / MINUTE));
    return due;
  }

  @Test
  void aFeedBeatsAtTwiceItsGapForAsLongAsItIsSilent() {
    message("a", 0);
    message("b", 0);
    message("a", 5);
    assertThat(message("b", 14)).isEmpty();
    assertThat(message("b", 34)).containsExactly("a 15", "a 25");
    // From its own message on it is waited for again, for as long as its last gap says.
    assertThat(message("a", 34)).isEmpty();
    assertThat(message("b", 35)).isEmpty();
    assertThat(message("b", 36)).isEmpty();
    assertThat(message("b", 91)).doesNotContain("a 90");
    assertThat(message("b", 92)).containsExactly("a 92");
  }

  @Test
  void whatIsDueWhenItSpeaksComesFirst() {
    message("a", 0);
    message("a", 10);
    assertThat(message("a", 30)).containsExactly("a 30");
  }

  @Test
  void beatsOfOneTimeComeByName() {
    message("b", 0);
    message("a", 0);
    message("c", 0);
    message("b", 10);
    message("a", 10);
    message("c", 15);
    assertThat(message("c", 50)).containsExactly("a 30", "b 30", "c 45", "a 50", "b 50");
  }

  @Test
  void aGapIsAMinuteAtLeast() {
    beats.message("a", 0, (feed, time) -> true);
    beats.message("a", 1_000, (feed, time) -> true);
    beats.message("a", 1_000, (feed, time) -> true);
    var due = new ArrayList<Long>();
    beats.message("b", 5 * MINUTE, (feed, time) -> due.add(time));
    assertThat(due).containsExactly(1_000 + 2 * MINUTE, 1_000 + 4 * MINUTE);
  }

  @Test
  void aGapIsADayAtMostAlsoWhenItIsNotKnown() {
    message("once", 0);
    message("weekly", 0);
    message("weekly", 7 * 1_440);
    var due = new ArrayList<String>();
    beats.message("other", 11 * DAY, (feed, time) -> due.add(feed + " " + time / DAY));
    assertThat(due).containsExactly("once 8", "weekly 9", "once 10", "weekly 11");
  }

  @Test
  void aSinkThatWantsNoMoreEndsIt() {
    message("a", 0);
    message("a", 1);
    var due = new ArrayList<Long>();
    assertThat(beats.message("a", 100 * MINUTE, (feed, time) -> due.add(time) && due.size() < 2))
        .isFalse();
    assertThat(due).hasSize(2);
  }

  /** Nothing is due twice, nothing before what was sent already, no feed before it has spoken. */
  @Property
  void timeGoesOnAndSilentFeedsBeat(
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> feeds,
      @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 500) Integer> pauses) {
    // All tries of a property are of one instance.
    var beats = new Beats();
    var sent = new ArrayList<String>();
    var times = new ArrayList<Long>();
    long now = 0;
    for (int i = 0; i < feeds.size(); i++) {
      now += pauses.get(i) * 10_000L;
      long arrival = now;
      beats.message(
          "f" + feeds.get(i),
          arrival,
          (feed, time) -> {
            assertThat(time).isLessThanOrEqualTo(arrival);
            assertThat(sent).contains(feed).doesNotContain(feed + " beats at " + time);
            sent.add(feed + " beats at " + time);
            times.add(time);
            return true;
          });
      sent.add("f" + feeds.get(i));
      times.add(now);
    }
    assertThat(times).isSorted();
  }
}
