package citybrain.local.evaluate;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Meters behind transformers, some of which were tampered with: who finds them? */
final class ElectricitySet implements RecordedSet {

  private static final String FOLDER = "electricity";
  private static final String READINGS = "_readings.csv.gz";
  private static final long STEP = Duration.ofMinutes(30).toMillis();

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "twelve weeks of virtual meters drawn from real households, some tampered with",
        "fraudsim, made from Smart Grid Smart City (NSW, Australia)",
        "CC BY 4.0; households CC BY 3.0 AU",
        "nothing was tuned on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var readings = folder.find(FOLDER, READINGS).get(0);
    var prefix = readings.substring(0, readings.length() - READINGS.length());
    folder.require(prefix + "_transformers.csv.gz");
    var places = new HashMap<String, Integer>();
    var meters = new ArrayList<String>();
    new LabelTable(folder.read(prefix + "_meters.csv"), ",", "meter_id")
        .forEach(
            line -> {
              places.put(line.text("meter_id"), meters.size());
              meters.add(line.text("meter_id"));
            });
    var labels = new boolean[meters.size()];
    new LabelTable(folder.labels(prefix + "_labels.csv"), ",", "meter_id", "start", "end")
        .forEach(
            line -> {
              int place = places.getOrDefault(line.text("meter_id"), -1);
              if (place < 0) {
                throw line.wrong("meter_id", "a meter of " + prefix + "_meters.csv");
              }
              line.time("start", ZoneOffset.UTC);
              line.time("end", ZoneOffset.UTC);
              labels[place] = true;
            });
    var result =
        RecordedPlay.play(RecordedPlay.city(FOLDER, Map.of("prefix", prefix)), folder.root());
    long from = result.outcome().from().toEpochMilli();
    long to = result.outcome().to().toEpochMilli();
    var times = Timeline.even("", from, to, STEP).times();
    var timelines = meters.stream().map(meter -> new Timeline(meter, times, 0)).toList();
    var frame = new Frame(timelines, 0, Duration.ofMillis(to - from));
    boolean unread =
        result.outcome().alerts().stream().noneMatch(one -> places.containsKey(one.feature()));
    var task =
        new Played.Task("", frame, List.of(new MeterScoring(labels)), OptionalInt.empty(), unread);
    return unread
        ? Played.of(result, List.of(task), "no rule tells of a meter yet, so there is no score")
        : Played.of(result, List.of(task));
  }
}
