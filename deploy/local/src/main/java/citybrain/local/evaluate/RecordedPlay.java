package citybrain.local.evaluate;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.feed.ReferenceFiles;
import citybrain.local.player.Beats;
import citybrain.local.player.Stage;
import citybrain.local.player.SyntheticScript;
import citybrain.local.recording.FeedPlan;
import citybrain.local.recording.Message;
import citybrain.local.recording.Recording;
import citybrain.local.recording.ReferenceFolder;
import citybrain.replay.RuleReplay;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Recordings of one city through its rules, in the order of arrival, with the heartbeats of a play
 * and at its end the word that nothing more comes. What the rules say is what they say in the
 * engine, alert for alert; there is neither engine nor broker.
 */
final class RecordedPlay {

  private final CityFile city;
  private final RuleReplay replay;
  private final Map<String, Integer> partitions = new HashMap<>();
  private final long[] offsets;
  private final Beats beats = new Beats();
  private final Duration patience;
  private long end = Long.MIN_VALUE;

  /**
   * @param patience longer than any rule waits for what is late
   */
  private RecordedPlay(CityFile city, RuleReplay replay, Duration patience) {
    this.city = city;
    this.replay = replay;
    this.patience = patience;
    this.offsets = new long[city.feeds().size()];
    city.feeds().forEach(feed -> partitions.put(feed.name(), partitions.size()));
  }

  /** What was said, and what is to be known of the rules that said it. */
  record Result(RuleReplay.Outcome outcome, List<String> remarks) {}

  /**
   * A stretch of a feed.
   *
   * @param from where it begins
   * @param until it ends with the first message that comes then or later
   */
  record Leg(FeedPlan plan, Instant from, Instant until) {

    static Leg whole(FeedPlan plan) {
      return new Leg(plan, Instant.EPOCH, Instant.MAX);
    }
  }

  private record Next(Leg leg, int rank, Recording recording, Message message) {}

  /**
   * The city file of a set, which comes with the code.
   *
   * @param values by the words that stand for them there, such as {@code ${source}}
   */
  static CityFile city(String set, Map<String, String> values) {
    var name = set + ".yaml";
    try (InputStream in = RecordedPlay.class.getResourceAsStream(name)) {
      var text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return CityFile.parse(name, text, Feeds.ALL);
    } catch (IOException e) {
      throw new IllegalStateException(name + " comes with the code and cannot be read", e);
    }
  }

  /**
   * A synthetic city from its beginning to this time. It lives on, and what it sent is still on its
   * way: nobody says that nothing more comes.
   */
  static Result synthetic(
      CityFile city, SyntheticSettings settings, Instant until, RuleReplay.Before before)
      throws IOException {
    var made = SyntheticCity.of(settings);
    // The city file names them below the folder of the city, the generator without it.
    ReferenceFiles files =
        path -> {
          var out = new ByteArrayOutputStream();
          try {
            made.writeReference(path.substring(city.city().length() + 1), out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return out.toByteArray();
        };
    var feeds = new TreeSet<>(city.feeds().stream().map(FeedSpec::name).toList());
    var script = new SyntheticScript(city.city(), settings, until, feeds);
    return play(
        city,
        files,
        before,
        play ->
            script.play(
                new Stage() {
                  @Override
                  public boolean send(Message message) {
                    boolean isWanted = message.raw().arrival().isBefore(until);
                    if (isWanted) {
                      play.take(message);
                    }
                    return isWanted;
                  }

                  @Override
                  public void problem(String feed, String text) {
                    throw new IllegalStateException(feed + ": " + text);
                  }
                }));
  }

  /** What hands over all messages of a play. */
  private interface Teller {
    void tell(RecordedPlay play) throws IOException;
  }

  /** All that is recorded of all its feeds. */
  static Result play(CityFile city, Path root) throws IOException {
    var files = new ReferenceFolder(root);
    var legs = new ArrayList<Leg>();
    for (var feed : city.feeds()) {
      legs.add(Leg.whole(FeedPlan.of(city, feed, files)));
    }
    return play(city, root, legs, RuleReplay.Before.NOTHING);
  }

  /**
   * These stretches.
   *
   * @param before what rules know of the time before
   * @throws IOException when one cannot be read to its end
   */
  static Result play(CityFile city, Path root, List<Leg> legs, RuleReplay.Before before)
      throws IOException {
    return play(
        city,
        new ReferenceFolder(root),
        before,
        play -> {
          play.all(legs);
          play.end();
        });
  }

  private static Result play(
      CityFile city, ReferenceFiles files, RuleReplay.Before before, Teller teller)
      throws IOException {
    var rules = ReadingRules.of(city);
    var replay = new RuleReplay(city, files, rules.rules(), before);
    teller.tell(new RecordedPlay(city, replay, longest(rules)));
    return new Result(replay.end(), rules.remarks());
  }

  private static Duration longest(ReadingRules rules) {
    return rules.rules().stream()
        .map(rule -> rule.lateness())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private void all(List<Leg> legs) throws IOException {
    var queue =
        new PriorityQueue<Next>(
            Comparator.<Next>comparingLong(next -> next.message().arrivalMillis())
                .thenComparingInt(Next::rank));
    var opened = new ArrayList<Recording>();
    try {
      for (var leg : legs) {
        var recording = Recording.open(leg.plan(), leg.from());
        opened.add(recording);
        enqueue(queue, leg, opened.size(), recording);
      }
      for (var next = queue.poll(); next != null; next = queue.poll()) {
        take(next.message());
        enqueue(queue, next.leg(), next.rank(), next.recording());
      }
    } finally {
      for (var recording : opened) {
        recording.close();
      }
    }
  }

  private static void enqueue(PriorityQueue<Next> queue, Leg leg, int rank, Recording recording)
      throws IOException {
    var message = recording.next();
    if (message != null && message.raw().arrival().isBefore(leg.until())) {
      queue.add(new Next(leg, rank, recording, message));
    }
  }

  /** When the first message of a feed comes; the end of time when there is none. */
  static Instant begins(FeedPlan plan) throws IOException {
    try (var recording = Recording.open(plan, Instant.EPOCH)) {
      var first = recording.next();
      return first == null ? Instant.MAX : first.raw().arrival();
    }
  }

  private void take(Message message) {
    long arrival = message.arrivalMillis();
    beats.message(
        message.raw().feed(),
        arrival,
        (feed, time) -> {
          sign(feed, RawRecord.Kind.HEARTBEAT, time, 0);
          return true;
        });
    end = Math.max(end, arrival);
    var told = message.told();
    int partition = partition(told.feed());
    replay.take(RawRecord.of(told, partition, offsets[partition]++));
  }

  private int partition(String feed) {
    return partitions.getOrDefault(feed, 0);
  }

  private void sign(String feed, RawRecord.Kind kind, long time, long until) {
    int partition = partition(feed);
    var sign = new RawMessage(city.city(), feed, "", 0, Instant.ofEpochMilli(time), 0, new byte[0]);
    replay.take(new RawRecord(sign, partition, offsets[partition]++, kind, until));
  }

  /** Nothing more comes: whoever waits for what is late need not. */
  private void end() {
    if (end != Long.MIN_VALUE) {
      long over = end + patience.toMillis() + 1_000;
      city.feeds().forEach(feed -> sign(feed.name(), RawRecord.Kind.GIVEN_UP, over, over));
    }
  }
}
