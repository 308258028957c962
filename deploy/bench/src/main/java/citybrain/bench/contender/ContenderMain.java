package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.bench.Parent;
import citybrain.bench.ScratchFolder;
import citybrain.bench.data.BenchSet;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Vocabulary;
import citybrain.wire.FrameReader;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One contender in a process of its own: some passes that do not count ({@link WarmUp}), then one
 * that does; behind it its aggregates are read and compared. Says one line of JSON.
 */
public final class ContenderMain {

  /** What its line begins with. */
  public static final String RESULT = "result ";

  private static final int MOST_NAMED = 5;

  private ContenderMain() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var name = config.text("contender", "one of " + Contenders.names(), Contenders.HAND);
    var folder = Path.of(config.text("folder", "of the set", ""));
    var bootstrap = config.text("bootstrap", "Kafka bootstrap servers", "localhost:9092");
    long broker = Long.parseLong(config.text("broker", "id of the process of the broker", "0"));
    var warmUp = new WarmUp(config.count("warm-ups", "passes that do not count, at most", 1));
    var reference = Path.of(config.text("reference", "file of the aggregates to compare with", ""));
    var spoil = config.text("spoil", "true: writes a wrong aggregate, for tests", "false");
    config.refuseUnknown();
    Parent.endWithIt();
    var home = Files.createTempDirectory("citybrain-bench-" + name);
    try {
      var task = new Task(new BenchSet(folder), bootstrap, home);
      var contender = Contenders.open(name, task);
      int passes = warmUp.run(contender, broker);
      System.gc(); // what a pass left behind is not the next one's business
      var begins = new Records(bootstrap).ends(List.of(Topics.AGGREGATES));
      var meter = new Meter(broker);
      contender.pass(meter);
      var reading = meter.end();
      if (spoil.equals("true")) {
        spoil(bootstrap, begins);
      }
      var line = line(task, reading, begins, name.equals(Contenders.TRANSPORT) ? null : reference);
      line.put("warm_ups", passes);
      System.out.println(RESULT + new ObjectMapper().writeValueAsString(line));
    } finally {
      ScratchFolder.delete(home);
    }
    System.exit(0);
  }

  private static Map<String, Object> line(
      Task task, Meter.Reading reading, Map<TopicPartition, Long> begins, @Nullable Path reference)
      throws Exception {
    var line = new LinkedHashMap<String, Object>();
    line.put("cpu_seconds", reading.cpu().all());
    line.put("compiler_cpu_seconds", reading.cpu().compilers());
    line.put("collector_cpu_seconds", reading.cpu().collector());
    line.put("broker_cpu_seconds", reading.brokerSeconds());
    line.put("seconds", reading.seconds());
    line.put("load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    if (reference == null) {
      return line;
    }
    var results = WindowStates.read(task.bootstrap(), begins);
    line.put("aggregates", results.written());
    line.put("windows", results.windows().size());
    line.put("unaccounted", unaccounted(task.set().summary(), results));
    if (Files.exists(reference)) {
      var differences = results.differences(WindowStates.read(reference));
      line.put("differences", differences.size());
      line.put("different", differences.stream().limit(MOST_NAMED).toList());
    } else {
      results.write(reference);
    }
    return line;
  }

  private static long unaccounted(BenchSet.Summary summary, WindowStates results) {
    return summary.observations() - summary.late() - results.observations();
  }

  /** Replaces one of the aggregates by one that is wrong. */
  private static void spoil(String bootstrap, Map<TopicPartition, Long> begins) {
    var frame = new FrameReader(Vocabulary.BUILT_IN);
    var found = new ArrayList<Aggregate>();
    new Records(bootstrap)
        .from(
            begins,
            record -> {
              frame.read(record.value());
              found.clear();
              found.add(frame.aggregate(0));
            });
    for (var one : found) {
      try (var log = new AggregateLog(bootstrap)) {
        log.write(
            new Aggregate(
                one.city(),
                one.layer(),
                one.zone(),
                one.property(),
                one.windowStart(),
                one.windowEnd(),
                one.revision(),
                one.count(),
                one.sum() + 1,
                one.min(),
                one.max(),
                one.estimated(),
                one.estimatedSum() + 1,
                one.position()));
      }
    }
  }
}
