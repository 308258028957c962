package citybrain.city;

import static citybrain.detection.Readings.hour;
import static citybrain.detection.Readings.noise;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.detection.CityCalendar;
import citybrain.detection.Readings;
import citybrain.detection.Replay;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NoveltyAlertTest {

  private static final NoveltyAlert RULE =
      new NoveltyAlert(NoveltyAlert.Settings.of(CityCalendar.of("UTC")));

  private static double usual(double hours) {
    return 10 + 3 * Math.sin(hours * Math.PI / 12) + 0.3 * noise(hours);
  }

  private static List<Observation> values(double to, ToDoubleFunction<Double> value) {
    return Readings.series(
        "s", ObservedProperty.WATER_LEVEL, "", Duration.ofMinutes(5), 0, to, value);
  }

  @Test
  void aNoveltyOpensAndQuietCloses() {
    var replay = Replay.of(RULE, values(240, h -> h >= 200 && h < 201 ? 30 : usual(h)));
    var opened = replay.opened();
    var alert = opened.get(opened.size() - 1);

    assertThat(alert.onset()).isEqualTo(hour(200));
    assertThat(alert.reason())
        .startsWith("unlike anything before: WATER_LEVEL 30.00 m, level so far");
    assertThat(replay.closed()).hasSize(opened.size());
  }

  @Test
  void whatIsYoungStaysQuiet() {
    assertThat(Replay.of(RULE, values(47, h -> h == 40 ? 99 : usual(h))).changes()).isEmpty();
  }

  @Test
  void estimatedValuesDoNotCount() {
    var values = values(240, h -> h >= 200 ? 99 : usual(h));
    values.replaceAll(
        value -> value.phenomenonTime().isBefore(hour(199)) ? value : Readings.estimated(value));

    assertThat(Replay.of(RULE, values).opened())
        .allSatisfy(alert -> assertThat(alert.onset()).isBefore(hour(199)));
  }

  @Property(tries = 20)
  void everySeriesReplaysTheSameAndEveryAlertLivesOnce(@ForAll long seed) {
    var random = new Random(seed);
    var values = values(240, h -> random.nextInt(200) == 0 ? 40 * random.nextDouble() : usual(h));
    var once = Replay.of(RULE, values);

    assertThat(Replay.of(RULE, values).changes()).isEqualTo(once.changes());
  }
}
