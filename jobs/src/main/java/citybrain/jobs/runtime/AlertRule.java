package citybrain.jobs.runtime;

import citybrain.observation.Domain;
import java.io.Serializable;
import java.time.Duration;

/**
 * A rule as a job runs it: its name, and its settings until a city file or the command line says
 * otherwise. Several rules may share one key, and with it their settings.
 *
 * @param key of its settings, for example {@code water.night-leak}
 * @param lateness how late an input may come and still be judged
 */
public record AlertRule<S extends Record>(
    String key, Rule rule, Duration lateness, Usual<S> usual) {

  /** The settings of a rule in a city with this time zone. */
  public interface Usual<S> extends Serializable {
    S of(String timeZone);
  }

  /** A rule with settings of its own: its name is their key. */
  public static <S extends Record> AlertRule<S> of(
      String name, String version, Domain domain, Duration lateness, Usual<S> usual) {
    return new AlertRule<>(name, new Rule(name, version, domain), lateness, usual);
  }

  /** The same settings under another name. */
  public AlertRule<S> named(String name, Domain domain) {
    return new AlertRule<>(key, new Rule(name, rule.version(), domain), lateness, usual);
  }
}
