package citybrain.transport.realtime;

import citybrain.feed.FeedSetup;
import citybrain.feed.Reason;
import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.ScheduledHeadways;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Trips as the operator sees them run: how late they are where they call, and how long after the
 * trip before they should. Only calls close to the moment of the message are observed: earlier ones
 * were said before, later ones are forecasts.
 */
public final class TripUpdates extends EntityFeed {

  private static final int TRIP_UPDATE = 3;

  private static final double DAY_SECONDS = 86_400;

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

  static String unknown(boolean added) {
    return added ? "added by the operator: it has no timetable" : "the timetable has no such trip";
  }

  @Override
  EntityReader reader(byte[] body, long now, EntityOutlet outlet) {
    return new Trip(body, now, outlet);
  }

  /** One trip; moved from entity to entity. */
  private final class Trip implements EntityReader {

    private static final int TRIP = 1;
    private static final int STOP_TIME_UPDATE = 2;

    private final EntityOutlet outlet;
    private final TripReference reference;
    private final StopCall call;
    private final ProtoCursor fields;

    Trip(byte[] body, long now, EntityOutlet outlet) {
      this.outlet = outlet;
      reference = new TripReference(body);
      fields = new ProtoCursor(body);
      call = new StopCall(body, now, window, schedule, headways, outlet);
    }

    @Override
    public int field() {
      return TRIP_UPDATE;
    }

    @Override
    public void read(ProtoCursor value) {
      reference.clear();
      fields.into(value);
      while (fields.next()) {
        if (fields.field() == TRIP) {
          reference.read(fields);
        }
      }
      if (reference.isCanceled()) {
        return;
      }
      int trip = reference.find(schedule);
      if (trip < 0) {
        outlet.refuse(
            Reason.UNKNOWN_TRIP, "trip_update.trip.trip_id", unknown(reference.isAdded()));
        return;
      }
      call.begin(trip, reference.startDate(), reference.id(names));
      fields.rewind();
      while (fields.next()) {
        if (fields.field() == STOP_TIME_UPDATE) {
          call.read(fields);
        }
      }
    }
  }

  /** The service day of a trip that calls at this moment. */
  static LocalDate serviceDay(
      GtfsSchedule schedule, @Nullable LocalDate given, int trip, int seconds, long time) {
    var days = schedule.days();
    if (given != null) {
      // Washington dates what runs after 24:00 by the calendar: nobody is half a day late.
      long off = time - days.at(given, seconds).getEpochSecond();
      return given.plusDays(Math.max(-1, Math.min(1, Math.round(off / DAY_SECONDS))));
    }
    var local = java.time.Instant.ofEpochSecond(time).atZone(days.zone()).toLocalDate();
    var best = local;
    long nearest = Long.MAX_VALUE;
    for (var day = local.minusDays(1); !day.isAfter(local.plusDays(1)); day = day.plusDays(1)) {
      long distance = Math.abs(days.at(day, seconds).getEpochSecond() - time);
      if (distance < nearest && schedule.runsOn(trip, day)) {
        nearest = distance;
        best = day;
      }
    }
    return best;
  }
}
