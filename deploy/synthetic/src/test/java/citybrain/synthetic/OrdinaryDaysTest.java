package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.town.CityPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is no incident and yet differs from day to day: who cannot tell cries wolf. */
class OrdinaryDaysTest {

  private static final SyntheticSettings SETTINGS = SyntheticSettings.defaults();
  private static final Instant START = SETTINGS.start();
  private static final SyntheticCity CITY = SyntheticCity.of(SETTINGS);
  private static final CityPlan PLAN =
      CityPlan.of(SETTINGS, new Chance(SETTINGS.seed()).branch("city"));

  private static List<Recording.Line> lines(String feed, int day, int fromHour, int toHour) {
    var recording = new Recording();
    var from = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(fromHour));
    var to = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(toHour));
    CITY.play(from, to, feed::equals, recording::add);
    return recording.whole(feed);
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.replace(',', '.'));
  }

  private static double mean(List<Recording.Line> lines, String column) {
    return lines.stream()
        .map(line -> line.cell(column))
        .filter(cell -> cell.matches("[0-9]+([.,][0-9]+)?"))
        .mapToDouble(OrdinaryDaysTest::number)
        .average()
        .orElseThrow();
  }

  @Test
  void noTwoTuesdaysAreAlike() {
    var inflows = new ArrayList<Double>();
    for (int week = 0; week < 4; week++) {
      inflows.add(mean(lines("water-flows", 1 + 7 * week, 9, 12), "p13"));
    }
    double least = inflows.stream().mapToDouble(one -> one).min().orElseThrow();
    double most = inflows.stream().mapToDouble(one -> one).max().orElseThrow();
    assertThat(most / least).isBetween(1.02, 1.5);
  }

  /** 13 March 2025 is a Thursday and the day of the city. */
  @Test
  void aHolidayIsLivedLikeASunday() {
    double thursday = mean(lines("traffic", 10, 7, 9), "vehicleCount");
    double holiday = mean(lines("traffic", 3, 7, 9), "vehicleCount");
    double sunday = mean(lines("traffic", 6, 7, 9), "vehicleCount");
    assertThat(holiday / thursday).isLessThan(0.6);
    assertThat(holiday / sunday).isCloseTo(1, within(0.25));
  }

  @Test
  void aBottleneckIsJammedOnMostWorkingDaysAndNeverOnASunday() {
    var roads = PLAN.roads();
    var bottlenecks =
        IntStream.range(0, roads.links())
            .filter(link -> roads.isBottleneck(link) && (link & 7) != 0)
            .boxed()
            .collect(Collectors.toMap(link -> "" + roads.reportId(link), roads::freeKmh));
    assertThat(bottlenecks).hasSizeBetween(20, 60);
    double[] slow = new double[7];
    for (int day = 0; day < 7; day++) {
      var slowest = new TreeMap<String, Double>();
      for (var line : lines("traffic", day, 6, 20)) {
        var free = bottlenecks.get(line.cell("REPORT_ID"));
        if (free != null
            && line.cell("avgSpeed").matches("[0-9]+")
            && line.cell("vehicleCount").matches("[0-9]+")
            && number(line.cell("vehicleCount")) >= 5) {
          slowest.merge(line.cell("REPORT_ID"), number(line.cell("avgSpeed")) / free, Math::min);
        }
      }
      slow[day] =
          slowest.values().stream().filter(share -> share < 0.42).count()
              / (double) bottlenecks.size();
    }
    assertThat(List.of(slow[0], slow[1], slow[2], slow[4]))
        .allMatch(share -> share > 0.6 && share < 1);
    assertThat(List.of(slow[3], slow[5], slow[6])).allMatch(share -> share < 0.15);
  }

  @Test
  void onQuietLinksOneOrTwoAreMatchedAndTheirSpeedsScatter() {
    var roads = PLAN.roads();
    var quiet =
        IntStream.range(0, roads.links())
            .filter(roads::isQuiet)
            .mapToObj(link -> "" + roads.reportId(link))
            .collect(Collectors.toSet());
    var lines =
        lines("traffic", 1, 12, 14).stream()
            .filter(line -> quiet.contains(line.cell("REPORT_ID")))
            .toList();
    assertThat(quiet).hasSizeGreaterThan(100);
    assertThat(mean(lines, "vehicleCount")).isBetween(0.2, 2.0);
    assertThat(lines)
        .map(line -> line.cell("avgSpeed"))
        .filteredOn(cell -> cell.matches("[0-9]+"))
        .anyMatch(cell -> number(cell) < 22);
  }

  @Test
  void pumpsTakeTurnsAndTheTankIsFullBeforeSix() {
    var flows = lines("water-flows", 1, 0, 24);
    for (int tank = 0; tank < PLAN.water().tanks(); tank++) {
      int starts = 0;
      var last = new ArrayList<String>();
      var before = new boolean[2];
      for (var line : flows) {
        for (int pump = 0; pump < 2; pump++) {
          String cell = line.cell("PUMP_" + (2 * tank + pump + 1));
          boolean runs = cell.matches("[0-9]+,[0-9]+") && number(cell) > 0;
          if (runs && !before[pump]) {
            starts++;
            last.add("" + pump);
          }
          before[pump] = cell.isEmpty() ? before[pump] : runs;
        }
      }
      assertThat(starts).as("starts of tank %d", tank + 1).isBetween(3, 20);
      assertThat(last).contains("0", "1");
      double early = mean(lines("water-levels", 2, 5, 6), "T" + (tank + 1));
      double noon = mean(lines("water-levels", 2, 19, 21), "T" + (tank + 1));
      assertThat(early).isBetween(3.3, 3.7);
      assertThat(noon).isLessThan(early - 0.5);
    }
  }

  /** What is pumped less what is drawn is what rises, so a balance of the network closes. */
  @Test
  void whatFlowsInAndOutOfATankIsItsLevel() {
    var water = PLAN.water();
    var pumped = new double[water.tanks()];
    var flows = lines("water-flows", 1, 6, 9);
    var hourly = lines("water-flows-hourly", 1, 7, 10);
    for (int tank = 0; tank < water.tanks(); tank++) {
      for (int pump = 2 * tank; pump < 2 * tank + 2; pump++) {
        pumped[tank] += mean(flows, "PUMP_" + (pump + 1));
      }
      double drawn = 0;
      double mean = 0;
      for (int dma = 10 * tank; dma < Math.min(water.dmas(), 10 * tank + 10); dma++) {
        drawn += mean(dma % 6 == 3 ? hourly : flows, water.inletPipe(dma));
        mean += water.meanInflow(dma);
      }
      var levels = lines("water-levels", 1, 6, 9);
      double rise =
          number(levels.get(levels.size() - 1).cell("T" + (tank + 1)))
              - number(levels.get(0).cell("T" + (tank + 1)));
      double balance = 3 * (pumped[tank] - drawn) / (3.6 * mean);
      assertThat(rise).as("tank %d", tank + 1).isCloseTo(balance, within(0.12));
    }
  }

  @Test
  void anHourlyInflowIsReadOnceAnHour() {
    assertThat(lines("water-flows-hourly", 1, 0, 24)).hasSizeBetween(21, 26);
    assertThat(lines("water-flows", 1, 0, 1).get(0).columns()).doesNotContain("p" + (3 * 13 + 13));
    assertThat(lines("water-flows-hourly", 1, 0, 3).get(0).columns()).contains("p" + (3 * 13 + 13));
  }

  /** On two days of three a feed pauses: some leave a hole, of others all comes later. */
  @Test
  void feedsPauseAndSomeLeaveAHole() {
    long[] gap = new long[40];
    var heard = new ArrayList<List<LocalDateTime>>();
    for (int day = 0; day < gap.length; day++) {
      var arrivals = new ArrayList<Instant>();
      var stamps = new ArrayList<LocalDateTime>();
      var from = START.plus(Duration.ofDays(day));
      CITY.play(
          from,
          from.plus(Duration.ofDays(1)),
          "water-levels"::equals,
          message -> arrivals.add(message.arrival()));
      for (var line : lines("water-levels", day, 0, 24)) {
        stamps.add(LocalDateTime.parse(line.cell("Timestamp").replace(' ', 'T')));
      }
      gap[day] = longest(arrivals);
      heard.add(stamps.stream().sorted().toList());
    }
    Predicate<Integer> pauses = day -> gap[day] >= 12;
    var paused = IntStream.range(0, gap.length).boxed().filter(pauses).toList();
    assertThat(paused).hasSizeBetween(gap.length / 2, gap.length * 4 / 5);
    assertThat(Arrays.stream(gap).max().orElseThrow()).isLessThanOrEqualTo(60);
    long holes = paused.stream().filter(day -> longestOf(heard.get(day)) > 11).count();
    assertThat(holes).isBetween(paused.size() / 4L, paused.size() * 3L / 4);
  }

  private static long longest(List<Instant> times) {
    return IntStream.range(1, times.size())
        .mapToLong(i -> Duration.between(times.get(i - 1), times.get(i)).toMinutes())
        .max()
        .orElseThrow();
  }

  private static long longestOf(List<LocalDateTime> times) {
    return IntStream.range(1, times.size())
        .mapToLong(i -> Duration.between(times.get(i - 1), times.get(i)).toMinutes())
        .max()
        .orElseThrow();
  }
}
