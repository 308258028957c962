package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.feed.Collected;
import citybrain.feed.Fixture;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every table feed does with broken tables, shown on meter readings. */
class TableFeedTest {

  private static final String GOOD = "M0001,2024-02-05 00:00:00,0.5";

  private final Fixture meters = Fixture.of(Feeds.find("meter-readings").orElseThrow());

  private Collected decode(String body) {
    return Collected.of(meters.open(), meters.message(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nothingAtAllIsNoRecord() {
    assertThat(decode("").records).isZero();
    assertThat(decode("\n\r\n  \n").records).isZero();
    assertThat(decode("meter_id,ts_local,kwh\n\n").records).isZero();
  }

  @Test
  void byteOrderMarkAndCarriageReturnsAreSkipped() {
    var collected = decode("\uFEFFmeter_id,ts_local,kwh\r\n\r\n" + GOOD + "\r\n" + GOOD);
    assertThat(collected.observations).hasSize(2);
    assertThat(collected.records).isEqualTo(2);
  }

  @Test
  void onlyTheStartHasAByteOrderMark() {
    assertThat(decode("\u00EFx,ts_local,kwh\n" + GOOD).reasons())
        .containsExactly(Reason.MISSING_COLUMN);
    assertThat(decode("\uFEFF").records).isZero();
    assertThat(Collected.of(meters.open(), meters.message(new byte[] {-17, -69, 'x'})).records)
        .isZero();
    assertThat(Collected.of(meters.open(), meters.message(new byte[] {-17, 'x', 'x'})).records)
        .isZero();
  }

  @Test
  void columnsMayComeInAnyOrder() {
    var collected = decode("x,kwh,\"meter_id\", ts_local\n,0.25,M0001,\"2024-02-05 00:00:00\"\n");
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.observations.get(0).result()).isEqualTo(0.25);
  }

  @Test
  void aLineOfTenMegabytesIsRefusedAndItsNeighboursAreNot() {
    var line = "M0001,2024-02-05 00:00:00," + "1".repeat(10_000_000);
    var collected = decode(meters.header() + "\n" + GOOD + "\n" + line + "\n" + GOOD + "\n");
    assertThat(collected.records).isEqualTo(3);
    assertThat(collected.observations).hasSize(2);
    assertThat(collected.reasons()).containsExactly(Reason.RECORD_TOO_LARGE);
    assertThat(collected.rejected.get(0).raw()).hasSize(64 * 1024);
    assertThat(collected.rejected.get(0).line()).isEqualTo(3);
  }

  @Test
  void aHeaderThatCannotBeReadRefusesEveryRecord() {
    assertThat(decode("a,\"b\n" + GOOD).reasons()).containsExactly(Reason.MISSING_COLUMN);
    assertThat(decode("a".repeat(2_000_000) + "\n" + GOOD).reasons())
        .containsExactly(Reason.MISSING_COLUMN);
  }

  @Test
  void theMissingColumnsAreNamed() {
    assertThat(decode("meter_id,ts\n" + GOOD).rejected.get(0).detail())
        .contains("ts_local")
        .contains("kwh");
  }

  @Test
  void quotesStayWithinTheirLine() {
    var collected = meters.decode("\"M0001,2024-02-05 00:00:00,0.5", GOOD, "\"M0001\"x,a,b");
    assertThat(collected.reasons()).containsExactly(Reason.MALFORMED, Reason.MALFORMED);
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.rejected.get(0).raw())
        .isEqualTo("\"M0001,2024-02-05 00:00:00,0.5".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void doubledQuotesStandForOne() {
    var kind = Feeds.find("meter-readings").orElseThrow();
    var open = kind.open(meters.setup(Map.of("register", "", "features", "")));
    var message = meters.message("\"M\"\"1, north\" , 2024-02-05 00:00:00 ,\t0.5");
    assertThat(Collected.of(open, message).observations.get(0).feature()).isEqualTo("M\"1, north");
  }

  @Test
  void refusalsNameTheirPlace() {
    var refusal = meters.decode(GOOD, "", "M0001,2024-02-05 00:00:00,x").rejected.get(0);
    assertThat(refusal.line()).isEqualTo(4);
    assertThat(refusal.source()).isEqualTo("sample.csv");
    assertThat(refusal.field()).isEqualTo("kwh");
    assertThat(refusal.arrival()).isEqualTo(meters.arrival());
    var body = meters.message("M0001,yesterday,1").body();
    var unknown = new RawMessage("c", "f", "s", 0, meters.arrival(), 1, body);
    assertThat(Collected.of(meters.open(), unknown).rejected.get(0).line()).isZero();
  }

  @Test
  void timesFarAheadAndLongAgoAreRefused() {
    var arrival = Instant.parse("2024-10-28T00:00:00Z");
    assertThat(meters.arrival()).isEqualTo(arrival);
    assertThat(
            meters
                .decode(
                    "M0001,2024-03-04 01:05:00,1",
                    "M0001,2024-03-04 01:05:01,1",
                    "M0001,2023-01-29 02:00:00,1",
                    "M0001,2023-01-29 01:59:59,1",
                    "M0001,9999-12-31 00:00:00,1",
                    "M0001,0000-01-01 00:00:00,1")
                .reasons())
        .containsExactly(
            Reason.TIME_IN_FUTURE, Reason.TIME_TOO_OLD, Reason.TIME_IN_FUTURE, Reason.TIME_TOO_OLD);
  }

  @Test
  void theLimitsOfAgeAreSettings() {
    var kind = Feeds.find("meter-readings").orElseThrow();
    var feed = kind.open(meters.setup(Map.of("max-ahead", "P1D", "max-age", "PT1H")));
    var message = meters.message("M0001,2024-03-05 00:00:00,1", "M0001,2024-03-03 22:30:00,1");
    var collected = Collected.of(feed, message);
    assertThat(collected.observations).hasSize(1);
    assertThat(collected.reasons()).containsExactly(Reason.TIME_TOO_OLD);
  }

  @Test
  void aTimeSharedByNeighboursIsRefusedForEach() {
    assertThat(meters.decode("M0001,never,1", "M0002,never,1", "M0002,naver,1").reasons())
        .containsExactly(Reason.UNREADABLE_TIME, Reason.UNREADABLE_TIME, Reason.UNREADABLE_TIME);
  }

  @Test
  void headersMayChangeFromMessageToMessage() {
    var feed = meters.open();
    var one = meters.message(GOOD);
    var other =
        meters.message(
            "kwh,ts_local,meter_id\n0.5,2024-02-05 00:00:00,M0001"
                .getBytes(StandardCharsets.UTF_8));
    var first = Collected.of(feed, one).observations;
    assertThat(Collected.of(feed, other).observations).isEqualTo(first);
    assertThat(Collected.of(feed, one).observations).isEqualTo(first);
  }
}
