package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What those get who know nothing, by hand. */
class ChanceControlTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-9);
  private static final long HOUR = 3_600_000;
  private static final long NOON = Instant.parse("2025-03-10T12:00:00Z").toEpochMilli();

  private static Frame frame(int rows, int first, int rowsADay) {
    var times = Timeline.even("", NOON, NOON + (rows - 1) * HOUR, HOUR).times();
    return new Frame(List.of(new Timeline("", times, first)), rowsADay, Duration.ofHours(rows));
  }

  private static List<List<Alarm>> alarms(Alarm... alarms) {
    return List.of(List.of(alarms));
  }

  private static boolean[] labels(int rows, int from, int to) {
    return Alarm.painted(List.of(new Alarm(from, to, true)), rows);
  }

  @Test
  void whatIsTurnedOverTheEndGoesOnAtTheBeginning() {
    var timeline = frame(10, 2, 0).timelines().get(0);
    var turned = new ArrayList<Alarm>();

    ChanceControl.turn(new Alarm(3, 5, true), 4, timeline, turned);
    ChanceControl.turn(new Alarm(6, 9, true), 2, timeline, turned);
    ChanceControl.turn(new Alarm(9, 10, false), 1, timeline, turned);

    assertThat(turned)
        .containsExactly(
            new Alarm(7, 9, true),
            new Alarm(8, 10, true),
            new Alarm(2, 3, false),
            new Alarm(2, 3, false));
  }

  @Test
  void daysStayDays() {
    // Alarms and label at six in the evening: turned by whole days an hour stays an hour.
    var frame = frame(240, 0, 24);
    var scoring = new RowScoring(frame, List.of(labels(240, 6, 7)));
    var all = new ArrayList<Alarm>();
    for (int day = 0; day < 10; day++) {
      all.add(new Alarm(24 * day + 6, 24 * day + 7, true));
    }

    var controls =
        new ChanceControl(frame, scoring, 200, 1, OptionalInt.empty()).controls(List.of(all));

    // One of ten, whichever day it is turned to.
    assertThat(controls.mean()).isCloseTo(2 / 11.0, CLOSE);
    assertThat(controls.high()).isCloseTo(2 / 11.0, CLOSE);
    assertThat(controls.constant()).isCloseTo(2 / 241.0, CLOSE);
  }

  @Test
  void aClockKnowsHowOftenAndNothingElse() {
    var frame = frame(12, 0, 0);
    var scoring = new RowScoring(frame, List.of(labels(12, 3, 5)));
    var chance = new ChanceControl(frame, scoring, 200, 1, OptionalInt.empty());

    // Two alarms of two rows: the clock has them at rows 3 and 9.
    var controls = chance.controls(alarms(new Alarm(0, 1, true), new Alarm(5, 8, true)));
    assertThat(controls.clock()).isCloseTo(4 / 6.0, CLOSE);

    assertThat(chance.controls(frame.none()))
        .isEqualTo(new ChanceControl.Controls(0, 0, 4 / 14.0, 0));
  }

  @Test
  void aClockMayKnowTheBeginning() {
    var frame = frame(12, 2, 0);
    var scoring = new RowScoring(frame, List.of(labels(12, 6, 12)));
    var controls = new ChanceControl(frame, scoring, 200, 1, OptionalInt.of(5)).controls(alarms());

    assertThat(controls.clock()).isCloseTo(12 / 13.0, CLOSE);
    assertThat(controls.constant()).isCloseTo(12 / 16.0, CLOSE);
  }

  @Test
  void theSeedDecides() {
    var frame = frame(100, 0, 0);
    var scoring = new RowScoring(frame, List.of(labels(100, 40, 60)));
    var alarms = alarms(new Alarm(41, 55, true));

    var one = new ChanceControl(frame, scoring, 200, 7, OptionalInt.empty()).controls(alarms);

    assertThat(one)
        .isEqualTo(new ChanceControl(frame, scoring, 200, 7, OptionalInt.empty()).controls(alarms));
    assertThat(one.mean()).isBetween(0.05, 0.4);
    assertThat(one.high()).isBetween(one.mean(), 1.0);
    assertThat(one)
        .isNotEqualTo(
            new ChanceControl(frame, scoring, 200, 8, OptionalInt.empty()).controls(alarms));
  }
}
