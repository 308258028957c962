package citybrain.jobs.rules;

import citybrain.wire.BlockLane;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What comes to a worker of a rule: readings, and then how far the clock of a feed is. Both travel
 * on one way, so that a clock never overtakes the readings before it, and readings together, for
 * nothing becomes of them before a clock comes.
 *
 * @param worker a key that leads to the one worker this is meant for
 * @param workers how many workers the sender knows of
 * @param source of the clock: {@code city/feed/domain}; empty when there is none
 * @param lane of the feed which says it: only all of them together are through
 * @param clock epoch milliseconds
 */
record RuleInput(
    String worker, int workers, Readings readings, String source, BlockLane lane, long clock) {

  static final TypeInformation<RuleInput> TYPE =
      citybrain.jobs.kafka.Types.of(RuleInput.class, new RuleInputSerializer());

  static RuleInput of(String worker, int workers, Readings readings) {
    return new RuleInput(worker, workers, readings, "", BlockLane.ONLY, 0);
  }
}
