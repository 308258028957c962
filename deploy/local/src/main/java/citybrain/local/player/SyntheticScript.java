package citybrain.local.player;

import citybrain.feed.RawMessage;
import citybrain.local.recording.Message;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticMessage;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The synthetic city without end, a little at a time so that a stop is soon obeyed. */
public final class SyntheticScript implements Script {

  /** Stands for whatever feeds the generator knows. */
  public static final Set<String> ALL_FEEDS = Set.of();

  private static final Duration TICK = Duration.ofMinutes(10);

  private final String name;
  private final SyntheticSettings settings;
  private final Instant live;
  private final Set<String> feeds;
  private final SyntheticCity city;

  /**
   * @param feeds those the city file declares; of the others nothing is said
   */
  public SyntheticScript(String name, SyntheticSettings settings, Instant live, Set<String> feeds) {
    this.name = name;
    this.settings = settings;
    this.live = live;
    this.feeds = new TreeSet<>(feeds);
    this.city = SyntheticCity.of(settings);
  }

  @Override
  public String city() {
    return name;
  }

  @Override
  public Instant begins() {
    return settings.start();
  }

  @Override
  public Instant live() {
    return live;
  }

  @Override
  public SortedMap<String, String> settings() {
    var all = new TreeMap<String, String>();
    all.put("begins", begins().toString());
    all.put("live", live.toString());
    all.put("seed", Long.toString(settings.seed()));
    all.put("scale", Double.toString(settings.scale()));
    all.put("zone", settings.zone().getId());
    all.put("feeds", String.join(", ", feeds));
    return all;
  }

  @Override
  public void play(Stage stage) {
    var scribe = new Scribe(stage);
    for (var from = begins(); scribe.wanted; from = from.plus(TICK)) {
      city.play(from, from.plus(TICK), this::isWanted, scribe::say);
    }
  }

  private boolean isWanted(String feed) {
    return feeds.isEmpty() || feeds.contains(feed);
  }

  /** Adds what the city does not know: its name here and the line in the file of the origin. */
  private final class Scribe {

    private static final long FIRST_DATA_LINE = 2;
    private static final long NO_LINE = 0;

    private final Stage stage;
    private final Map<String, Long> lines = new HashMap<>();
    private boolean wanted = true;

    Scribe(Stage stage) {
      this.stage = stage;
    }

    void say(SyntheticMessage message) {
      if (!wanted) {
        return;
      }
      long line = message.whole() ? NO_LINE : lineOf(message);
      wanted =
          stage.send(
              Message.of(
                  new RawMessage(
                      name,
                      message.feed(),
                      message.source(),
                      line,
                      message.arrival(),
                      message.records(),
                      message.body())));
    }

    private long lineOf(SyntheticMessage message) {
      long line = lines.getOrDefault(message.source(), FIRST_DATA_LINE);
      lines.put(message.source(), line + message.records());
      return line;
    }
  }
}
