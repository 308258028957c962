package citybrain.transport.realtime;

import citybrain.transport.gtfs.GtfsSchedule;
import citybrain.transport.gtfs.ServiceDays;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which run of which trip: a {@code TripDescriptor} as it stands in a message, or what {@code
 * TripProperties} say of a duplicate; moved from entity to entity.
 */
final class TripReference {

  /**
   * What a trip has to do with the timetable (TripDescriptor.ScheduleRelationship). An unknown
   * number reads as the default: proto2 (Language Guide, Enumerations) promises writers that.
   */
  enum Relationship {
    SCHEDULED(""),
    ADDED("added by the operator: the timetable has no trip of this id"),
    UNSCHEDULED(""),
    CANCELED(""),
    REPLACEMENT("it replaces a trip of the timetable and has times of its own"),
    DUPLICATED("a duplicate needs trip_properties: trip_id, start_date and start_time"),
    DELETED(""),
    NEW("added by the operator: the timetable has no trip of this id");

    private static final Relationship[] BY_NUMBER = {
      SCHEDULED, ADDED, UNSCHEDULED, CANCELED, SCHEDULED, REPLACEMENT, DUPLICATED, DELETED, NEW
    };

    private final String why;

    Relationship(String why) {
      this.why = why;
    }

    static Relationship of(long number) {
      return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : SCHEDULED;
    }

    /** Why such a trip is not in the timetable. */
    String why() {
      return why.isEmpty() ? "the timetable has no such trip" : why;
    }
  }

  private static final int TRIP_ID = 1;
  private static final int START_TIME = 2;
  private static final int START_DATE = 3;
  private static final int SCHEDULE_RELATIONSHIP = 4;

  /** In {@code TripProperties} date and time stand the other way round. */
  private static final int DUPLICATE_DATE = 2;

  private static final int DUPLICATE_TIME = 3;

  private final byte[] body;
  private final ProtoCursor fields;
  private int idStart;
  private int idStop;
  private int dateStart;
  private int dateStop;
  private int timeStart;
  private int timeStop;
  private Relationship relationship = Relationship.SCHEDULED;

  TripReference(byte[] body) {
    this.body = body;
    fields = new ProtoCursor(body);
  }

  void clear() {
    idStart = 0;
    idStop = 0;
    dateStart = 0;
    dateStop = 0;
    timeStart = 0;
    timeStop = 0;
    relationship = Relationship.SCHEDULED;
  }

  /** Reads a {@code TripDescriptor}. */
  void read(ProtoCursor outer) {
    fields.into(outer);
    while (fields.next()) {
      switch (fields.field()) {
        case TRIP_ID -> id();
        case START_TIME -> time();
        case START_DATE -> date();
        case SCHEDULE_RELATIONSHIP -> relationship = Relationship.of(fields.number());
        default -> {
          // Route and direction are known from the timetable; 1001 and others are extensions.
        }
      }
    }
  }

  /** Reads {@code TripProperties}, which name a duplicate and when it begins. */
  void readProperties(ProtoCursor outer) {
    fields.into(outer);
    while (fields.next()) {
      switch (fields.field()) {
        case TRIP_ID -> id();
        case DUPLICATE_DATE -> date();
        case DUPLICATE_TIME -> time();
        default -> {
          // shapes and names
        }
      }
    }
  }

  private void id() {
    idStart = fields.start();
    idStop = fields.stop();
  }

  private void date() {
    dateStart = fields.start();
    dateStop = fields.stop();
  }

  private void time() {
    timeStart = fields.start();
    timeStop = fields.stop();
  }

  boolean isGiven() {
    return idStop > idStart;
  }

  Relationship relationship() {
    return relationship;
  }

  /** The number of the trip in the timetable, or {@link GtfsSchedule#NONE}. */
  int find(GtfsSchedule schedule) {
    return schedule.findTrip(body, idStart, idStop);
  }

  String id(Names names) {
    return names.of(body, idStart, idStop);
  }

  /** Seconds into the service day at which the run begins; negative when not given or no time. */
  int startTime() {
    return ServiceDays.seconds(
        new String(body, timeStart, timeStop - timeStart, StandardCharsets.ISO_8859_1));
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
