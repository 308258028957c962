package citybrain.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.local.metrics.Vitals.FeedVitals;
import citybrain.local.metrics.Vitals.JobVitals;
import citybrain.local.metrics.Vitals.OpenAlerts;
import citybrain.local.topics.RuleTotals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Over HTTP, as Prometheus would ask. */
class MetricsEndpointTest {

  private static final Vitals VITALS =
      new Vitals(
          Instant.parse("2025-03-11T07:15:20Z"),
          true,
          List.of(
              new FeedVitals(
                  "demo",
                  "traffic",
                  100,
                  90,
                  180,
                  Map.of("DUPLICATE", 2L, "MALFORMED", 1L),
                  4,
                  5,
                  OptionalDouble.of(-1.5)),
              new FeedVitals(
                  "demo", "odd \"name\"\\", 7, 7, 0, Map.of(), 0, 0, OptionalDouble.empty())),
          List.of(
              new JobVitals(
                  "ingest", true, 3, OptionalLong.of(11), OptionalLong.of(22), OptionalLong.of(9)),
              new JobVitals(
                  "water-leak",
                  false,
                  0,
                  OptionalLong.empty(),
                  OptionalLong.empty(),
                  OptionalLong.empty())),
          OptionalDouble.of(95),
          Map.of("water.burst", new RuleTotals(20, 2, 18, 11, 1, 3)),
          List.of(new OpenAlerts("demo", "water.burst", "SEVERE", 6)),
          Map.of("citybrain.alerts", Map.of("unknown-symbol", 8L)));

  @Test
  void saysWhatTheVitalsAre() throws Exception {
    var asked = new AtomicInteger();
    try (var endpoint =
        MetricsEndpoint.start(
            0,
            () -> {
              asked.incrementAndGet();
              return VITALS;
            })) {
      var scrape = Exposition.scrape(endpoint.url());
      assertThat(asked).as("one look a scrape").hasValue(1);
      var rule = Map.of("rule", "water.burst");
      assertThat(scrape.sum("citybrain_rule_inputs_total", rule)).hasValue(20);
      assertThat(scrape.sum("citybrain_rule_late_total", rule)).hasValue(2);
      assertThat(scrape.sum("citybrain_rule_overtaken_total", rule)).hasValue(1);
      assertThat(new VitalsText(scrape).tables()).containsPattern("water.burst +20 +2 +11 +3 +3");
      var traffic = Map.of("city", "demo", "feed", "traffic");
      assertThat(scrape.sum("citybrain_feed_records_total", traffic)).hasValue(100);
      assertThat(scrape.sum("citybrain_feed_observations_total", traffic)).hasValue(180);
      assertThat(scrape.sum("citybrain_feed_rejected_total", traffic)).hasValue(3);
      assertThat(scrape.sum("citybrain_feed_rejected_total", Map.of("reason", "DUPLICATE")))
          .hasValue(2);
      assertThat(
              scrape.sum(
                  "citybrain_unreadable_records_total",
                  Map.of("topic", "citybrain.alerts", "reason", "unknown-symbol")))
          .hasValue(8);
      var text = new VitalsText(scrape);
      assertThat(text.json().at("/unreadable/citybrain.alerts/unknown-symbol").asInt())
          .isEqualTo(8);
      assertThat(text.json().at("/feeds").size()).isEqualTo(2);
      assertThat(text.tables()).contains("records of our own topics that nobody could read: 8");
      assertThat(scrape.sum("citybrain_feed_late_total", traffic)).hasValue(4);
      assertThat(scrape.sum("citybrain_feed_missed_total", traffic)).hasValue(5);
      assertThat(scrape.sum("citybrain_feed_lag_seconds", traffic)).hasValue(-1.5);
      assertThat(scrape.sum("citybrain_feed_unaccounted_records", traffic)).hasValue(10);
      assertThat(scrape.sum("citybrain_unaccounted_records", Map.of())).hasValue(10);
      var odd = Map.of("feed", "odd \"name\"\\");
      assertThat(scrape.sum("citybrain_feed_records_total", odd)).hasValue(7);
      assertThat(scrape.sum("citybrain_feed_lag_seconds", odd)).isEmpty();
      var ingest = Map.of("job", "ingest");
      assertThat(scrape.sum("citybrain_job_running", ingest)).hasValue(1);
      assertThat(scrape.sum("citybrain_job_restarts_total", ingest)).hasValue(3);
      assertThat(scrape.sum("citybrain_job_records_in_total", ingest)).hasValue(11);
      assertThat(scrape.sum("citybrain_job_records_out_total", ingest)).hasValue(22);
      assertThat(scrape.sum("citybrain_job_behind_offsets", ingest)).hasValue(9);
      var leak = Map.of("job", "water-leak");
      assertThat(scrape.sum("citybrain_job_running", leak)).hasValue(0);
      assertThat(scrape.sum("citybrain_job_records_in_total", leak)).isEmpty();
      assertThat(scrape.sum("citybrain_alerts_open", Map.of("severity", "SEVERE"))).hasValue(6);
      assertThat(scrape.sum("citybrain_flink_up", Map.of())).hasValue(1);
      assertThat(scrape.sum("citybrain_lake_lag_seconds", Map.of())).hasValue(95);
      assertThat(text.tables()).contains("the lake is behind the city's clock: 95 s");
      assertThat(scrape.sum("citybrain_city_time_seconds", Map.of())).hasValue(1_741_677_320);
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    try (var endpoint = MetricsEndpoint.start(0, () -> VITALS)) {
      int port = URI.create(endpoint.url()).getPort();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
      }
      for (var address : addressesOfOthers()) {
        assertThatThrownBy(() -> new Socket(address, port).close())
            .as("%s", address)
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static List<InetAddress> addressesOfOthers() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  @Test
  void whatIsNoMetricsIsRefused() {
    assertThatThrownBy(() -> Exposition.parse("<html>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("<html>");
    assertThatThrownBy(() -> Exposition.parse("a{b=\"c\"} x")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Exposition.scrape("http://127.0.0.1:1/metrics"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void statusSaysTheSameForPeopleAndScripts() throws Exception {
    try (var endpoint = MetricsEndpoint.start(0, () -> VITALS)) {
      var text = new VitalsText(Exposition.scrape(endpoint.url()));
      assertThat(text.allRun()).isFalse();
      assertThat(text.tables().lines())
          .contains(
              "  feed              records  observations  rejected  late  missed  lag s  unaccounted",
              "  demo/traffic          100           180         3     4       5     -1           10",
              "  ingest      running      11   22       9         3",
              "  water-leak  not running   -    -       -         0",
              "  demo         water.burst  severe        6",
              "  records in and not accounted for yet: 10");
      var json = text.json();
      assertThat(json.at("/feeds/demo~1traffic/records").asLong()).isEqualTo(100);
      assertThat(json.at("/feeds/demo~1traffic/rejected/MALFORMED").asLong()).isEqualTo(1);
      assertThat(json.at("/jobs/ingest/behind_offsets").asLong()).isEqualTo(9);
      assertThat(json.at("/jobs/water-leak").has("records_in")).isFalse();
      assertThat(json.at("/alerts_open/0/rule").asText()).isEqualTo("water.burst");
      assertThat(json.at("/alerts_open/0/count").asLong()).isEqualTo(6);
      assertThat(json.path("unaccounted_records").asLong()).isEqualTo(10);
    }
  }
}
