package citybrain.local.evaluate;

import citybrain.alerting.Alert;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Meters behind transformers, some of which were tampered with: who finds them? Asked are the order
 * of the meters by suspicion, the alerts about meters, and those about transformers.
 */
final class ElectricitySet implements RecordedSet {

  private static final String FOLDER = "electricity";
  private static final String READINGS = "_readings.csv.gz";
  private static final String METERS = "energy.non-technical-loss";
  private static final String TRANSFORMERS = "energy.transformer-balance";
  private static final long STEP = Duration.ofMinutes(30).toMillis();

  /** An alert of a theft that is over for longer is false. */
  private static final long AFTERMATH = Duration.ofDays(7).toMillis();

  /** A transformer is told in time when it is told so soon after the first theft began. */
  private static final long IN_TIME = Duration.ofDays(14).toMillis();

  private record Meter(String name, String transformer) {}

  /** A theft, epoch milliseconds. */
  private record Theft(int meter, long from, long to) {}

  @Override
  public SetCard card() {
    return new SetCard(
        FOLDER,
        "twelve weeks of virtual meters drawn from real households, some tampered with",
        "fraudsim, made from Smart Grid Smart City (NSW, Australia)",
        "CC BY 4.0; households CC BY 3.0 AU",
        "in-sample: the rules were made on it");
  }

  @Override
  public Played play(SetFolder folder) throws IOException {
    var readings = folder.find(FOLDER, READINGS).get(0);
    var prefix = readings.substring(0, readings.length() - READINGS.length());
    folder.require(prefix + "_transformers.csv.gz");
    var meters = meters(folder, prefix);
    var thefts = thefts(folder, prefix, meters);
    var result =
        RecordedPlay.play(RecordedPlay.city(FOLDER, Map.of("prefix", prefix)), folder.root());
    var span =
        new Span(result.outcome().from().toEpochMilli(), result.outcome().to().toEpochMilli());
    var suspicions =
        result.outcome().suspicions().getOrDefault(METERS, new TreeMap<String, Double>());
    return new Played(
        result.outcome().alerts(),
        List.of(METERS),
        result.outcome().readings(),
        result.outcome().refused(),
        List.of(
            ranking(meters, thefts, suspicions, span),
            alerts(meters, thefts, span),
            transformers(
                meters,
                thefts,
                result.outcome().alerts().stream()
                    .filter(one -> one.rule().equals(TRANSFORMERS))
                    .toList(),
                span)),
        List.copyOf(result.remarks()));
  }

  private record Span(long from, long to) {

    Frame frame(List<String> features) {
      var times = Timeline.even("", from, to, STEP).times();
      var timelines = features.stream().map(one -> new Timeline(one, times, 0)).toList();
      return new Frame(timelines, (int) (Duration.ofDays(1).toMillis() / STEP), duration());
    }

    Duration duration() {
      return Duration.ofMillis(to - from);
    }
  }

  private static List<Meter> meters(SetFolder folder, String prefix) {
    var meters = new ArrayList<Meter>();
    new LabelTable(folder.read(prefix + "_meters.csv"), ",", "meter_id", "transformer_id")
        .forEach(line -> meters.add(new Meter(line.text("meter_id"), line.text("transformer_id"))));
    return meters;
  }

  private static List<Theft> thefts(SetFolder folder, String prefix, List<Meter> meters) {
    var places = new HashMap<String, Integer>();
    meters.forEach(one -> places.put(one.name(), places.size()));
    var thefts = new ArrayList<Theft>();
    new LabelTable(folder.labels(prefix + "_labels.csv"), ",", "meter_id", "start", "end")
        .forEach(
            line -> {
              int place = places.getOrDefault(line.text("meter_id"), -1);
              if (place < 0) {
                throw line.wrong("meter_id", "a meter of " + prefix + "_meters.csv");
              }
              thefts.add(
                  new Theft(
                      place, line.time("start", ZoneOffset.UTC), line.time("end", ZoneOffset.UTC)));
            });
    return thefts;
  }

  private static Played.Task ranking(
      List<Meter> meters, List<Theft> thefts, SortedMap<String, Double> suspicions, Span span) {
    var labels = new boolean[meters.size()];
    thefts.forEach(theft -> labels[theft.meter()] = true);
    var frame = span.frame(meters.stream().map(Meter::name).toList());
    var told = frame.none();
    for (int i = 0; i < meters.size(); i++) {
      double suspicion = suspicions.getOrDefault(meters.get(i).name(), 0.0);
      if (suspicion > 0) {
        told.get(i).add(new Alarm(0, frame.timelines().get(i).rows(), true, suspicion));
      }
    }
    return Played.Task.told("order of meters", frame, new MeterScoring(labels), told);
  }

  private static Played.Task alerts(List<Meter> meters, List<Theft> thefts, Span span) {
    var frame = span.frame(meters.stream().map(Meter::name).toList());
    var timeline = frame.timelines().get(0);
    var events =
        thefts.stream()
            .map(
                one -> {
                  int end = timeline.row(one.to() + AFTERMATH + 1);
                  return new EventScoring.Event(one.meter(), timeline.row(one.from()), end, end);
                })
            .toList();
    var scoring = new TheftScoring(new EventScoring(frame, "F1 of thefts", events, List.of()));
    return Played.Task.of("meters", frame, scoring);
  }

  /** Of each transformer the time from its first theft to the end of its last is one event. */
  private static Played.Task transformers(
      List<Meter> meters, List<Theft> thefts, List<Alert> balance, Span span) {
    var names = meters.stream().map(Meter::transformer).distinct().sorted().toList();
    var frame = span.frame(names);
    var timeline = frame.timelines().get(0);
    var events = new ArrayList<EventScoring.Event>();
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      var own =
          thefts.stream()
              .filter(one -> meters.get(one.meter()).transformer().equals(name))
              .toList();
      if (!own.isEmpty()) {
        long from = own.stream().mapToLong(Theft::from).min().orElseThrow();
        long to = own.stream().mapToLong(Theft::to).max().orElseThrow();
        events.add(
            new EventScoring.Event(
                i,
                timeline.row(from),
                timeline.row(from + IN_TIME),
                timeline.row(to + AFTERMATH + 1)));
      }
    }
    return Played.Task.told(
        "transformers",
        frame,
        new EventScoring(frame, "transformers told in 14 days", events, List.of()),
        frame.alarms(balance));
  }
}
