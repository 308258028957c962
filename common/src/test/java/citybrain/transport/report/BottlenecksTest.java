package citybrain.transport.report;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Asked;
import citybrain.reports.Corridor;
import citybrain.reports.ReportRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Freeways by hand: 100 km/h is free, 50 slow; the drop is from link {@code b} to {@code c}. */
class BottlenecksTest {

  private static final Instant NOON = Instant.parse("2024-03-04T20:00:00Z");
  private static final double FREE = 100;
  private static final double SLOW = 50;

  private Asked asked = freeway(1, 1, 1);

  private static Asked freeway(double... kilometres) {
    var lengths = List.of(kilometres[0], kilometres[1], kilometres[2]);
    var i5 = new Corridor("i5", "feed", List.of("a", "b", "c"), lengths, true, "town.yaml:9");
    return new Asked(
        new TrafficReport(List.of(i5)), "America/Los_Angeles", "2024-03-04", "2024-04-02");
  }

  private void speeds(int point, double a, double b, double c) {
    speed("a", point, a, true);
    speed("b", point, b, true);
    speed("c", point, c, true);
  }

  private void speed(String link, int point, double kmh, boolean isMeasured) {
    asked.read(
        link,
        ObservedProperty.TRAFFIC_SPEED,
        "",
        "",
        NOON.plusSeconds(300L * point),
        kmh,
        isMeasured);
  }

  /** A letter a point: whether there is a drop. */
  private void points(String drops) {
    for (int i = 0; i < drops.length(); i++) {
      if (drops.charAt(i) != ' ') {
        speeds(i, SLOW, drops.charAt(i) == 'x' ? SLOW : FREE, FREE);
      }
    }
  }

  private List<ReportRow> found() {
    return asked.rows().stream().filter(row -> row.measure().equals("bottleneck")).toList();
  }

  private double hours() {
    return found().stream()
        .filter(row -> row.zone().equals("i5/b/c"))
        .mapToDouble(ReportRow::value)
        .sum();
  }

  @Test
  void fiveOfSevenAreOne() {
    points("x-xx-xx--");
    assertThat(hours()).isEqualTo(5 / 12.0);
    var row = found().stream().filter(one -> one.zone().equals("i5/b/c")).findFirst().orElseThrow();
    assertThat(row.layer() + '/' + row.zone()).isEqualTo("bottleneck/i5/b/c");
    assertThat(row.date()).isEqualTo("2024-03-01");
    assertThat(row.count()).isEqualTo(1);
    assertThat(row.coverage()).isEqualTo(9 / (12.0 * (28 * 24 - 1))); // the clocks go forward
  }

  @Test
  void fourOfSevenAreNone() {
    points("x-xx-x---");
    assertThat(hours()).isZero();
    points("");
    asked = freeway(1, 1, 1);
    points("xx---xx---xx---xx");
    assertThat(hours()).isZero();
  }

  /** Each point once, however many windows it is in; those between two bottlenecks are none. */
  @Test
  void itLastsAsLongAsItLasts() {
    points("xxxxxxxxxxxx----------xxxxx------x");
    assertThat(hours()).isEqualTo((12 + 5) / 12.0);
  }

  /** What is missing is no drop, and moves the window on. */
  @Test
  void aGapIsNoDrop() {
    points("xxx   xx");
    assertThat(hours()).isZero();
    asked = freeway(1, 1, 1);
    points("xxx  xx");
    assertThat(hours()).isEqualTo(5 / 12.0);
    asked = freeway(1, 1, 1);
    points("xxxx");
    for (int i = 5_000; i < 5_004; i++) {
      speeds(i, SLOW, SLOW, FREE);
    }
    assertThat(hours()).isZero();
  }

  @Test
  void whatNobodyMeasuredIsNoDrop() {
    for (int i = 0; i < 7; i++) {
      speed("b", i, SLOW, i > 2);
      speed("c", i, FREE, true);
    }
    assertThat(found()).isEmpty();
  }

  /** Slow is below 40 mph (64.37 km/h), sharp above 20 mph (32.19 km/h), near below 3 miles. */
  @Test
  void theLimits() {
    assertThat(found(64.3, 96.6, 1, 1)).isOne();
    assertThat(found(64.4, 120, 1, 1)).isZero();
    assertThat(found(50, 82.1, 1, 1)).isZero();
    assertThat(found(50, 82.2, 1, 1)).isOne();
    assertThat(found(50, 90, 4.8, 4.8)).isOne();
    assertThat(found(50, 90, 4.9, 4.8)).isZero();
    assertThat(found(90, 50, 1, 1)).isZero(); // the other way round
  }

  private int found(double upstream, double downstream, double length, double next) {
    asked = freeway(1, length, next);
    for (int i = 0; i < 5; i++) {
      speeds(i, upstream, upstream, downstream);
    }
    return found().size();
  }

  @Test
  void daysAndMonths() {
    for (int day : new int[] {0, 3, 28}) { // 4 and 7 March, 1 April
      for (int i = 0; i < 6; i++) {
        speeds(288 * day + i, SLOW, SLOW, FREE);
      }
    }
    assertThat(found())
        .extracting(row -> row.date() + ' ' + row.value() + ' ' + row.count())
        .containsExactly("2024-03-01 1.0 2", "2024-04-01 0.5 1");
  }

  @Test
  void aStreetHasNone() {
    var street =
        new Corridor("street", "feed", List.of("b", "c"), List.of(1.0, 1.0), false, "town.yaml:9");
    asked =
        new Asked(
            new TrafficReport(List.of(street)), "America/Los_Angeles", "2024-03-04", "2024-03-04");
    points("xxxxxxx");
    assertThat(found()).isEmpty();
  }
}
