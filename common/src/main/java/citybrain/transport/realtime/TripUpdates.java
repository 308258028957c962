package citybrain.transport.realtime;

import citybrain.feed.FeedSetup;
import citybrain.feed.Reason;
import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.ScheduledHeadways;
import java.time.Duration;
import java.util.List;

/**
 * Trips as the operator sees them run: how late they are where they call, and how long after the
 * trip before they should. Only calls close to the moment of the message are observed: earlier ones
 * were said before, later ones are forecasts. Trips that have no times to be late against are seen
 * to call, no more.
 */
public final class TripUpdates extends EntityFeed {

  private static final int TRIP_UPDATE = 3;

  private final GtfsSchedule schedule;
  private final ScheduledHeadways headways;
  private final long window;
  private final Names names = new Names();

  /**
   * @param window how far before or after the message a call may be
   */
  public TripUpdates(FeedSetup setup, GtfsSchedule schedule, Duration window) {
    super(setup);
    this.schedule = schedule;
    this.headways = new ScheduledHeadways(schedule);
    this.window = window.toSeconds();
  }

  @Override
  public List<String> remarks() {
    return schedule.remarks();
  }

  @Override
  EntityReader reader(byte[] body, long now, EntityOutlet outlet) {
    return new Trip(body, now, outlet);
  }

  /** One trip; moved from entity to entity. */
  private final class Trip implements EntityReader {

    private static final int TRIP = 1;
    private static final int STOP_TIME_UPDATE = 2;
    private static final int DELAY = 5;
    private static final int TRIP_PROPERTIES = 6;

    private final EntityOutlet outlet;
    private final TripReference reference;
    private final TripReference duplicate;
    private final TripRun run;
    private final StopCall call;
    private final ProtoCursor fields;
    private boolean isDelayed;
    private long delay;
    private boolean hasUpdates;

    Trip(byte[] body, long now, EntityOutlet outlet) {
      this.outlet = outlet;
      reference = new TripReference(body);
      duplicate = new TripReference(body);
      fields = new ProtoCursor(body);
      run = new TripRun(schedule, headways);
      call = new StopCall(body, now, window, schedule, run, outlet);
    }

    @Override
    public int field() {
      return TRIP_UPDATE;
    }

    @Override
    public void read(ProtoCursor value) {
      reference.clear();
      duplicate.clear();
      isDelayed = false;
      hasUpdates = false;
      fields.into(value);
      while (fields.next()) {
        switch (fields.field()) {
          case TRIP -> reference.read(fields);
          case STOP_TIME_UPDATE -> hasUpdates = true;
          case DELAY -> {
            isDelayed = true;
            delay = (int) fields.number();
          }
          case TRIP_PROPERTIES -> duplicate.readProperties(fields);
          default -> {
            // the vehicle, and when its progress was measured
          }
        }
      }
      if (isRunning() && isKnown()) {
        readCalls();
      }
    }

    private boolean isRunning() {
      return switch (reference.relationship()) {
        case CANCELED, DELETED -> false;
        default -> true;
      };
    }

    private void readCalls() {
      call.begin();
      if (isDelayed) {
        call.carry(delay, !hasUpdates);
      }
      fields.rewind();
      while (fields.next()) {
        if (fields.field() == STOP_TIME_UPDATE) {
          call.read(fields);
        }
      }
      call.end();
    }

    /** Finds what the trip runs by; refuses it when the timetable does not say. */
    private boolean isKnown() {
      int trip = reference.find(schedule);
      var relationship = reference.relationship();
      return switch (relationship) {
        case SCHEDULED, UNSCHEDULED -> {
          if (trip < 0) {
            yield isRefused("trip_update.trip.trip_id", relationship.why());
          }
          if (schedule.frequencies().has(trip)) {
            yield isKnownRun(trip);
          }
          if (relationship == TripReference.Relationship.UNSCHEDULED) {
            run.unscheduled(
                trip, reference.id(names), reference.startDate(), reference.startTime());
          } else {
            run.byTimetable(trip, reference.id(names), reference.startDate());
          }
          yield true;
        }
        case DUPLICATED -> isKnownDuplicate(trip);
        default -> isRefused("trip_update.trip.trip_id", relationship.why());
      };
    }

    /** One run of a trip that runs many times a day. */
    private boolean isKnownRun(int trip) {
      int start = reference.startTime();
      if (start < 0) {
        return isRefused(
            "trip_update.trip.start_time",
            "a trip of frequencies.txt runs many times a day; expected a time such as 07:10:00");
      }
      int period = schedule.frequencies().find(trip, start);
      if (period < 0) {
        return isRefused(
            "trip_update.trip.start_time",
            "expected a departure of frequencies.txt: start_time and a multiple of headway_secs");
      }
      run.byFrequency(trip, reference.id(names), reference.startDate(), start, period);
      return true;
    }

    private boolean isKnownDuplicate(int trip) {
      int start = duplicate.startTime();
      var date = duplicate.startDate();
      if (trip < 0) {
        return isRefused("trip_update.trip.trip_id", "the timetable has no trip to copy");
      }
      if (start < 0 || date == null || !duplicate.isGiven()) {
        return isRefused("trip_update.trip_properties", reference.relationship().why());
      }
      run.asDuplicate(trip, duplicate.id(names), date, start);
      return true;
    }

    private boolean isRefused(String field, String why) {
      outlet.refuse(Reason.UNKNOWN_TRIP, field, why);
      return false;
    }
  }
}
