package citybrain.transport.realtime;

import citybrain.transport.gtfs.GtfsSchedule;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A {@code TripDescriptor} as it stands in a message; moved from entity to entity. */
final class TripReference {

  private static final int TRIP_ID = 1;
  private static final int START_DATE = 3;
  private static final int SCHEDULE_RELATIONSHIP = 4;

  private static final int ADDED = 1;
  private static final int CANCELED = 3;
  private static final int DELETED = 7;

  private final byte[] body;
  private final ProtoCursor fields;
  private int idStart;
  private int idStop;
  private int dateStart;
  private int dateStop;
  private int relationship;

  TripReference(byte[] body) {
    this.body = body;
    fields = new ProtoCursor(body);
  }

  void clear() {
    idStart = 0;
    idStop = 0;
    dateStart = 0;
    dateStop = 0;
    relationship = 0;
  }

  void read(ProtoCursor outer) {
    fields.into(outer);
    while (fields.next()) {
      switch (fields.field()) {
        case TRIP_ID -> {
          idStart = fields.start();
          idStop = fields.stop();
        }
        case START_DATE -> {
          dateStart = fields.start();
          dateStop = fields.stop();
        }
        case SCHEDULE_RELATIONSHIP -> relationship = (int) fields.number();
        default -> {
          // Route and direction are known from the timetable; 1001 and others are extensions.
        }
      }
    }
  }

  boolean isGiven() {
    return idStop > idStart;
  }

  boolean isAdded() {
    return relationship == ADDED;
  }

  boolean isCanceled() {
    return relationship == CANCELED || relationship == DELETED;
  }

  /** The number of the trip in the timetable, or {@link GtfsSchedule#NONE}. */
  int find(GtfsSchedule schedule) {
    return schedule.trips().find(body, idStart, idStop);
  }

  String id(Names names) {
    return names.of(body, idStart, idStop);
  }

  /** The service day; null when it is not given or no date. */
  @Nullable LocalDate startDate() {
    if (dateStop - dateStart != 8) {
      return null;
    }
    int number = 0;
    for (int i = dateStart; i < dateStop; i++) {
      int digit = body[i] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    int month = number / 100 % 100;
    int day = number % 100;
    int year = number / 10_000;
    boolean sound = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return sound ? LocalDate.of(year, month, 1).plusDays(day - 1L) : null;
  }
}
