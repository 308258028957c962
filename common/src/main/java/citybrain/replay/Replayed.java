package citybrain.replay;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.observation.Stamped;
import java.util.List;
import java.util.SortedMap;

/**
 * What a recording leads to.
 *
 * @param ingested what the feeds brought
 * @param derived what rules derived from it, with the stamps under which it is published
 * @param aggregates the last state of every window that saw something
 * @param late observations that came too late for their windows
 * @param alerts all changes of all alerts
 * @param rules what each rule did with what it reads, by {@code city} and a blank and the rule
 * @param refused values and messages that became no observation
 * @param unknown raw records of feeds that no city file declares
 */
public record Replayed(
    List<Stamped> ingested,
    List<Stamped> derived,
    List<Aggregate> aggregates,
    long late,
    List<Alert> alerts,
    SortedMap<String, RuleCount> rules,
    long refused,
    long unknown) {

  /**
   * What a rule did with what it reads.
   *
   * @param inputs all of them
   * @param late of these, what came after the rule's time for it had passed
   * @param judged of these
   * @param waiting of these at the end of the recording: no clock has passed them yet
   */
  public record RuleCount(long inputs, long late, long judged, long waiting) {}
}
