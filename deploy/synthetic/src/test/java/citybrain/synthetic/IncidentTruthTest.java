package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.town.WaterNetwork;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncidentTruthTest {

  private static final SyntheticSettings SETTINGS = SyntheticSettings.defaults();
  private static final Instant START = SETTINGS.start();
  private static final SyntheticCity CITY = SyntheticCity.of(SETTINGS);
  private static final List<SyntheticIncident> WEEK =
      CITY.incidents(START, START.plus(Duration.ofDays(7)));

  private static SyntheticIncident first(String kind, Predicate<SyntheticIncident> wanted) {
    return WEEK.stream()
        .filter(incident -> incident.kind().equals(kind))
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  private static SyntheticIncident first(String kind) {
    return first(kind, incident -> true);
  }

  private static String local(Instant instant) {
    return LocalDateTime.ofInstant(instant, SETTINGS.zone()).toString();
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace(',', '.'));
  }

  private static OptionalDouble mean(
      Recording recording, String feed, String column, Predicate<Recording.Line> wanted) {
    return recording.whole(feed).stream()
        .filter(wanted)
        .map(line -> line.cell(column))
        .filter(cell -> cell.matches("[0-9.,-]+"))
        .mapToDouble(IncidentTruthTest::number)
        .average();
  }

  private static double around(
      String feed, Instant from, Instant to, String column, Predicate<Recording.Line> wanted) {
    return mean(Recording.of(CITY, from, to), feed, column, wanted).orElseThrow();
  }

  @Test
  void everyKindHappensWithinAWeekAndButForOneOutageOnlyAfterTheFirstSixHours() {
    assertThat(WEEK.stream().map(SyntheticIncident::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "crash",
            "pipe-burst",
            "slow-leak",
            "feeder-outage",
            "overload",
            "theft",
            "stuck-tap-changer",
            "loose-neutral",
            "stuck-sensor",
            "mistaken-unit",
            "stuck-at-zero",
            "spiking-sensor",
            "drifting-sensor",
            "pollution-episode",
            "bunching",
            "missing-trip",
            "large-gap",
            "untracked-vehicle",
            "bus-detour",
            "feed-pause",
            "silent-sensor");
    var judged = WEEK.stream().filter(i -> i.scoring().judged()).toList();
    assertThat(judged.get(0).kind()).isEqualTo("feeder-outage");
    assertThat(judged.get(0).start()).isBefore(START.plus(Duration.ofMinutes(40)));
    assertThat(judged.stream().skip(1))
        .allMatch(i -> !i.start().isBefore(START.plus(Duration.ofHours(6))));
    assertThat(WEEK).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
    assertThat(WEEK.stream().map(SyntheticIncident::id)).doesNotHaveDuplicates();
  }

  @Test
  void everyTwoHoursOfADayHaveIncidentsAndTheFirstOfTheSecondDayManyToDetect() {
    for (int slot = 3; slot < 12; slot++) {
      var opens = START.plus(Duration.ofHours(24 + 2L * slot));
      assertThat(CITY.incidents(opens, opens.plus(Duration.ofHours(2)))).hasSizeGreaterThan(1);
    }
    var midnight = START.plus(Duration.ofDays(1));
    var live = midnight.plus(Duration.ofMinutes(90));
    assertThat(
            CITY.incidents(midnight, live).stream()
                .filter(i -> !i.start().plus(i.detectableWithin()).isAfter(live)))
        .hasSizeGreaterThan(8);
  }

  @Test
  void compoundsHurtSeveralDomains() {
    var compounds =
        WEEK.stream()
            .filter(incident -> !incident.compound().isEmpty())
            .collect(Collectors.groupingBy(SyntheticIncident::compound));
    assertThat(compounds).hasSizeGreaterThan(7);
    for (var members : compounds.values()) {
      Set<String> domains = new HashSet<>();
      members.forEach(member -> domains.addAll(member.domains()));
      assertThat(domains).hasSizeGreaterThan(1);
    }
  }

  @Test
  void aCrashSlowsItsLinkAndThenTheLinksBehind() {
    var crash = first("crash", i -> i.compound().isEmpty());
    String link = crash.features().get(0);
    String behind = crash.features().get(1);
    var start = crash.start();
    var growing = start.plus(Duration.ofMinutes(12));

    double before = speed(link, start.minusSeconds(3600), start);
    double inside = speed(link, start.plusSeconds(400), crash.end());
    assertThat(inside / before).isBetween(0.12, 0.42);
    double behindBefore = speed(behind, start.minusSeconds(3600), start);
    double behindInside = speed(behind, growing.plusSeconds(100), crash.end());
    assertThat(behindInside / behindBefore).isBetween(0.4, 0.8);
  }

  private static double speed(String link, Instant from, Instant to) {
    return around("traffic", from, to, "avgSpeed", line -> line.cell("REPORT_ID").equals(link));
  }

  @Test
  void aBurstRaisesTheInflowAndTakesPressure() {
    var burst = first("pipe-burst");
    String inlet = burst.features().get(1);
    String sensor = city().water().pressureNode(dma(burst) * WaterNetwork.SENSORS_PER_DMA);
    var start = burst.start();
    var soon = start.plus(Duration.ofMinutes(30));
    var earlier = start.minus(Duration.ofMinutes(30));

    double inflow = around("water-flows", start.plusSeconds(330), soon, inlet, line -> true);
    double usual = around("water-flows", earlier, start, inlet, line -> true);
    assertThat(inflow / usual).isGreaterThan(1.25);
    double pressure = around("water-pressures", start.plusSeconds(330), soon, sensor, line -> true);
    double sound = around("water-pressures", earlier, start, sensor, line -> true);
    assertThat(pressure / sound).isBetween(0.58, 0.86);
  }

  private static int dma(SyntheticIncident incident) {
    return Integer.parseInt(incident.features().get(0).substring(3)) - 1;
  }

  private static CityPlan city() {
    return CityPlan.of(SETTINGS, new Chance(SETTINGS.seed()).branch("city"));
  }

  @Test
  void anOutageSilencesExactlyTheMetersOfItsTransformer() {
    var outage = first("feeder-outage");
    int transformer = Integer.parseInt(outage.features().get(0).substring(1));
    var power = city().power();
    long tick = outage.start().getEpochSecond() / 900 + 1;
    var begins = Instant.ofEpochSecond(tick * 900);
    String stamp = local(begins).replace('T', ' ') + ":00";
    var recording = Recording.of(CITY, begins, begins.plus(Duration.ofHours(4)));
    var heard =
        recording.whole("meters").stream()
            .filter(line -> line.cell("ts_local").equals(stamp))
            .map(line -> line.cell("meter_id"))
            .filter(id -> id.matches("M[0-9]{7}"))
            .map(id -> power.transformerOf(Integer.parseInt(id.substring(1))))
            .collect(Collectors.toSet());
    assertThat(heard).hasSize(power.transformers() - silent(begins)).doesNotContain(transformer);
    assertThat(
            recording.whole("transformers").stream()
                .filter(line -> line.cell("ts_local").equals(stamp))
                .filter(line -> line.cell("transformer_id").equals(outage.features().get(0)))
                .map(line -> number(line.cell("kwh"))))
        .allMatch(kwh -> kwh == 0);
  }

  private static int silent(Instant begins) {
    var end = begins.plusSeconds(900);
    return (int)
        WEEK.stream()
            .filter(i -> i.kind().equals("feeder-outage"))
            .filter(i -> i.start().isBefore(end) && !i.end().isBefore(end))
            .count();
  }

  @Test
  void theMetersOfAnHonestTransformerAddUpAndAThiefLeavesAGap() {
    var theft = first("theft");
    double gap = gap(theft, theft.start().plus(Duration.ofHours(1)));
    double usual = gap(theft, theft.start().minus(Duration.ofHours(3)));
    assertThat(usual).isCloseTo(0.03, within(0.03));
    assertThat(gap).isGreaterThan(usual + 0.02);
  }

  private static double gap(SyntheticIncident theft, Instant from) {
    var to = from.plus(Duration.ofHours(2));
    var recording = Recording.of(CITY, from, to);
    var power = city().power();
    String transformer = theft.features().get(1);
    int index = Integer.parseInt(transformer.substring(1));
    Set<String> meters = new HashSet<>();
    for (int meter = power.firstMeterOf(index); meter < power.endMeterOf(index); meter++) {
      meters.add(String.format(Locale.ROOT, "M%07d", meter));
    }
    double each =
        mean(recording, "meters", "kwh", line -> meters.contains(line.cell("meter_id")))
            .orElseThrow();
    double total =
        mean(
                recording,
                "transformers",
                "kwh",
                line -> line.cell("transformer_id").equals(transformer))
            .orElseThrow();
    return 1 - each * meters.size() / total;
  }

  @Test
  void anOverloadedTransformerCarriesFarMoreThanUsual() {
    var overload = first("overload", i -> i.compound().isEmpty());
    String id = overload.features().get(0);
    Predicate<Recording.Line> its = line -> line.cell("transformer_id").equals(id);
    var start = overload.start();
    double usual = around("transformers", start.minusSeconds(3600), start, "kwh", its);
    double now =
        around("transformers", start.plusSeconds(1860), start.plusSeconds(5400), "kwh", its);
    assertThat(now / usual).isGreaterThan(1.8);
  }

  @Test
  void voltageIsWithinATenthButForATapThatIsStuckAndALooseNeutral() {
    var stuck = first("stuck-tap-changer");
    var loose = first("loose-neutral");
    assertThat(volts(stuck)).isGreaterThan(1.1 * 230);
    assertThat(volts(loose)).isLessThan(0.9 * 230);
    var evening = START.plus(Duration.ofHours(18));
    var others =
        Recording.of(CITY, evening, evening.plus(Duration.ofHours(2)))
            .whole("transformers")
            .stream()
            .filter(line -> !line.cell("transformer_id").equals(loose.features().get(0)))
            .map(line -> line.cell("volts"))
            .filter(cell -> cell.matches("[0-9]+[.][0-9]"))
            .mapToDouble(IncidentTruthTest::number)
            .filter(volts -> volts > 0)
            .summaryStatistics();
    assertThat(others.getMin()).isGreaterThan(0.93 * 230);
    assertThat(others.getMax()).isBetween(230.0, 1.05 * 230);
  }

  private static double volts(SyntheticIncident incident) {
    return around(
        "transformers",
        incident.start().plusSeconds(1860),
        incident.start().plusSeconds(7200),
        "volts",
        line -> line.cell("transformer_id").equals(incident.features().get(0)));
  }

  @Test
  void anEpisodeCoversSeveralStations() {
    var episode = first("pollution-episode");
    var middle = episode.start().plus(Duration.ofHours(3));
    assertThat(episode.features()).hasSizeBetween(5, 8);
    for (var station : episode.features()) {
      Predicate<Recording.Line> its = line -> line.cell("station").equals(station);
      assertThat(around("air", middle, middle.plusSeconds(7200), "PM2.5", its)).isGreaterThan(75);
      assertThat(around("air", START.plusSeconds(3600), START.plusSeconds(18_000), "PM2.5", its))
          .isLessThan(35);
    }
  }

  @Test
  void aStuckSensorRepeatsItself() {
    var stuck = first("stuck-sensor", i -> i.domains().contains("water"));
    var from = stuck.start().plusSeconds(600);
    var seen =
        Recording.of(CITY, from, from.plus(Duration.ofHours(2))).whole("water-pressures").stream()
            .map(line -> line.cell(stuck.features().get(0)))
            .filter(cell -> cell.matches("[0-9]+,[0-9]+"))
            .collect(Collectors.toSet());
    assertThat(seen).hasSize(1);
  }

  @Test
  void aMistakenUnitIsAnotherSpeed() {
    var mistaken = first("mistaken-unit");
    Predicate<Recording.Line> its =
        line -> line.cell("REPORT_ID").equals(mistaken.features().get(0));
    var before = mistaken.start().minus(Duration.ofHours(24));
    double usual = around("traffic", before, before.plusSeconds(7200), "avgSpeed", its);
    var well = mistaken.start().plusSeconds(300);
    assertThat(around("traffic", well, well.plusSeconds(7200), "avgSpeed", its))
        .isBetween(0.2 * usual, 0.4 * usual);
  }

  @Test
  void aDetectorThatIsStuckAtZeroCountsNobody() {
    var zero = first("stuck-at-zero");
    Predicate<Recording.Line> its = line -> line.cell("REPORT_ID").equals(zero.features().get(0));
    var before = zero.start().minus(Duration.ofHours(1));
    assertThat(around("traffic", before, zero.start(), "vehicleCount", its)).isGreaterThan(2);
    var well = zero.start().plusSeconds(300);
    assertThat(around("traffic", well, well.plusSeconds(7200), "vehicleCount", its)).isZero();
  }

  @Test
  void aSpikingSensorIsFarOffOfItselfNowAndThen() {
    var spiking = first("spiking-sensor");
    var seen =
        Recording.of(CITY, spiking.start(), spiking.start().plus(Duration.ofHours(12)))
            .whole("water-pressures")
            .stream()
            .map(line -> line.cell(spiking.features().get(0)))
            .filter(cell -> cell.matches("[0-9]+,[0-9]+"))
            .mapToDouble(IncidentTruthTest::number)
            .sorted()
            .toArray();
    double middle = seen[seen.length / 2];
    assertThat(Arrays.stream(seen).filter(one -> one > middle + 6).count()).isBetween(1L, 15L);
  }

  @Test
  void aSilentDetectorSaysNothing() {
    var silent = first("silent-sensor", i -> i.scoring().judged());
    Predicate<Recording.Line> its = line -> line.cell("REPORT_ID").equals(silent.features().get(0));
    var before = silent.start().minus(Duration.ofMinutes(50));
    assertThat(mean(Recording.of(CITY, before, silent.start()), "traffic", "avgSpeed", its))
        .isPresent();
    var well = silent.start().plus(Duration.ofMinutes(20));
    assertThat(mean(Recording.of(CITY, well, silent.end()), "traffic", "avgSpeed", its)).isEmpty();
  }

  @Test
  void badAirStationsAreStuckOrDrift() {
    var stuck = first("stuck-sensor", i -> i.domains().contains("environment"));
    var from = stuck.start().plusSeconds(7200);
    Predicate<Recording.Line> its = line -> line.cell("station").equals(stuck.features().get(0));
    var seen =
        Recording.of(CITY, from, from.plus(Duration.ofHours(6))).whole("air").stream()
            .filter(its)
            .map(line -> line.cell("PM10"))
            .filter(cell -> cell.matches("[0-9]+"))
            .collect(Collectors.toSet());
    assertThat(seen).hasSize(1);

    var drifting = first("drifting-sensor", i -> i.domains().contains("environment"));
    Predicate<Recording.Line> drifts =
        line -> line.cell("station").equals(drifting.features().get(0));
    var last = drifting.end().minus(Duration.ofHours(6));
    double late = around("air", last, drifting.end(), "PM2.5", drifts);
    double others = around("air", last, drifting.end(), "PM2.5", drifts.negate());
    assertThat(late / others).isGreaterThan(1.25);
  }
}
