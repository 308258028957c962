package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import citybrain.local.recording.FeedPlan;
import citybrain.local.recording.ReferenceFolder;
import citybrain.replay.RuleReplay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The roads of Aarhus: a real week into which incidents and faults of sensors were put.
 *
 * @param how rules learn from the real days before; empty when they just run through two weeks
 */
record AarhusSet(Optional<Learning> how) implements RecordedSet, LearningSet {

  private static final String FOLDER = "aarhus-citypulse";
  private static final String LABELS = FOLDER + "/traffic_injected_labels.csv";
  private static final String LINKS = FOLDER + "/dataset/MetaData/trafficMetaData.csv";
  private static final String INJECTED = "/traffic_injected_";
  private static final String REAL = "/traffic_";
  private static final String ENTRIES = "!streams/AarhusTrafficData*.stream";
  private static final List<String> TYPES = List.of("incident", "stuck_sensor", "dropout");
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final int LEARNED_DAYS = 14;
  private static final Duration AFTERMATH = Duration.ofHours(1);
  private static final long STEP = Duration.ofMinutes(5).toMillis();
  private static final int ROWS_A_DAY = 288;

  AarhusSet() {
    this(Optional.empty());
  }

  @Override
  public LabelledSet learning(Learning other) {
    return new AarhusSet(Optional.of(other));
  }

  @Override
  public SetCard card() {
    var card =
        new SetCard(
            FOLDER,
            "a week of 449 road links at five minutes, with injected incidents and sensor faults",
            "CityPulse / City of Aarhus, as carried in CityBench (github.com/CityBench/Benchmark)",
            "CC BY 4.0, attribute City of Aarhus / CityPulse",
            "road congestion on the even half of links and incidents of this week");
    return how.map(one -> one.card(card)).orElse(card);
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var injected = new ArrayList<String>();
    var real = new ArrayList<String>();
    for (var zip : folder.find(FOLDER, ".zip")) {
      if (zip.startsWith(FOLDER + INJECTED)) {
        injected.add(zip + ENTRIES);
      } else if (zip.startsWith(FOLDER + REAL)) {
        real.add(zip + ENTRIES);
      }
    }
    if (injected.isEmpty()) {
      throw folder.missing(FOLDER + INJECTED + "*.zip");
    }
    var links = links(folder);
    var labels = folder.labels(LABELS);
    var city = RecordedPlay.city(FOLDER, Map.of("source", String.join(",", injected)));
    var plan = FeedPlan.of(city, city.feeds().get(0), new ReferenceFolder(folder.root()));
    var begin = RecordedPlay.begins(plan);
    if (how.isPresent() && real.isEmpty()) {
      throw folder.missing(FOLDER + REAL + "*.zip");
    }
    int days = how.map(Learning::days).orElse(LEARNED_DAYS);
    var legs = new ArrayList<RecordedPlay.Leg>();
    if (!real.isEmpty()) {
      var source = plan.from(String.join(",", real));
      legs.add(new RecordedPlay.Leg(source, begin.minus(Duration.ofDays(days)), begin));
    }
    var daysBefore = List.copyOf(legs);
    legs.add(RecordedPlay.Leg.whole(plan));
    // Before the rules run, which takes a while: what is wrong in labels is said at once.
    var told = labels(labels, links);
    var before = RuleReplay.Before.NOTHING;
    if (how.isPresent()) {
      var split = begin.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant();
      before =
          how.get()
              .before(
                  city,
                  split,
                  lessons -> RecordedPlay.play(city, folder.root(), daysBefore, lessons));
    }
    var result = RecordedPlay.play(city, folder.root(), legs, before);
    return Played.of(
        result,
        tasks(told, links, begin, result.outcome().to()),
        real.isEmpty()
            ? "played without the weeks before: there is no traffic_*.zip of them"
            : "the " + days + " days before are played first, to be learned from",
        "real jams of the week are in no label, so false is an upper bound");
  }

  private static List<String> links(SetFolder folder) {
    var links = new TreeSet<String>();
    new LabelTable(folder.read(LINKS), ",", "REPORT_ID")
        .forEach(line -> links.add(line.text("REPORT_ID")));
    return List.copyOf(links);
  }

  private record Label(String link, String type, long start, long end) {}

  private static List<Label> labels(SetFolder.Found file, List<String> links) {
    var labels = new ArrayList<Label>();
    new LabelTable(file, ",", "report_id", "start", "end", "type")
        .forEach(
            line -> {
              if (!links.contains(line.text("report_id"))) {
                throw line.wrong("report_id", "a link of " + LINKS);
              }
              if (!TYPES.contains(line.text("type"))) {
                throw line.wrong("type", "one of " + String.join(", ", TYPES));
              }
              labels.add(
                  new Label(
                      line.text("report_id"),
                      line.text("type"),
                      line.time("start", ZONE),
                      line.time("end", ZONE)));
            });
    if (labels.isEmpty()) {
      throw new SettingException(file.name() + ":1: there are no labels; expected some");
    }
    return labels;
  }

  private static List<Played.Task> tasks(
      List<Label> labels, List<String> links, Instant begin, Instant end) {
    long from = Math.floorDiv(begin.toEpochMilli(), STEP) * STEP;
    long to = end.toEpochMilli();
    var timelines = new ArrayList<Timeline>();
    var places = new HashMap<String, Integer>();
    var times = Timeline.even("", from, to, STEP).times();
    for (var link : links) {
      places.put(link, timelines.size());
      timelines.add(new Timeline(link, times, 0));
    }
    var frame = new Frame(timelines, ROWS_A_DAY, Duration.ofMillis(to - from));
    var all = new ArrayList<EventScoring.Event>();
    for (var label : labels) {
      int place = places.getOrDefault(label.link, 0);
      var timeline = timelines.get(place);
      all.add(
          new EventScoring.Event(
              place,
              timeline.row(label.start),
              timeline.row(label.end),
              timeline.row(label.end + AFTERMATH.toMillis())));
    }
    var tasks = new ArrayList<Played.Task>();
    for (var type : TYPES) {
      var events = new ArrayList<EventScoring.Event>();
      for (int i = 0; i < labels.size(); i++) {
        if (labels.get(i).type.equals(type)) {
          events.add(all.get(i));
        }
      }
      if (!events.isEmpty()) {
        var measure = "recall while it lasts";
        tasks.add(Played.Task.of(type, frame, new EventScoring(frame, measure, events, all)));
      }
    }
    return tasks;
  }
}
