package citybrain.synthetic.transit;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.trouble.IncidentFeatures;
import citybrain.synthetic.trouble.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TransitDaysTest {

  private static final SyntheticSettings SETTINGS = SyntheticSettings.defaults();
  private static final LocalDate MONDAY = LocalDate.of(2025, 3, 10);

  private static IncidentCalendar calendar(SyntheticSettings settings, CityPlan city) {
    var chance = new Chance(settings.seed());
    var features = new IncidentFeatures(city, chance.branch("features"));
    return new IncidentCalendar(settings, features, chance.branch("incidents"));
  }

  private static CityPlan city(SyntheticSettings settings) {
    return CityPlan.of(settings, new Chance(settings.seed()).branch("city"));
  }

  private static Traffic traffic(SyntheticSettings settings, CityPlan city) {
    return new Traffic(
        city.roads(), calendar(settings, city), almanac(settings), new Chance(1).branch("traffic"));
  }

  private static Almanac almanac(SyntheticSettings settings) {
    return Almanac.of(settings.start(), settings.zone(), new Chance(3));
  }

  private static TransitDays days(SyntheticSettings settings) {
    var city = city(settings);
    return new Transit(
            city,
            settings,
            calendar(settings, city),
            traffic(settings, city),
            almanac(settings),
            new Chance(2))
        .days();
  }

  /** The laws of a day, whatever the seed, the size and the date. */
  @Property(tries = 6)
  void vehiclesObeyTimeSpaceAndEachOther(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 20) int day) {
    var settings =
        new SyntheticSettings(seed, size / 80.0, SETTINGS.start(), ZoneId.of("Europe/Berlin"));
    for (var route : days(settings).of(MONDAY.plusDays(day))) {
      assertTimesAscendAndSpeedsArePlausible(route);
      assertHeadwaysArePositive(route);
      assertVehiclesAreInOnePlace(route);
    }
  }

  private static void assertTimesAscendAndSpeedsArePlausible(RouteDay day) {
    for (int trip = 0; trip < day.timetable().trips(); trip++) {
      if (!day.runs(trip)) {
        continue;
      }
      double[] metres = day.way(trip).stopMetres();
      int before = 0;
      for (int stop = 0; stop < metres.length; stop++) {
        assertThat(day.departure(trip, stop)).isGreaterThanOrEqualTo(day.arrival(trip, stop));
        assertThat(day.load(trip, stop)).isBetween(0, Passengers.CAPACITY);
        if (stop > 0 && !day.skips(trip, stop)) {
          double seconds = day.arrival(trip, stop) - day.departure(trip, before);
          assertThat(seconds).isPositive();
          assertThat((metres[stop] - metres[before]) / seconds * 3.6).isBetween(0.1, 90.0);
          before = stop;
        }
      }
      assertThat(day.load(trip, metres.length - 1)).isZero();
      long early = day.start(trip) - day.zero() - day.timetable().starts()[trip];
      assertThat(early).isNotNegative();
    }
  }

  private static void assertHeadwaysArePositive(RouteDay day) {
    Map<Integer, Integer> ahead = new HashMap<>();
    for (int trip = 0; trip < day.timetable().trips(); trip++) {
      if (day.runs(trip)) {
        var before = ahead.put((int) day.timetable().directions()[trip], trip);
        for (int stop = 0; before != null && stop < day.timetable().pattern(trip).size(); stop++) {
          if (!day.skips(trip, stop) && !day.skips(before, stop)) {
            assertThat(day.arrival(trip, stop)).isGreaterThan(day.arrival(before, stop));
            assertThat(day.departure(trip, stop)).isGreaterThan(day.departure(before, stop));
          }
        }
      }
    }
  }

  private static void assertVehiclesAreInOnePlace(RouteDay day) {
    Map<Integer, Long> freeFrom = new HashMap<>();
    int[] blocks = day.timetable().blocks().blockOf();
    for (int trip = 0; trip < day.timetable().trips(); trip++) {
      if (day.runs(trip)) {
        Long free = freeFrom.put(blocks[trip], day.end(trip));
        assertThat(day.start(trip)).isGreaterThan(free == null ? 0 : free);
      }
    }
  }

  @Test
  void scaleOneHasAboutThreeHundredVehiclesInTheRushAndFewAtNight() {
    var days = days(SETTINGS);
    assertThat(underWay(days, "2025-03-11T07:30:00Z")).isBetween(270L, 330L);
    assertThat(underWay(days, "2025-03-11T11:30:00Z")).isBetween(150L, 220L);
    assertThat(underWay(days, "2025-03-11T02:00:00Z")).isBetween(3L, 20L);
    assertThat(underWay(days, "2025-03-16T11:30:00Z")).isBetween(80L, 150L);
  }

  private static long underWay(TransitDays days, String instant) {
    long time = Instant.parse(instant).getEpochSecond();
    return days.underWay(time).stream()
        .mapToLong(
            day -> {
              long found = 0;
              for (int trip = 0; trip < day.timetable().trips(); trip++) {
                found += day.runs(trip) && day.start(trip) <= time && time < day.end(trip) ? 1 : 0;
              }
              return found;
            })
        .sum();
  }

  @Test
  void aCrashSlowsTheVehiclesOnItsLinkOrSendsThemRound() {
    var city = city(SETTINGS);
    var from = SETTINGS.start();
    var crashes =
        calendar(SETTINGS, city).starting(from, from.plus(Duration.ofDays(4))).stream()
            .filter(happening -> happening.trouble() == Trouble.CRASH)
            .toList();
    var days = days(SETTINGS);
    List<Double> shares = new ArrayList<>();
    int round = 0;
    for (var crash : crashes) {
      var date = LocalDate.ofInstant(Instant.ofEpochSecond(crash.start()), SETTINGS.zone());
      for (var day : days.of(date)) {
        for (int trip = 0; trip < day.timetable().trips(); trip++) {
          if (day.runs(trip)) {
            round +=
                day.findDetour(trip).filter(found -> found.crash().equals(crash)).isPresent()
                    ? 1
                    : 0;
            share(day, trip, crash).ifPresent(shares::add);
          }
        }
      }
    }
    assertThat(round).isGreaterThan(20);
    assertThat(shares).hasSizeGreaterThan(10);
    assertThat(shares.stream().sorted().skip(shares.size() / 2).findFirst().orElseThrow())
        .isGreaterThan(2);
  }

  /** How many times longer than scheduled a ride within the link of a crash took. */
  private static OptionalDouble share(RouteDay day, int trip, Happening crash) {
    var way = day.way(trip);
    int link = way.positionOf(crash.feature());
    for (int stop = 0; link >= 0 && stop + 1 < way.stopMetres().length; stop++) {
      if (way.linkOfStop()[stop] == link
          && way.linkOfStop()[stop + 1] == link
          && crash.covers(day.departure(trip, stop))
          && crash.covers(day.arrival(trip, stop + 1))) {
        double took = day.arrival(trip, stop + 1) - day.departure(trip, stop);
        int due = day.timetable().arrival(trip, stop + 1) - day.timetable().departure(trip, stop);
        return OptionalDouble.of(took / due);
      }
    }
    return OptionalDouble.empty();
  }

  @Test
  void delaysHandThemselvesOnAndWearOff() {
    int late = 0;
    int onTime = 0;
    int all = 0;
    for (var day : days(SETTINGS).of(MONDAY.plusDays(1))) {
      var timetable = day.timetable();
      for (int trip = 0; trip < timetable.trips(); trip++) {
        int before = timetable.blocks().tripBefore()[trip];
        if (day.runs(trip) && before >= 0 && day.runs(before)) {
          long came = day.end(before) - day.zero() - timetable.end(before);
          long left = day.start(trip) - day.zero() - timetable.starts()[trip];
          int rest = timetable.starts()[trip] - timetable.end(before);
          assertThat(left).isGreaterThanOrEqualTo(came - rest);
          late += came > rest ? 1 : 0;
          onTime += left == 0 ? 1 : 0;
          all++;
        }
      }
    }
    assertThat(late).isBetween(1, all / 5);
    assertThat(onTime).isGreaterThan(all / 2);
  }

  @Test
  void timesCountFromNoonMinusTwelveHours() {
    var services = TimetableDates.of(SETTINGS, almanac(SETTINGS));
    assertThat(services.zero(LocalDate.of(2025, 3, 30)))
        .isEqualTo(Instant.parse("2025-03-29T22:00:00Z").getEpochSecond());
    assertThat(services.zero(LocalDate.of(2025, 10, 26)))
        .isEqualTo(Instant.parse("2025-10-25T23:00:00Z").getEpochSecond());
    assertThat(services.find(LocalDate.of(2025, 3, 8))).isEmpty();
    assertThat(services.find(LocalDate.of(2025, 12, 25))).contains(TimetableDates.Service.SUNDAY);
    assertThat(days(SETTINGS).of(LocalDate.of(2030, 1, 1))).isEmpty();
  }
}
