package citybrain.transport.realtime;

import citybrain.feed.FeedSetup;
import citybrain.feed.Reason;
import citybrain.geo.Position;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.transport.gtfs.GtfsSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Vehicles as they report themselves: where, how fast, how full. A vehicle without coordinates that
 * stands at a stop of the timetable, or is about to, is where the stop is.
 */
public final class VehiclePositions extends EntityFeed {

  private static final int VEHICLE = 4;

  private static final double KILOMETRES_PER_HOUR = 3.6;

  private final Optional<GtfsSchedule> schedule;
  private final long staleAfter;
  private final Names names = new Names();

  /**
   * @param schedule against which trips and stops are checked; without it they are not
   * @param staleAfter how old the report of a vehicle may be by the clock of the message
   */
  public VehiclePositions(FeedSetup setup, Optional<GtfsSchedule> schedule, Duration staleAfter) {
    super(setup);
    this.schedule = schedule;
    this.staleAfter = staleAfter.toSeconds();
  }

  @Override
  public List<String> remarks() {
    return schedule.map(GtfsSchedule::remarks).orElse(List.of());
  }

  @Override
  EntityReader reader(byte[] body, long now, EntityOutlet outlet) {
    return new Vehicle(body, now, outlet);
  }

  /** One vehicle; moved from entity to entity. */
  private final class Vehicle implements EntityReader {

    private static final int TRIP = 1;
    private static final int POSITION = 2;
    private static final int CURRENT_STATUS = 4;
    private static final int TIMESTAMP = 5;
    private static final int STOP_ID = 7;
    private static final int VEHICLE_DESCRIPTOR = 8;
    private static final int OCCUPANCY_STATUS = 9;
    private static final int OCCUPANCY_PERCENTAGE = 10;

    private static final int INCOMING_AT = 0;
    private static final int STOPPED_AT = 1;
    private static final int IN_TRANSIT_TO = 2;
    private static final int NOT_GIVEN = -1;

    private final byte[] body;
    private final long now;
    private final EntityOutlet outlet;
    private final TripReference trip;
    private final ProtoCursor fields;
    private final ProtoCursor inner;
    private boolean hasPosition;
    private float latitude;
    private float longitude;
    private boolean hasSpeed;
    private float speed;
    private long timestamp;
    private int status;
    private int occupancyStatus;
    private int occupancyShare;
    private int stopStart;
    private int stopEnd;
    private int idStart;
    private int idEnd;
    private int labelStart;
    private int labelEnd;

    Vehicle(byte[] body, long now, EntityOutlet outlet) {
      this.body = body;
      this.now = now;
      this.outlet = outlet;
      trip = new TripReference(body);
      fields = new ProtoCursor(body);
      inner = new ProtoCursor(body);
    }

    @Override
    public int field() {
      return VEHICLE;
    }

    private void clear() {
      trip.clear();
      hasPosition = false;
      hasSpeed = false;
      timestamp = now;
      status = IN_TRANSIT_TO;
      occupancyStatus = NOT_GIVEN;
      occupancyShare = NOT_GIVEN;
      stopStart = 0;
      stopEnd = 0;
      idStart = 0;
      idEnd = 0;
      labelStart = 0;
      labelEnd = 0;
    }

    @Override
    public void read(ProtoCursor value) {
      clear();
      fields.into(value);
      while (fields.next()) {
        switch (fields.field()) {
          case TRIP -> trip.read(fields);
          case POSITION -> readPosition();
          case CURRENT_STATUS -> status = (int) fields.number();
          case TIMESTAMP -> timestamp = fields.number();
          case STOP_ID -> {
            stopStart = fields.start();
            stopEnd = fields.stop();
          }
          case VEHICLE_DESCRIPTOR -> readId();
          case OCCUPANCY_STATUS -> occupancyStatus = (int) fields.number();
          case OCCUPANCY_PERCENTAGE -> occupancyShare = (int) fields.number();
          default -> {
            // Congestion and carriages, which nothing here asks for; 1001 and others: extensions.
          }
        }
      }
      observe();
    }

    private void readPosition() {
      inner.into(fields);
      hasPosition = true;
      latitude = Float.NaN;
      longitude = Float.NaN;
      while (inner.next()) {
        switch (inner.field()) {
          case 1 -> latitude = inner.real();
          case 2 -> longitude = inner.real();
          case 5 -> {
            hasSpeed = true;
            speed = inner.real();
          }
          default -> {
            // bearing and odometer
          }
        }
      }
    }

    private void readId() {
      inner.into(fields);
      while (inner.next()) {
        if (inner.field() == 1) {
          idStart = inner.start();
          idEnd = inner.stop();
        } else if (inner.field() == 2) {
          labelStart = inner.start();
          labelEnd = inner.stop();
        }
      }
    }

    private void observe() {
      if (idEnd == idStart && labelEnd == labelStart && !trip.isGiven()) {
        outlet.refuse(
            Reason.MISSING_VALUE, "vehicle.vehicle.id", "neither a vehicle, a trip nor a label");
        return;
      }
      if (timestamp < 0 || now - timestamp > staleAfter) {
        outlet.refuse(
            Reason.STALE_VEHICLE,
            "vehicle.timestamp",
            "reported more than " + staleAfter + " s before the message");
        return;
      }
      var time = outlet.at(Math.min(timestamp, RealtimeMessage.FAR_FUTURE));
      if (!outlet.isPlausible(time, "vehicle.timestamp")) {
        return;
      }
      var feature = feature();
      var position = position();
      var quality = hasPosition ? Quality.GOOD : Quality.ESTIMATED;
      if (position != null) {
        outlet.observe(
            feature, ObservedProperty.VEHICLE_POSITION, time, 1, position, "vehicle", quality);
      }
      if (hasSpeed) {
        double result = speed * KILOMETRES_PER_HOUR;
        outlet.observe(
            feature, ObservedProperty.VEHICLE_SPEED, time, result, position, "vehicle", quality);
      }
      var share = Occupancy.share(occupancyStatus, occupancyShare);
      if (share.isPresent()) {
        outlet.observe(
            feature,
            ObservedProperty.VEHICLE_OCCUPANCY,
            time,
            share.getAsDouble(),
            position,
            "vehicle",
            occupancyShare >= 0 ? Quality.GOOD : Quality.ESTIMATED);
      }
      if (trip.isGiven() && schedule.isPresent() && trip.find(schedule.get()) < 0) {
        outlet.refuseValue(Reason.UNKNOWN_TRIP, "vehicle.trip.trip_id", trip.relationship().why());
      }
    }

    /** The vehicle; without an id the run of its trip, or what is painted on it. */
    private String feature() {
      if (idEnd > idStart) {
        return names.of(body, idStart, idEnd);
      }
      if (!trip.isGiven()) {
        return names.of(body, labelStart, labelEnd);
      }
      var id = trip.id(names);
      int known = schedule.isPresent() ? trip.find(schedule.get()) : -1;
      int start = trip.startTime();
      boolean isOneOfMany = known >= 0 && start >= 0 && schedule.get().frequencies().has(known);
      return isOneOfMany ? id + TripRun.clock(start) : id;
    }

    private @Nullable Position position() {
      if (hasPosition) {
        // The format holds floats: good to half a metre.
        var position = new Position(longitude, latitude);
        if (position.isPlausible()) {
          return position;
        }
        outlet.refuseValue(
            Reason.IMPLAUSIBLE_POSITION, "vehicle.position", "nowhere on Earth, or at 0,0");
        return null;
      }
      boolean isAtStop = status == STOPPED_AT || status == INCOMING_AT;
      var position = isAtStop ? schedule.map(known -> stop(known)).orElse(null) : null;
      if (position == null) {
        outlet.refuseValue(
            Reason.MISSING_POSITION, "vehicle.position", "no coordinates, and not at a known stop");
      }
      return position;
    }

    private @Nullable Position stop(GtfsSchedule known) {
      int stop = known.stops().find(body, stopStart, stopEnd);
      return stop < 0 ? null : known.positionOf(stop);
    }
  }
}
