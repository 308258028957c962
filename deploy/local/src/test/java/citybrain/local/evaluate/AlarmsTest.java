package citybrain.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.scoring.NabScore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** From alerts to alarms, and scores of these by hand. */
class AlarmsTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-9);
  private static final Instant NOON = Instant.parse("2025-03-10T12:00:00Z");
  private static final long MINUTE = 60_000;

  private static Timeline timeline(String about, int rows, int first) {
    long noon = NOON.toEpochMilli();
    return new Timeline(
        about, Timeline.even(about, noon, noon + (rows - 1) * MINUTE, MINUTE).times(), first);
  }

  private static Frame frame(Timeline... timelines) {
    return new Frame(List.of(timelines), 0, Duration.ofDays(1));
  }

  private static Alert alert(AlertStatus status, String feature, String id, long seconds) {
    var time = NOON.plusSeconds(seconds);
    return new Alert(
        id,
        "a.rule",
        "1",
        "water",
        status,
        "town",
        feature,
        "WATER_FLOW",
        NOON,
        time,
        Severity.MINOR,
        1,
        2,
        "L/s",
        "why",
        null,
        "",
        List.of());
  }

  private static Alert open(String feature, String id, long seconds) {
    return alert(AlertStatus.OPEN, feature, id, seconds);
  }

  private static Alert closed(String feature, String id, long seconds) {
    return alert(AlertStatus.CLOSED, feature, id, seconds);
  }

  @Test
  void rowsAreAlarmsFromTheOpeningUntilTheClosing() {
    var alarms =
        frame(timeline("", 10, 0))
            .alarms(
                List.of(
                    open("x", "1", 60),
                    alert(AlertStatus.UPDATE, "x", "1", 90),
                    closed("x", "1", 180),
                    open("x", "2", 121),
                    closed("x", "2", 130),
                    open("x", "3", 500),
                    closed("never opened", "4", 510),
                    open("x", "5", 99_999)));

    assertThat(alarms.get(0))
        .containsExactly(
            new Alarm(1, 3, true),
            // Between two rows: told, but of no row.
            new Alarm(3, 3, true),
            new Alarm(9, 10, true));
  }

  @Test
  void whatWasOpenBeforeIsCutAndNotOpenedAnew() {
    var frame = frame(timeline("", 10, 4));

    var alarms =
        frame.alarms(
            List.of(
                open("x", "1", 0),
                open("y", "2", 60),
                closed("x", "1", 120),
                closed("y", "2", 300)));

    assertThat(alarms.get(0)).containsExactly(new Alarm(4, 5, false));
    var before = frame(timeline("", 10, 0));
    assertThat(
            before
                .alarms(
                    List.of(
                        open("x", "1", -90),
                        closed("x", "1", -30),
                        open("x", "2", -90),
                        closed("x", "2", 90),
                        open("x", "3", 0)))
                .get(0))
        .containsExactly(new Alarm(0, 2, false), new Alarm(0, 10, true));
    assertThat(Frame.opened(alarms)).isZero();
    assertThat(frame.isScored(open("x", "1", 180))).isFalse();
    assertThat(frame.isScored(open("x", "1", 240))).isTrue();
    assertThat(frame.isScored(open("x", "1", 541))).isFalse();
  }

  @Test
  void alertsBelongToTheirFeature() {
    var frame = frame(timeline("a", 5, 0), timeline("b", 5, 0));

    var alarms = frame.alarms(List.of(open("b", "1", 0), open("c", "2", 0)));

    assertThat(alarms.get(0)).isEmpty();
    assertThat(alarms.get(1)).containsExactly(new Alarm(0, 5, true));
    assertThat(frame.isScored(open("c", "2", 0))).isFalse();
  }

  @Test
  void rowsOfOneTimeAreFoundByTheFirst() {
    var twice = new Timeline("", new long[] {1, 2, 2, 2, 3}, 0);

    assertThat(twice.row(2)).isEqualTo(1);
    assertThat(twice.exactRow(2)).isEqualTo(1);
    assertThat(twice.exactRow(5)).isEqualTo(-1);
    assertThat(twice.row(4)).isEqualTo(5);
  }

  @Test
  void happeningsAreFoundInTimeOrNot() {
    var frame = frame(timeline("a", 100, 0), timeline("b", 100, 0));
    var found = new EventScoring.Event(0, 10, 20, 50);
    var late = new EventScoring.Event(0, 60, 65, 70);
    var missed = new EventScoring.Event(1, 10, 20, 50);
    var other = new EventScoring.Event(1, 80, 90, 90);
    var scoring = new EventScoring(frame, "recall", List.of(found, late, missed), List.of(other));

    var alarms =
        List.of(
            List.of(
                new Alarm(5, 12, true), // false
                new Alarm(14, 15, true), // finds it after 4 minutes
                new Alarm(11, 30, false), // the rest of another
                new Alarm(45, 46, true), // about it as well
                new Alarm(65, 66, true)), // too late, but not false
            List.of(new Alarm(85, 86, true)));

    assertThat(scoring.value(alarms)).isCloseTo(1 / 3.0, CLOSE);
    assertThat(scoring.figures(alarms))
        .containsEntry("found", 1.0)
        .containsEntry("events", 3.0)
        .containsEntry("median_delay_minutes", 4.0)
        .containsEntry("false_alerts", 1.0)
        .containsEntry("false_alerts_a_day", 1.0);
    assertThat(scoring.detail(alarms)).isEqualTo("1 of 3, median after 4 min, 1.00 false a day");
    assertThat(scoring.value(frame.none())).isZero();
    assertThat(scoring.figures(frame.none()).get("median_delay_minutes")).isNaN();
  }

  @Test
  void openingsAreTheDetectionsOfNab() {
    var frame = frame(timeline("a", 1000, 150));
    var scoring = new NabScoring(frame, List.of(List.of(new NabScore.Window(500, 599))));

    assertThat(scoring.value(List.of(List.of(new Alarm(500, 900, true))))).isCloseTo(100, CLOSE);
    assertThat(
            scoring.value(
                List.of(
                    List.of(
                        new Alarm(150, 160, false),
                        new Alarm(300, 310, true),
                        new Alarm(500, 900, true)))))
        .isCloseTo(94.5, CLOSE);
  }
}
