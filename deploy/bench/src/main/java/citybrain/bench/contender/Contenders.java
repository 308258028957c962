package citybrain.bench.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All contenders by name, the cheapest first. */
public final class Contenders {

  /** Reads and writes nothing. */
  public static final String TRANSPORT = "transport";

  /** What all others are compared with. */
  public static final String HAND = "hand";

  /** Ours. */
  public static final String CITYBRAIN = "citybrain";

  /** Reads the form that is only made for it. */
  public static final String FLINK_JSON = "flink-json";

  private static final Map<String, Function<Task, Contender>> ALL = all();

  private Contenders() {}

  private static Map<String, Function<Task, Contender>> all() {
    var all = new LinkedHashMap<String, Function<Task, Contender>>();
    all.put(TRANSPORT, Transport::new);
    all.put(HAND, HandLoop::new);
    all.put("map", MapLoop::new);
    all.put(CITYBRAIN, CityBrainJob::new);
    all.put("flink-sql", FlinkSql::new);
    all.put(FLINK_JSON, FlinkJson::new);
    all.put("kafka-streams", KafkaStreamsDsl::new);
    return all;
  }

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Contender open(String name, Task task) {
    var contender = ALL.get(name);
    if (contender == null) {
      throw new IllegalArgumentException("there is no contender '" + name + "'");
    }
    return contender.apply(task);
  }
}
