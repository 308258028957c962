package citybrain.transport.realtime;

import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Reason;
import citybrain.feed.time.TimeLimits;
import java.time.Instant;

/**
 * Walks over the entities of a message; each is one record. A message that is no GTFS Realtime at
 * all is one rejection and no record; an entity that is broken inside costs only itself.
 */
abstract class EntityFeed implements Feed {

  private static final int IS_DELETED = 2;

  private static final String NO_MESSAGE =
      "not a GTFS Realtime FeedMessage, or cut short, or header.timestamp is no POSIX time in seconds";

  private final FeedSetup setup;
  private final TimeLimits limits;

  EntityFeed(FeedSetup setup) {
    this.setup = setup;
    limits = TimeLimits.from(setup);
  }

  /** Reads the entities of one message. */
  interface EntityReader {
    /** The field of an entity that holds what this feed is about. */
    int field();

    /** Reads the value at which the cursor stands and puts what it holds on the outlet. */
    void read(ProtoCursor value);
  }

  /**
   * @param now the time of the message, seconds since the epoch
   */
  abstract EntityReader reader(byte[] body, long now, EntityOutlet outlet);

  @Override
  public long snapshotTime(RawMessage message) {
    long timestamp = RealtimeMessage.of(message.body()).timestamp();
    return timestamp == 0 ? Long.MIN_VALUE : timestamp * 1_000;
  }

  @Override
  public void decode(RawMessage message, Outlet outlet) {
    var outside = RealtimeMessage.of(message.body());
    long now = outside.timestamp();
    var origin =
        now == 0 ? message.arrival() : Instant.ofEpochSecond(now); // without its own: as it came
    var entities = new EntityOutlet(message, outlet, limits, setup, origin);
    if (!outside.isReadable()) {
      entities.refuse(Reason.MALFORMED, "", NO_MESSAGE);
      return;
    }
    if (!outside.isSupported() && outside.entities() == 0) {
      refuseVersion(entities, outside);
      return;
    }
    var reader = reader(message.body(), origin.getEpochSecond(), entities);
    var outer = new ProtoCursor(message.body());
    var inner = new ProtoCursor(message.body());
    while (outer.next()) {
      if (outer.field() == RealtimeMessage.ENTITY) {
        entities.begin(outer.start(), outer.stop());
        if (outside.isSupported()) {
          read(inner.into(outer), reader, entities);
        } else {
          refuseVersion(entities, outside);
        }
        entities.end();
      }
    }
  }

  private static void refuseVersion(EntityOutlet entities, RealtimeMessage outside) {
    entities.refuse(
        Reason.UNSUPPORTED_VERSION,
        "header.gtfs_realtime_version",
        outside.version().isEmpty() ? "names no version" : "expected 2.0 or 1.0");
  }

  private static void read(ProtoCursor fields, EntityReader reader, EntityOutlet entities) {
    try {
      boolean deleted = false;
      while (fields.next()) {
        deleted |= fields.field() == IS_DELETED && fields.number() != 0;
      }
      fields.rewind();
      while (!deleted && fields.next()) {
        if (fields.field() == reader.field()) {
          reader.read(fields);
        }
      }
    } catch (ProtoCursor.Malformed e) {
      entities.refuseValue(
          Reason.MALFORMED, "entity", "a field has another type or length than it says");
    }
  }
}
