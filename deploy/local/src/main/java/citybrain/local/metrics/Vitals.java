package citybrain.local.metrics;

import citybrain.local.topics.RuleTotals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a running city is at one moment.
 *
 * @param cityTime what the city's clock shows
 * @param flinkAnswers when false, figures of jobs that only Flink knows are left out
 * @param lakeLagSeconds how far the lake is behind the city's clock, in event time; 0 when all that
 *     is observed lies in it, empty when that is not known
 * @param rules what each rule did with its inputs, by name
 * @param unreadable records of our own topics that their readers set aside, by topic and reason
 */
public record Vitals(
    Instant cityTime,
    boolean flinkAnswers,
    List<FeedVitals> feeds,
    List<JobVitals> jobs,
    OptionalDouble lakeLagSeconds,
    Map<String, RuleTotals> rules,
    List<OpenAlerts> alerts,
    Map<String, Map<String, Long>> unreadable) {

  /**
   * One feed; counts go back to the beginning of the topics.
   *
   * @param in records sent
   * @param accounted records that ingest says it dealt with
   * @param rejected by reason
   * @param late observations that came too late by the clock of their own feed, for their windows
   *     or for some rule
   * @param missed values whose windows were forgotten when they came
   * @param lagSeconds the city's clock minus the newest event time, when there was any
   */
  public record FeedVitals(
      String city,
      String feed,
      long in,
      long accounted,
      long observations,
      Map<String, Long> rejected,
      long late,
      long missed,
      OptionalDouble lagSeconds) {}

  /**
   * One job.
   *
   * @param in records its sources read since it last started
   * @param out records its sinks took since then
   * @param behind offsets between what it committed and the ends of its topics
   */
  public record JobVitals(
      String name,
      boolean running,
      long restarts,
      OptionalLong in,
      OptionalLong out,
      OptionalLong behind) {}

  /** How many alerts of a rule are open now. */
  public record OpenAlerts(String city, String rule, String severity, long count) {}
}
