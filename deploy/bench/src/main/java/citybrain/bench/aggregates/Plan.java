package citybrain.bench.aggregates;

import citybrain.bench.contender.Contenders;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is measured.
 *
 * @param observations of each set, at least
 * @param warmUps passes of each process that do not count, at most
 * @param spoil a contender that writes something wrong, for tests; usually empty
 */
record Plan(
    Map<String, Integer> observations,
    List<String> sets,
    List<String> contenders,
    int rounds,
    int warmUps,
    String spoil) {

  private static final Map<String, Integer> USUAL =
      Map.of("dense", 5_000_000, "hot", 5_000_000, "demo", 2_000_000);

  static Plan from(Config config) {
    var sets = words(config.text("sets", "dense, hot, demo; comma separated", "dense,demo"));
    int wanted = config.count("observations", "of each set; 0 for the usual number", 0);
    var observations = new TreeMap<String, Integer>();
    for (var set : sets) {
      var usual = USUAL.get(set);
      if (usual == null) {
        throw new SettingException(
            "setting 'sets': no set '" + set + "'; there are: dense, hot, demo");
      }
      observations.put(set, wanted == 0 ? usual : wanted);
    }
    return new Plan(
        observations,
        sets,
        words(
            config.text(
                "contenders",
                "comma separated, of " + Contenders.names(),
                String.join(",", Contenders.names()))),
        config.count("rounds", "of all contenders", 5),
        config.count("warm-ups", "passes of each process that do not count, at most", 8),
        config.text("spoil", "a contender that writes something wrong, for tests", ""));
  }

  Plan {
    for (var contender : contenders) {
      if (!Contenders.names().contains(contender)) {
        throw new SettingException(
            "setting 'contenders': no contender '%s'; there are: %s"
                .formatted(contender, String.join(", ", Contenders.names())));
      }
    }
    if (rounds < 1) {
      throw new SettingException("setting 'rounds' must be 1 or more");
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s*,\\s*"));
  }
}
