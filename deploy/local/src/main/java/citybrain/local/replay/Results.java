package citybrain.local.replay;

import citybrain.Rules;
import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.local.topics.RuleTotals;
import citybrain.local.topics.Tallies;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import citybrain.observation.Vocabulary;
import citybrain.replay.Replayed;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.BlockReader;
import citybrain.wire.BlockWriter;
import citybrain.wire.ClockMark;
import citybrain.wire.FrameReader;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What came of a recording, as the bytes that stand on the topics, each under what it is about: of
 * an aggregate the last state of its window, of an alert each of its changes.
 */
final class Results {

  /** What is compared. */
  enum Kind {
    INGESTED,
    DERIVED,
    AGGREGATES,
    /** Of each zone, property and span the newest window. */
    LATEST,
    ALERTS,
    /** What each rule counted of its inputs. */
    RULES
  }

  private static final Set<ObservedProperty> DERIVED =
      Rules.ALL.stream().flatMap(rule -> rule.derived().stream()).collect(Collectors.toSet());

  private final Map<Kind, TreeMap<String, byte[]>> all = new EnumMap<>(Kind.class);
  private final List<String> faults = new ArrayList<>();
  private final BlockReader block;
  private final FrameReader frame;
  private final BlockWriter blocks = new BlockWriter();
  private final AggregateCodec aggregates;
  private final AlertJson alerts = new AlertJson();

  private Results(Vocabulary vocabulary) {
    block = new BlockReader(vocabulary);
    frame = new FrameReader(vocabulary);
    aggregates = new AggregateCodec(vocabulary);
    for (var kind : Kind.values()) {
      all.put(kind, new TreeMap<>());
    }
  }

  /**
   * What a fold says.
   *
   * @param vocabulary the properties of its city
   */
  static Results of(Replayed replayed, Vocabulary vocabulary) {
    var results = new Results(vocabulary);
    Stream.of(replayed.ingested(), replayed.derived())
        .flatMap(List::stream)
        .forEach(one -> results.observation(one.observation(), one.stamp()));
    for (var one : replayed.aggregates()) {
      results.aggregate(one, results.aggregates.encode(one));
    }
    replayed.aggregates().forEach(results::latest);
    for (var one : replayed.alerts()) {
      results.alert(one, results.alerts.encode(one));
    }
    replayed
        .rules()
        .forEach(
            (about, rule) -> {
              var totals =
                  new RuleTotals(
                      rule.inputs(),
                      rule.late(),
                      rule.judged() + rule.waiting(),
                      rule.judged(),
                      0,
                      0);
              results.rule(about.substring(about.indexOf(' ') + 1), totals);
            });
    return results;
  }

  /**
   * What a replay of the lake wrote.
   *
   * @param folder with files of values behind their lengths
   * @param figures of the rules, by their names
   */
  static Results in(Path folder, JsonNode figures, Vocabulary vocabulary) throws IOException {
    var results = new Results(vocabulary);
    for (var value : WireFile.read(folder.resolve("observations.bin"))) {
      results.observation(value, Kind.INGESTED);
    }
    for (var value : WireFile.read(folder.resolve("derived.bin"))) {
      results.observation(value, Kind.DERIVED);
    }
    for (var value : WireFile.read(folder.resolve("aggregates.bin"))) {
      var one = results.aggregates.decode(value);
      results.aggregate(one, value);
      results.latest(one);
    }
    for (var value : WireFile.read(folder.resolve("alerts.bin"))) {
      results.alert(results.alerts.decode(value), value);
    }
    for (var rule : figures.properties()) {
      var one = rule.getValue();
      long late = one.path("late").asLong();
      long judged = one.path("judged").asLong();
      long waiting = one.path("waiting").asLong();
      var totals =
          new RuleTotals(one.path("inputs").asLong(), late, judged + waiting, judged, 0, 0);
      results.rule(rule.getKey(), totals);
    }
    return results;
  }

  /** Those of one kind; what was derived when the city was live is derived again. */
  private void observation(byte[] value, Kind kind) {
    block.read(value);
    for (int row = 0; row < block.count(); row++) {
      var one = block.observation(row);
      if (kind == Kind.DERIVED || !DERIVED.contains(one.property())) {
        observation(one, block.stamp(row));
      }
    }
  }

  /** What stands on the topics, as a reader of committed records sees it. */
  static Results on(String bootstrap, Vocabulary vocabulary) {
    var results = new Results(vocabulary);
    var topics =
        new ArrayList<>(List.of(Topics.AGGREGATES, Topics.AGGREGATES_LATEST, Topics.ALERTS));
    Arrays.stream(Domain.values()).map(Topics::observations).forEach(topics::add);
    CommittedRecords.read(bootstrap, topics, results::add);
    var tallies = new Tallies();
    CommittedRecords.read(bootstrap, List.of(Topics.TALLY), record -> tallies.add(record.value()));
    tallies.rules().forEach(results::rule);
    return results;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    var bytes = record.value();
    switch (record.topic()) {
      case Topics.AGGREGATES -> {
        frame.read(bytes);
        for (int row = 0; row < frame.count(); row++) {
          var one = frame.aggregate(row);
          aggregate(one, aggregates.encode(one));
        }
      }
      case Topics.AGGREGATES_LATEST -> {
        // The last of a key stands.
        frame.read(bytes);
        var about = new String(record.key(), StandardCharsets.UTF_8);
        of(Kind.LATEST).put(about, aggregates.encode(frame.aggregate(0)));
      }
      case Topics.ALERTS -> alert(alerts.decode(bytes), bytes);
      default -> {
        if (record.headers().lastHeader(ClockMark.HEADER) == null) {
          block.read(bytes);
          for (int row = 0; row < block.count(); row++) {
            observation(block.observation(row), block.stamp(row));
          }
        }
      }
    }
  }

  private void observation(Observation one, Stamp stamp) {
    var bytes = blocks.encode(one, stamp);
    var kind = DERIVED.contains(one.property()) ? Kind.DERIVED : Kind.INGESTED;
    var about =
        String.join(
            " ",
            one.city() + "/" + one.feed(),
            one.feature(),
            one.property().name(),
            one.phenomenonTime().toString(),
            // Two vehicles may pass a stop in one second.
            one.procedure(),
            stamp.toString());
    if (of(kind).put(about, bytes) != null) {
      faults.add(kind + " twice: " + about);
    }
  }

  private void aggregate(Aggregate one, byte[] bytes) {
    var about =
        String.join(
            " ",
            one.city(),
            one.layer() + "/" + one.zone(),
            one.property().name(),
            one.windowStart() + "/" + one.windowEnd());
    of(Kind.AGGREGATES)
        .merge(
            about,
            bytes,
            (before, now) ->
                aggregates.decode(now).revision() >= aggregates.decode(before).revision()
                    ? now
                    : before);
  }

  /** By the key that it has on its topic; a minute has none there. */
  private void latest(Aggregate one) {
    var span = span(Duration.between(one.windowStart(), one.windowEnd()));
    if (!span.isEmpty()) {
      var about =
          String.join("/", one.city(), one.layer(), one.property().name(), span, one.zone());
      of(Kind.LATEST)
          .merge(
              about,
              aggregates.encode(one),
              (before, now) ->
                  isNewer(aggregates.decode(now), aggregates.decode(before)) ? now : before);
    }
  }

  private static boolean isNewer(Aggregate one, Aggregate other) {
    return one.windowStart().equals(other.windowStart())
        ? one.revision() > other.revision()
        : one.windowStart().isAfter(other.windowStart());
  }

  private static String span(Duration length) {
    return switch ((int) length.toMinutes()) {
      case 1 -> "";
      case 15 -> "quarter";
      case 60 -> "hour";
      default -> "day";
    };
  }

  private void alert(Alert one, byte[] bytes) {
    var about =
        String.join(
            " ",
            one.rule(),
            one.city() + "/" + one.feature(),
            one.time().toString(),
            one.status().name(),
            one.id());
    var before = of(Kind.ALERTS).put(about, bytes);
    if (before != null && !Arrays.equals(before, bytes)) {
      faults.add("ALERTS, two of one id, status and time: " + about);
    }
  }

  /** A recording is of one city. A rule that nothing came to counts nothing. */
  private void rule(String name, RuleTotals totals) {
    if (totals.inputs() > 0) {
      of(Kind.RULES).put(name, totals.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Map<String, byte[]> of(Kind kind) {
    return all.getOrDefault(kind, new TreeMap<>());
  }

  /** How many there are of a kind. */
  int count(Kind kind) {
    return of(kind).size();
  }

  /** All of a kind, by what each is about. */
  Map<String, byte[]> entries(Kind kind) {
    return of(kind);
  }

  /** What may not be, whatever it is compared with. */
  List<String> faults() {
    return faults;
  }

  /** For people. */
  String text(Kind kind, byte[] bytes) {
    return switch (kind) {
      case INGESTED, DERIVED -> {
        block.read(bytes);
        yield block.observation(0).toString();
      }
      case AGGREGATES, LATEST -> aggregates.decode(bytes).toString();
      case ALERTS, RULES -> new String(bytes, StandardCharsets.UTF_8);
    };
  }
}
