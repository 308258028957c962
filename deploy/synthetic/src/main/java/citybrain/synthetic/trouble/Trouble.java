package citybrain.synthetic.trouble;

import java.time.Duration;
import java.util.List;

/**
 * The kinds of trouble the city knows: the word for it, whom it hurts, how soon it can be noticed.
 */
public enum Trouble {
  CRASH("crash", "transport", Duration.ofMinutes(20), Duration.ofMinutes(40)),
  PIPE_BURST("pipe-burst", "water", Duration.ofMinutes(30), Duration.ZERO),
  SLOW_LEAK("slow-leak", "water", Duration.ofDays(7), Duration.ZERO),
  FEEDER_OUTAGE("feeder-outage", "energy", Duration.ofMinutes(45), Duration.ZERO),
  OVERLOAD("overload", "energy", Duration.ofMinutes(90), Duration.ZERO),
  THEFT("theft", "energy", Duration.ofDays(7), Duration.ZERO),
  STUCK_TAP("stuck-tap-changer", "energy", Duration.ofMinutes(90), Duration.ZERO),
  LOOSE_NEUTRAL("loose-neutral", "energy", Duration.ofMinutes(90), Duration.ZERO),
  STUCK_LINK("stuck-sensor", "transport", Duration.ofHours(6), Duration.ZERO),
  STUCK_PRESSURE("stuck-sensor", "water", Duration.ofHours(6), Duration.ZERO),
  STUCK_AIR("stuck-sensor", "environment", Duration.ofHours(6), Duration.ZERO),
  MISTAKEN_UNIT("mistaken-unit", "transport", Duration.ofHours(12), Duration.ZERO),
  ZERO_LINK("stuck-at-zero", "transport", Duration.ofHours(6), Duration.ZERO),
  SPIKING_PRESSURE("spiking-sensor", "water", Duration.ofHours(24), Duration.ZERO),
  DRIFT_PRESSURE("drifting-sensor", "water", Duration.ofDays(3), Duration.ZERO),
  DRIFT_AIR("drifting-sensor", "environment", Duration.ofDays(3), Duration.ZERO),
  POLLUTION("pollution-episode", "environment", Duration.ofHours(3), Duration.ofHours(2));

  private final String word;
  private final String domain;
  private final Duration detectableWithin;
  private final Duration aftermath;

  Trouble(String word, String domain, Duration detectableWithin, Duration aftermath) {
    this.word = word;
    this.domain = domain;
    this.detectableWithin = detectableWithin;
    this.aftermath = aftermath;
  }

  public String word() {
    return word;
  }

  public List<String> domains() {
    return List.of(domain);
  }

  public Duration detectableWithin() {
    return detectableWithin;
  }

  /** How long its effects fade after its end. */
  long aftermathSeconds() {
    return aftermath.toSeconds();
  }
}
