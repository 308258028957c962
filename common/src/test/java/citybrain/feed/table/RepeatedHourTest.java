package citybrain.feed.table;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Rejected;
import citybrain.geo.Crs;
import citybrain.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Aarhus on 2014-10-26: 02:00 to 03:00 first until 01:00Z, then again until 02:00Z. */
class RepeatedHourTest {

  private static final String HEADER = "transformer_id,ts_local,kwh";
  private static final FeedSetup SETUP =
      new FeedSetup(
          "c",
          "f",
          ZoneId.of("Europe/Copenhagen"),
          0,
          Crs.of("EPSG:4326"),
          Map.of(),
          path -> new byte[0]);

  private final FeedKind kind = Feeds.find("transformer-totals").orElseThrow();

  private static String row(String time) {
    return "T1,2014-10-26 " + time + ":00,1";
  }

  /** The times of what was read, and the reasons of what was not. */
  private List<String> read(String arrival, String... times) {
    var body = new StringBuilder(HEADER);
    for (var time : times) {
      body.append('\n').append(row(time));
    }
    var told = new ArrayList<String>();
    kind.open(SETUP)
        .decode(
            new RawMessage(
                "c",
                "f",
                "s",
                1,
                Instant.parse("2014-10-26T" + arrival + ":00Z"),
                times.length,
                body.toString().getBytes(StandardCharsets.UTF_8)),
            new Outlet() {
              @Override
              public void observation(Observation observation) {
                told.add(observation.phenomenonTime().toString().substring(11, 16));
              }

              @Override
              public void rejected(Rejected refusal) {
                told.add(refusal.reason().code());
              }

              @Override
              public void record(int values) {
                assertThat(values).isEqualTo(1);
              }
            });
    return told;
  }

  @Test
  void aPromptMessageIsAboutThePassInWhichItComes() {
    assertThat(read("00:11", "02:10")).containsExactly("00:10");
    assertThat(read("01:11", "02:10")).containsExactly("01:10");
    assertThat(read("01:08", "02:10")).containsExactly("01:10");
    assertThat(read("01:16", "02:10", "02:15")).containsExactly("01:10", "01:15");
  }

  @Test
  void aLateMessageIsAboutTheFirstUnlessItHoldsBoth() {
    assertThat(read("05:00", "02:10")).containsExactly("00:10");
    assertThat(read("02:05", "02:00", "02:30", "02:00", "02:30"))
        .containsExactly("00:00", "00:30", "01:00", "01:30");
    assertThat(read("01:35", "01:50", "02:10")).containsExactly("23:50", "00:10");
  }

  @Test
  void aRecordingIsToldBothInstants() {
    var clock = kind.clock(SETUP);
    assertThat(clock.timeOf(HEADER, row("02:10"))).contains(Instant.parse("2014-10-26T00:10:00Z"));
    assertThat(clock.secondTimeOf(HEADER, row("02:10")))
        .contains(Instant.parse("2014-10-26T01:10:00Z"));
    assertThat(clock.secondTimeOf(HEADER, row("03:10"))).isEmpty();
    assertThat(clock.secondTimeOf(HEADER, "T1,when,1")).isEmpty();
    assertThat(clock.secondTimeOf(HEADER, "T1")).isEmpty();
  }
}
