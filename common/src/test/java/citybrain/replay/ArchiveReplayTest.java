package citybrain.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.DeclaredFeeds;
import citybrain.aggregation.Aggregate;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.CityZones;
import citybrain.detection.Key;
import citybrain.feed.RawRecord;
import citybrain.feed.Rejected;
import citybrain.observation.Stamped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a lake keeps is enough: readings with their stamps, day by day, in any order of a day. */
class ArchiveReplayTest {

  /** Where the quarter of an hour ends in which the log of half an hour is at midnight. */
  private static final CityFile TOWN = Town.file("-00:15");

  private static final class Nobody extends ReadingsOut {
    @Override
    void reading(Stamped read) {
      // Only clocks are asked for.
    }

    @Override
    public void rejected(Rejected rejected) {
      // Nor this.
    }
  }

  /** How far each feed has come, marks included. */
  private static Map<String, Long> clocks(List<RawRecord> log) {
    var zones = CityZones.load(TOWN, Town.noFiles());
    var intakes = DeclaredFeeds.open(TOWN, zones, Town.noFiles());
    var out = new Nobody();
    for (var record : log) {
      requireNonNull(intakes.get("town/" + record.message().feed())).take(record, out);
    }
    var clocks = new TreeMap<String, Long>();
    intakes.forEach((name, intake) -> clocks.put(name.substring("town/".length()), intake.clock()));
    return clocks;
  }

  private static Replayed whole(List<RawRecord> log, Key by) {
    var replay = new Replay(List.of(TOWN), Town.noFiles(), List.of(Town.rule(by)));
    log.forEach(replay::take);
    return replay.end();
  }

  private static Map<LocalDate, List<Stamped>> days(Replayed whole, Random random) {
    var all = new ArrayList<>(whole.ingested());
    all.addAll(whole.derived());
    Collections.shuffle(all, random);
    var days = new TreeMap<LocalDate, List<Stamped>>();
    for (var one : all) {
      var day = one.observation().phenomenonTime().atZone(TOWN.timeZone()).toLocalDate();
      days.computeIfAbsent(day, d -> new ArrayList<>()).add(one);
    }
    return days;
  }

  @Property(tries = 150)
  void saysWhatTheWholeLogSays(@ForAll long seed, @ForAll Key by) {
    var random = new Random(seed);
    var log = InterleavingTest.log(random);
    var whole = whole(log, by);
    var days = days(whole, random);

    var replay =
        new ArchiveReplay(TOWN, Town.noFiles(), List.of(Town.rule(by)), List.of(), clocks(log));
    var aggregates = new ArrayList<Aggregate>();
    days.forEach(
        (day, readings) -> {
          readings.forEach(replay::take);
          aggregates.addAll(replay.endDay(day));
        });
    var outcome = replay.end();

    assertThat(days).hasSize(2);
    assertThat(outcome.readings()).isEqualTo(whole.ingested().size());
    // Of two keys that say the same of one time none is first.
    assertThat(outcome.alerts()).containsExactlyInAnyOrderElementsOf(whole.alerts());
    assertThat(outcome.derived()).containsExactlyInAnyOrderElementsOf(whole.derived());
    assertThat(outcome.rules().get("transport.diary"))
        .isEqualTo(whole.rules().get("town transport.diary"));
    assertThat(aggregates).containsExactlyInAnyOrderElementsOf(whole.aggregates());
    assertThat(outcome.late()).isEqualTo(whole.late());
  }

  /** A clock that is not known moves nothing: what waits for it stays waiting. */
  @Example
  void whatNoClockHasPassedIsNotJudged() {
    var log = new Town().say("roads", "00:10:00", "00:01:00 a 1", "00:05:00 a 3").log();
    var whole = whole(log, Key.FEATURE);
    var replay =
        new ArchiveReplay(
            TOWN, Town.noFiles(), List.of(Town.rule(Key.FEATURE)), List.of(), Map.of());
    whole.ingested().forEach(replay::take);
    replay.endDay(LocalDate.parse("2025-03-09"));

    var outcome = replay.end();

    assertThat(whole.alerts()).isNotEmpty();
    assertThat(outcome.alerts()).isEmpty();
    assertThat(requireNonNull(outcome.rules().get("transport.diary")).waiting()).isEqualTo(2);
  }
}
