package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** L-Town of BattLeDIM: a year of a water network with leaks whose pipes and times are known. */
final class LtownSet implements RecordedSet {

  private static final String FOLDER = "ltown-sim";
  private static final String NETWORK = "ltown-sim/L-TOWN.inp";
  private static final String PRESSURES = "_SCADA_Pressures.csv.gz";
  private static final String FLOWS = "_Leakages.csv.gz";
  private static final String LEAKS = "_leaks.csv";
  private static final List<String> OTHERS =
      List.of("_SCADA_Flows.csv.gz", "_SCADA_Levels.csv.gz", "_SCADA_Demands.csv.gz");
  private static final long STEP = Duration.ofMinutes(5).toMillis();
  private static final int ROWS_A_DAY = 288;

  /** A leak that is told later is told too late. */
  private static final Duration IN_TIME = Duration.ofDays(7);

  private record Leak(long start, long end, LabelTable.Line line) {}

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "a year of a water network at five minutes, with leaks",
        "BattLeDIM (KIOS): L-Town, simulated again with the published leaks of 2018",
        "simulated data CC BY 4.0; network EUPL",
        "in-sample: the water rules' settings were looked at on this very year");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    folder.find(FOLDER, PRESSURES);
    for (var other : OTHERS) {
      folder.find(FOLDER, other);
    }
    var leaks = leaks(folder);
    var network = Files.exists(folder.root().resolve(NETWORK)) ? "network: " + NETWORK : "";
    var city = RecordedPlay.city(FOLDER, Map.of("network", network));
    var result = RecordedPlay.play(city, folder.root());
    long from = result.outcome().from().toEpochMilli();
    long to = result.outcome().to().toEpochMilli();
    var timeline = Timeline.even("", from, to, STEP);
    var frame = new Frame(List.of(timeline), ROWS_A_DAY, Duration.ofMillis(to - from));
    var quiet = new boolean[timeline.rows()];
    Arrays.fill(quiet, true);
    var events = new ArrayList<EventScoring.Event>();
    for (var leak : leaks) {
      if (leak.start < from || leak.start > to) {
        throw leak.line.wrong("start", "a time within the recording");
      }
      int start = timeline.row(leak.start);
      int late = timeline.row(leak.start + IN_TIME.toMillis() + 1);
      Arrays.fill(quiet, start, Math.max(start, timeline.row(leak.end + 1)), false);
      events.add(new EventScoring.Event(0, start, late, late));
    }
    var scoring =
        new LeakScoring(
            new EventScoring(frame, "leaks told within 7 days", events, List.of()), quiet);
    var remarks = new ArrayList<String>();
    remarks.add(
        "whatever an alert is about, it finds each leak that began in the 7 days before it;"
            + " false is what found none");
    remarks.addAll(
        network.isEmpty()
            ? List.of("where alerts say a leak is was not scored: there is no " + NETWORK)
            : places(folder, leaks, result.outcome().alerts(), (from + to) / 2));
    return Played.of(
        result, List.of(Played.Task.of(frame, scoring)), remarks.toArray(String[]::new));
  }

  private static List<String> places(
      SetFolder folder, List<Leak> leaks, List<Alert> alerts, long half) {
    var scoring = new PlaceScoring(folder.read(NETWORK), IN_TIME);
    var known = new ArrayList<PlaceScoring.Leak>();
    for (var leak : leaks) {
      var pipe = leak.line.text("pipe_id");
      if (!scoring.knows(pipe)) {
        throw leak.line.wrong("pipe_id", "a pipe of " + NETWORK);
      }
      known.add(new PlaceScoring.Leak(pipe, leak.start));
    }
    return scoring.remarks(known, alerts, half);
  }

  private static List<Leak> leaks(SetFolder folder) throws IOException {
    var leaks = new ArrayList<Leak>();
    var files = new ArrayList<SetFolder.Found>();
    if (folder.labels().isPresent()) {
      files.add(folder.labels(FOLDER));
    } else {
      folder.find(FOLDER, LEAKS).forEach(path -> files.add(folder.read(path)));
    }
    var pipes = pipes(folder);
    for (var file : files) {
      new LabelTable(file, ",", "pipe_id", "start", "end")
          .forEach(
              line -> {
                if (!pipes.contains(line.text("pipe_id"))) {
                  throw line.wrong("pipe_id", "a pipe of " + FOLDER + "/*" + FLOWS);
                }
                long start = line.time("start", ZoneOffset.UTC);
                leaks.add(new Leak(start, line.time("end", ZoneOffset.UTC), line));
              });
    }
    return leaks;
  }

  /** Those of which it is told what they lost. */
  private static Set<String> pipes(SetFolder folder) throws IOException {
    var pipes = new HashSet<String>();
    for (var path : folder.find(FOLDER, FLOWS)) {
      pipes.addAll(new LabelTable(folder.read(path), ";", "Timestamp").header());
    }
    return pipes;
  }
}
