package citybrain.bench.aggregates;

import citybrain.bench.data.BenchSet;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One contender over a set, in seconds of a processor but for {@code seconds}.
 *
 * @param warmUps passes that did not count before it
 * @param cpu of its whole process, from when it begins to read to the end
 * @param broker of the broker meanwhile
 * @param seconds until the last record was read
 * @param aggregates written, each state of a window
 * @param windows the same, only the last states
 * @param unaccounted observations that are in no window and not too late either
 * @param differences how many windows are not as the reference has them; some are named
 */
record Run(
    BenchSet.Summary set,
    String contender,
    int round,
    int warmUps,
    double cpu,
    double compilers,
    double collector,
    double broker,
    double seconds,
    double load,
    long aggregates,
    long windows,
    long unaccounted,
    int differences,
    List<String> different) {

  static Run of(BenchSet.Summary set, String contender, int round, JsonNode said) {
    var different = new ArrayList<String>();
    said.path("different").forEach(line -> different.add(line.asText()));
    return new Run(
        set,
        contender,
        round,
        said.path("warm_ups").asInt(),
        said.path("cpu_seconds").asDouble(),
        said.path("compiler_cpu_seconds").asDouble(),
        said.path("collector_cpu_seconds").asDouble(),
        said.path("broker_cpu_seconds").asDouble(),
        said.path("seconds").asDouble(),
        said.path("load_average").asDouble(),
        said.path("aggregates").asLong(),
        said.path("windows").asLong(),
        said.path("unaccounted").asLong(),
        said.path("differences").asInt(),
        List.copyOf(different));
  }

  boolean isWrong() {
    return differences > 0 || unaccounted != 0;
  }

  /** Neither compiling nor collecting. */
  double work() {
    return cpu - compilers - collector;
  }

  /** What remains of the cost of a process that runs for long. */
  double withoutCompilers() {
    return cpu - compilers;
  }

  double perMillion(double amount) {
    return amount / set.observations() * 1e6;
  }

  double rate() {
    return set.observations() / Math.max(seconds, 1e-9);
  }

  double aggregatesPerObservation() {
    return (double) aggregates / set.observations();
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("contender", contender);
    json.put("round", round);
    json.put("warm_ups", warmUps);
    json.put("cpu_seconds", cpu);
    json.put("compiler_cpu_seconds", compilers);
    json.put("collector_cpu_seconds", collector);
    json.put("broker_cpu_seconds", broker);
    json.put("seconds", seconds);
    json.put("load_average", load);
    json.put("aggregates", aggregates);
    json.put("windows", windows);
    json.put("unaccounted", unaccounted);
    json.put("differences", differences);
    json.put("different", different);
    return json;
  }
}
