package citybrain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.Feeds;
import citybrain.feed.Collected;
import citybrain.feed.Feed;
import citybrain.feed.Fixture;
import citybrain.feed.RecordClock;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an origin sends becomes observations and rejections: no decoder throws, and what comes
 * out can be. One target for each kind of feed; the suite tries its sample and what was ever found,
 * {@code ./citybrain fuzz} looks for more.
 */
class FeedsFuzzTest {

  static final String SPAN = "25s";

  /** A kind with what is read for it once. */
  private record Target(Fixture fixture, Feed feed, RecordClock clock) {

    static Target of(String name) {
      var kind = Feeds.find(name).orElseThrow();
      var fixture = Fixture.of(kind);
      return new Target(fixture, fixture.open(), kind.clock(fixture.setup()));
    }
  }

  private static final Map<String, Target> TARGETS = new HashMap<>();

  private static Target target(String kind) {
    return TARGETS.computeIfAbsent(kind, Target::of);
  }

  private static Stream<Arguments> samples(String kind) {
    return Stream.of(Arguments.of((Object) target(kind).fixture().sample()));
  }

  private static void decode(String kind, byte[] body) {
    var target = target(kind);
    var collected = Collected.of(target.feed(), target.fixture().message(body));
    for (var one : collected.observations) {
      assertThat(one.property().canBe(one.result())).isTrue();
      assertThat(one.feature()).isNotEmpty();
      var position = one.position();
      assertThat(position == null || position.isPlausible()).isTrue();
    }
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var line = text.substring(0, Math.min(text.length(), 4_096));
    assertThat(target.clock().timeOf(target.fixture().header(), line)).isNotNull();
  }

  @Test
  void everyKindIsATarget() {
    var targets =
        Arrays.stream(FeedsFuzzTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
            .map(method -> method.getName().toLowerCase(Locale.ROOT))
            .toList();

    assertThat(targets)
        .containsExactlyInAnyOrderElementsOf(
            Feeds.ALL.stream().map(kind -> kind.name().replace("-", "")).toList());
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void battledimScada(byte[] body) {
    decode("battledim-scada", body);
  }

  static Stream<Arguments> battledimScada() {
    return samples("battledim-scada");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void citypulseParking(byte[] body) {
    decode("citypulse-parking", body);
  }

  static Stream<Arguments> citypulseParking() {
    return samples("citypulse-parking");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void citypulseTraffic(byte[] body) {
    decode("citypulse-traffic", body);
  }

  static Stream<Arguments> citypulseTraffic() {
    return samples("citypulse-traffic");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void citypulseWeather(byte[] body) {
    decode("citypulse-weather", body);
  }

  static Stream<Arguments> citypulseWeather() {
    return samples("citypulse-weather");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void gtfsRtTripUpdates(byte[] body) {
    decode("gtfs-rt-trip-updates", body);
  }

  static Stream<Arguments> gtfsRtTripUpdates() {
    return samples("gtfs-rt-trip-updates");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void gtfsRtVehiclePositions(byte[] body) {
    decode("gtfs-rt-vehicle-positions", body);
  }

  static Stream<Arguments> gtfsRtVehiclePositions() {
    return samples("gtfs-rt-vehicle-positions");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void jsonLines(byte[] body) {
    decode("json-lines", body);
  }

  static Stream<Arguments> jsonLines() {
    return samples("json-lines");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void meterReadings(byte[] body) {
    decode("meter-readings", body);
  }

  static Stream<Arguments> meterReadings() {
    return samples("meter-readings");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void prsaAir(byte[] body) {
    decode("prsa-air", body);
  }

  static Stream<Arguments> prsaAir() {
    return samples("prsa-air");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void table(byte[] body) {
    decode("table", body);
  }

  static Stream<Arguments> table() {
    return samples("table");
  }

  @MethodSource
  @FuzzTest(maxDuration = SPAN)
  void transformerTotals(byte[] body) {
    decode("transformer-totals", body);
  }

  static Stream<Arguments> transformerTotals() {
    return samples("transformer-totals");
  }
}
