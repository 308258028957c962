package citybrain.bench.rules;

import citybrain.detection.CityRule;
import citybrain.detection.Detector;
import citybrain.detection.Key;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rules without logic: all that they cost is the runtime around them. They remember a number, for a
 * rule that remembers nothing would be measured without its state.
 */
final class CountingRules {

  /** As most rules that are shipped. */
  private static final Duration LATENESS = Duration.ofMinutes(5);

  /** Of one key. */
  public record Memory(int inputs) {}

  /** Has none. */
  public record Settings(int unused) {}

  private record Counting() implements Detector<Observation, Memory> {
    @Override
    public Memory blank() {
      return new Memory(0);
    }

    @Override
    public Verdict<Memory> observe(Memory memory, Observation input) {
      return Verdict.quiet(new Memory(memory.inputs() + 1));
    }
  }

  private CountingRules() {}

  /**
   * So many rules that read all of these, and one that reads what nobody brings: without any rule
   * there is no job.
   */
  static List<CityRule<?, ?>> of(int count, Key by, Collection<ObservedProperty> properties) {
    var rules = new ArrayList<CityRule<?, ?>>();
    rules.add(rule("environment.idle", by, List.of(ObservedProperty.RAINFALL)));
    for (int i = 1; i <= count; i++) {
      rules.add(rule("city.counting-" + i, by, properties));
    }
    return rules;
  }

  private static CityRule<?, ?> rule(String name, Key by, Collection<ObservedProperty> properties) {
    return CityRule.of(
        name,
        "1",
        LATENESS,
        zone -> new Settings(1),
        properties,
        by,
        (settings, zone) -> new Counting(),
        Memory.class);
  }
}
