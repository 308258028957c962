package citybrain.evaluation;

import citybrain.alerting.Alert;
import citybrain.observation.Observation;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Measures all rules on synthetic cities of several seeds, without engine or broker. Arguments:
 * hours to play, first seed, last seed, a pattern of rules to run (all), {@code notes} to list what
 * was missed or false.
 */
final class RulesOnSyntheticCity {

  private RulesOnSyntheticCity() {}

  public static void main(String[] args) {
    int hours = Integer.parseInt(args[0]);
    var wanted = Pattern.compile(args.length > 3 ? args[3] : ".*");
    var score = new RuleScore();
    for (int seed = Integer.parseInt(args[1]); seed <= Integer.parseInt(args[2]); seed++) {
      run(seed, 1, hours, wanted, score);
    }
    if (args.length > 4) {
      score.notes().forEach(System.out::println);
    }
    System.out.printf(Locale.ROOT, "%d h, seeds %s to %s%n%s", hours, args[1], args[2], score);
  }

  /** Plays one city from its beginning and adds what the rules made of it to the score. */
  static void run(long seed, double scale, int hours, Pattern wanted, RuleScore score) {
    var defaults = SyntheticSettings.defaults();
    var settings = new SyntheticSettings(seed, scale, defaults.start(), defaults.zone());
    var city = SyntheticCity.of(settings);
    List<RuleRun<?>> rules =
        CityRules.of(settings.zone().getId()).stream()
            .filter(rule -> wanted.matcher(rule.rule()).find())
            .toList();
    var from = settings.start();
    var to = from.plus(Duration.ofHours(hours));
    new CityPlay(city)
        .play(
            from,
            to,
            feed -> !feed.equals("meters") || rules.stream().anyMatch(RuleRun::readsMeters),
            (Observation observation) -> rules.forEach(rule -> rule.accept(observation)));
    List<Alert> opened = rules.stream().flatMap(rule -> rule.opened().stream()).toList();
    score.add(city.incidents(from, to), opened, from, to);
  }
}
