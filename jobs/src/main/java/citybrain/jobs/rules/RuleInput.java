package citybrain.jobs.rules;

import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What comes to a rule: a reading, or how far the clock of a feed is. Both travel on one way, so
 * that a clock never overtakes the readings before it.
 *
 * @param reading empty when this is a clock
 * @param worker of a clock: a key that leads to the one worker it is meant for
 * @param workers of a clock: how many workers it was meant for
 * @param source of a clock: {@code city/feed/domain}
 * @param clock epoch milliseconds
 */
record RuleInput(@Nullable Stamped reading, String worker, int workers, String source, long clock) {

  static final TypeInformation<RuleInput> TYPE =
      citybrain.jobs.kafka.Types.of(RuleInput.class, new RuleInputSerializer());

  static RuleInput of(Observation observation, Stamp stamp) {
    return new RuleInput(new Stamped(observation, stamp), "", 0, "", 0);
  }

  static RuleInput clock(String worker, int workers, String source, long clock) {
    return new RuleInput(null, worker, workers, source, clock);
  }
}
