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

  /**
   * Which of the streams that share a clock this input belongs to; the clock goes as the slowest of
   * them.
   */
  default String memberOf(I input) {
    return "";
  }

  /** How many streams share a clock. */
  default int members() {
    return 1;
  }

  /**
   * Observations of several properties that a rule needs side by side: one clock a city, which goes
   * as the slowest of them. Only a property that is silent for a minute of wall-clock time in which
   * others speak is not waited for.
   */
  static EventTime<Observation> ofProperties(int properties) {
    return new EventTime<>() {
      private static final long serialVersionUID = 1L;

      @Override
      public long timeOf(Observation input) {
        return input.phenomenonTime().toEpochMilli();
      }

      @Override
      public String clockOf(Observation input) {
        return input.city();
      }

      @Override
      public String memberOf(Observation input) {
        return input.property().name();
      }

      @Override
      public int members() {
        return properties;
      }
    };
  }

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
