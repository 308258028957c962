package citybrain.local.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.Feeds;
import citybrain.cityfile.ShippedCities;
import citybrain.local.recording.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real recordings, when they are there. */
class AarhusTest {

  private static Path data() {
    var data = System.getenv("CITYBRAIN_DATA");
    assumeTrue(
        data != null && Files.isDirectory(Path.of(data, "aarhus-citypulse")),
        "SKIPPED: the recordings of Aarhus are not there (set CITYBRAIN_DATA)");
    return Path.of(String.valueOf(data));
  }

  @Test
  void theFirstLinesOfAllFeedsComeInTimeOrder(@TempDir Path home) throws IOException {
    Path file = home.resolve("aarhus.yaml");
    Files.writeString(file, ShippedCities.text("aarhus"));
    var settings =
        new PlayerSettings(
            "",
            List.of(file),
            data(),
            home,
            60,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            1);
    var city = ShippedCities.load("aarhus", Feeds.ALL);
    var script = Scripts.of(city, settings);
    Map<String, Integer> records = new HashMap<>();
    var stage = new Watch(records);
    long begun = System.nanoTime();
    script.play(stage);
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(stage.problem).isEmpty();
    assertThat(stage.outOfOrder).isZero();
    assertThat(records).containsOnlyKeys(city.feeds().stream().map(feed -> feed.name()).toList());
    assertThat(stage.total).isGreaterThanOrEqualTo(Watch.ENOUGH);
    System.out.printf(
        Locale.ROOT,
        "Aarhus: %,d lines of %d feeds in %.1f s, %,.0f lines/s: %s%n",
        stage.total,
        records.size(),
        seconds,
        stage.total / seconds,
        records);
  }

  private static final class Watch implements Stage {

    static final int ENOUGH = 500_000;

    private final Map<String, Integer> records;
    private String problem = "";
    private long last;
    private int total;
    private int outOfOrder;

    Watch(Map<String, Integer> records) {
      this.records = records;
    }

    @Override
    public boolean send(Message message) {
      outOfOrder += message.arrivalMillis() < last ? 1 : 0;
      last = message.arrivalMillis();
      total += message.raw().records();
      records.merge(message.raw().feed(), message.raw().records(), Integer::sum);
      return total < ENOUGH;
    }

    @Override
    public void problem(String feed, String text) {
      problem += feed + ": " + text;
    }
  }
}
