package citybrain.jobs.runtime;

import citybrain.aggregation.Aggregate;
import citybrain.alerting.Alert;
import citybrain.observation.Observation;
import java.io.Serializable;

/**
 * When an input was true, and whose time it tells. Each clock goes on by itself: a city or feed
 * that stops or runs hours behind neither holds up the others nor makes them late.
 *
 * @param <I> input
 */
public interface EventTime<I> extends Serializable {

  /** Epoch milliseconds. */
  long timeOf(I input);

  /** The clock this input belongs to; all of one clock come in roughly in order. */
  String clockOf(I input);

  /** Observations: one clock a city and feed. */
  static EventTime<Observation> ofObservations() {
    return new EventTime<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public long timeOf(Observation input) {
        return input.phenomenonTime().toEpochMilli();
      }

      @Override
      public String clockOf(Observation input) {
        return input.city() + "/" + input.feed();
      }
    };
  }

  /** Aggregates: one clock a city and property; known when the window ends. */
  static EventTime<Aggregate> ofAggregates() {
    return new EventTime<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public long timeOf(Aggregate input) {
        return input.windowEnd().toEpochMilli();
      }

      @Override
      public String clockOf(Aggregate input) {
        return input.city() + "/" + input.property().name();
      }
    };
  }

  /** Alerts: one clock a city. */
  static EventTime<Alert> ofAlerts() {
    return new EventTime<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public long timeOf(Alert input) {
        return input.time().toEpochMilli();
      }

      @Override
      public String clockOf(Alert input) {
        return input.city();
      }
    };
  }
}
