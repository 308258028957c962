package citybrain.transport.realtime;

import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.Rejected;
import citybrain.feed.time.TimeLimits;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts what an entity holds on the outlet and counts its values; one a message. */
final class EntityOutlet {

  private static final int RAW_LIMIT = 64 * 1024;

  private final RawMessage message;
  private final Outlet outlet;
  private final TimeLimits limits;
  private final Duration shift;
  private final Instant published;
  private int entity;
  private int start;
  private int stop;
  private int values;

  /**
   * @param origin the time of the message by its own clock
   */
  EntityOutlet(
      RawMessage message, Outlet outlet, TimeLimits limits, FeedSetup setup, Instant origin) {
    this.message = message;
    this.outlet = outlet;
    this.limits = limits;
    this.published = setup.shifted(origin);
    this.shift = Duration.between(origin, published);
  }

  /** Moves to the entity between these places. */
  void begin(int from, int to) {
    entity++;
    start = from;
    stop = to;
    values = 0;
  }

  void end() {
    outlet.record(values);
  }

  /** The moment on the city's clock that the origin calls this many seconds since the epoch. */
  Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds).plus(shift);
  }

  /** True when the time can be; otherwise the entity is refused. */
  boolean isPlausible(Instant time, String field) {
    if (time.isAfter(message.arrival().plus(limits.maxAhead()))) {
      refuse(
          Reason.TIME_IN_FUTURE, field, "later than its arrival by more than " + limits.maxAhead());
      return false;
    }
    if (time.isBefore(message.arrival().minus(limits.maxAge()))) {
      refuse(Reason.TIME_TOO_OLD, field, "older than " + limits.maxAge() + " on arrival");
      return false;
    }
    return true;
  }

  void observe(
      String feature,
      ObservedProperty property,
      Instant time,
      double result,
      @Nullable Position position,
      String procedure,
      Quality quality) {
    values++;
    if (!property.canBe(result)) {
      refuse(
          Double.isFinite(result) ? Reason.OUT_OF_RANGE : Reason.NOT_FINITE,
          property.name(),
          "lies between " + property.min() + " and " + property.max() + " " + property.unit());
      return;
    }
    outlet.observation(
        new Observation(
            message.city(),
            message.feed(),
            feature,
            property,
            time,
            published,
            result,
            position,
            "",
            procedure,
            quality));
  }

  /** One value of the entity cannot be used. */
  void refuseValue(Reason reason, String field, String detail) {
    values++;
    refuse(reason, field, detail);
  }

  /** Refuses the entity as a whole, or the message when there is none; its place is its line. */
  void refuse(Reason reason, String field, String detail) {
    int from = entity == 0 ? 0 : start;
    int to = entity == 0 ? message.body().length : stop;
    outlet.rejected(
        new Rejected(
            message.city(),
            message.feed(),
            message.source(),
            entity,
            field,
            reason,
            detail,
            message.arrival(),
            Arrays.copyOfRange(message.body(), from, Math.min(to, from + RAW_LIMIT))));
  }
}
