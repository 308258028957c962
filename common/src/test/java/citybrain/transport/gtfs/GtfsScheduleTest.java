package citybrain.transport.gtfs;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.geo.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class GtfsScheduleTest {

  private static final LocalDate THURSDAY = LocalDate.of(2026, 1, 15);
  private static final LocalDate SATURDAY = LocalDate.of(2026, 1, 17);

  private final GtfsSchedule town = new Timetable().read();

  private int trip(String id) {
    return town.trips().find(id);
  }

  private int stop(String id) {
    return town.stops().find(id);
  }

  @Test
  void callsAreSortedAndOpenTimesFilled() {
    var times = town.stopTimes();
    int first = times.first(trip("t1"));

    assertThat(times.end(trip("t1")) - first).isEqualTo(3);
    assertThat(times.rows()).isEqualTo(8);
    assertThat(times.stop(first + 1)).isEqualTo(stop("B"));
    assertThat(times.sequence(first + 2)).isEqualTo(30);
    assertThat(times.arrival(first + 1)).isEqualTo(11 * 3600 + 6 * 60);
    assertThat(times.findBySequence(trip("t1"), 7)).isEqualTo(first + 1);
    assertThat(times.findBySequence(trip("t1"), 2)).isEqualTo(GtfsSchedule.NONE);
    assertThat(times.findByStop(trip("t1"), stop("C"), first)).isEqualTo(first + 2);
    assertThat(times.findByStop(trip("t1"), stop("A"), first + 1)).isEqualTo(GtfsSchedule.NONE);
  }

  @Test
  void tripsKnowTheirRouteDirectionAndWay() {
    int route = town.routeOf(trip("t1"));

    assertThat(town.routes().id(route)).isEqualTo("1");
    assertThat(town.routeType(route)).isEqualTo(3);
    assertThat(town.directionOf(trip("t1"))).isZero();
    assertThat(town.directionOf(trip("night"))).isEqualTo(GtfsSchedule.NONE);
    assertThat(town.shapeOf(trip("t1")))
        .containsExactly(new Position(-76.48, 44.23), new Position(-76.52, 44.26));
    assertThat(town.shapeOf(trip("night"))).isEmpty();
    var info = town.info().orElseThrow();
    assertThat(info.version()).isEqualTo("7");
    assertThat(info.from()).isEqualTo(LocalDate.of(2025, 12, 29));
    assertThat(info.to()).isNull();
  }

  @Test
  void stopsLieWhereTheyOrTheirStationLie() {
    assertThat(town.positionOf(stop("A"))).isEqualTo(new Position(-76.48, 44.23));
    assertThat(town.positionOf(stop("B"))).isEqualTo(new Position(-76.50, 44.25));
    assertThat(town.parentOf(stop("B"))).isEqualTo(stop("ST"));
    assertThat(town.parentOf(stop("A"))).isEqualTo(GtfsSchedule.NONE);
    assertThat(town.positionOf(stop("Z"))).as("0,0 is no place of a stop").isNull();
  }

  @Test
  void servicesRunByWeekdayAndException() {
    assertThat(town.runsOn(trip("t1"), THURSDAY)).isTrue();
    assertThat(town.runsOn(trip("t1"), SATURDAY)).isFalse();
    assertThat(town.runsOn(trip("sat"), SATURDAY)).isTrue();
    var newYear = LocalDate.of(2026, 1, 1);
    assertThat(town.runsOn(trip("t1"), newYear)).isFalse();
    assertThat(town.runsOn(trip("sat"), newYear)).isTrue();
    assertThat(town.runsOn(trip("t1"), LocalDate.of(2025, 12, 26))).isFalse();
    assertThat(town.runsOn(trip("t1"), LocalDate.of(2027, 1, 1))).isFalse();
  }

  @Test
  void aServiceMayLiveByExceptionsAlone() {
    var only =
        new Timetable()
            .without("calendar.txt")
            .with("calendar_dates.txt", "service_id,date,exception_type\nWK,20260115,1\n")
            .read();

    assertThat(only.runsOn(only.trips().find("t1"), THURSDAY)).isTrue();
    assertThat(only.runsOn(only.trips().find("t1"), THURSDAY.plusDays(1))).isFalse();
    assertThat(only.runsOn(only.trips().find("sat"), SATURDAY)).isFalse();
  }

  @Test
  void headwaysAreToTheTripBeforeThatRunsThatDay() {
    var headways = new ScheduledHeadways(town);
    int second = town.stopTimes().first(trip("t2"));

    assertThat(headways.before(second, THURSDAY)).isEqualTo(20 * 60);
    assertThat(headways.before(second, SATURDAY)).as("t1 does not run").isEqualTo(10 * 60);
    assertThat(headways.before(town.stopTimes().first(trip("t1")), THURSDAY))
        .isEqualTo(GtfsSchedule.NONE);
    assertThat(headways.before(town.stopTimes().first(trip("night")), THURSDAY))
        .isEqualTo(GtfsSchedule.NONE);
  }

  @Test
  void timesGoBeyondMidnight() {
    var days = town.days();
    int call = town.stopTimes().first(trip("night"));

    assertThat(days.at(THURSDAY, town.stopTimes().departure(call)))
        .isEqualTo(Instant.parse("2026-01-16T05:10:00Z"));
    assertThat(ServiceDays.seconds("7:05:09")).isEqualTo(25_509);
    assertThat(ServiceDays.seconds("100:00:00")).isEqualTo(360_000);
    assertThat(ServiceDays.seconds("")).isEqualTo(ServiceDays.NO_TIME);
    for (var wrong :
        new String[] {"7:05", "07:60:00", "07:00:61", "7h05:09", "x7:05:09", "1:1:1"}) {
      assertThat(ServiceDays.seconds(wrong)).as(wrong).isEqualTo(ServiceDays.UNREADABLE);
    }
  }

  /** The clocks change at 02:00: the day begins an hour before or after midnight. */
  @Test
  void onTheTwoOddDaysNoonStaysNoon() {
    var days = new ServiceDays(ZoneId.of("America/Toronto"));
    var spring = LocalDate.of(2026, 3, 8);
    var autumn = LocalDate.of(2026, 11, 1);

    assertThat(days.start(spring)).isEqualTo(Instant.parse("2026-03-08T04:00:00Z"));
    assertThat(days.start(autumn)).isEqualTo(Instant.parse("2026-11-01T05:00:00Z"));
    assertThat(days.at(spring, 12 * 3600)).isEqualTo(Instant.parse("2026-03-08T16:00:00Z"));
    assertThat(days.at(autumn, 12 * 3600)).isEqualTo(Instant.parse("2026-11-01T17:00:00Z"));
    assertThat(days.at(spring.minusDays(1), 25 * 3600 + 1800))
        .isEqualTo(Instant.parse("2026-03-08T06:30:00Z"));
  }
}
