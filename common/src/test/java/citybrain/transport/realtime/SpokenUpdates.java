package citybrain.transport.realtime;

import citybrain.feed.Collected;
import citybrain.feed.FeedSetup;
import citybrain.feed.RawMessage;
import citybrain.geo.Crs;
import citybrain.observation.Observation;
import citybrain.transport.feeds.gtfsrttripupdates.TripUpdatesFeed;
import citybrain.transport.gtfs.Timetable;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import com.google.transit.realtime.GtfsRealtime.FeedEntity;
import com.google.transit.realtime.GtfsRealtime.FeedHeader;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.TripUpdate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Trip updates in words, decoded against a timetable at a moment of Thursday 2026-01-15. */
final class SpokenUpdates {

  /** Midnight in Toronto. */
  static final Instant MIDNIGHT = Instant.parse("2026-01-15T05:00:00Z");

  private static final int SCHEDULE_RELATIONSHIP = 4;

  private final Timetable timetable;
  private final Instant now;

  private SpokenUpdates(Timetable timetable, Instant now) {
    this.timetable = timetable;
    this.now = now;
  }

  static SpokenUpdates at(Timetable timetable, String clock) {
    return new SpokenUpdates(timetable, time(clock));
  }

  static Instant time(String clock) {
    var parts = clock.split(":", -1);
    return MIDNIGHT
        .plusSeconds(3600L * Integer.parseInt(parts[0]))
        .plusSeconds(60L * Integer.parseInt(parts[1]))
        .plusSeconds(Integer.parseInt(parts[2]));
  }

  /** Each text is a TripUpdate, in which {@code @11:00:00} is that time of the day. */
  Collected decode(String... updates) {
    return Collected.of(new TripUpdatesFeed().open(setup(timetable)), raw(updates));
  }

  /** The same of one update whose trip has a relationship by its number. */
  Collected decode(int relationship, String text) {
    var update = update(text);
    var number = UnknownFieldSet.Field.newBuilder().addVarint(relationship).build();
    update
        .getTripBuilder()
        .setUnknownFields(
            UnknownFieldSet.newBuilder().addField(SCHEDULE_RELATIONSHIP, number).build());
    return decode(message().addEntity(FeedEntity.newBuilder().setId("e").setTripUpdate(update)));
  }

  /** The same with one more call. */
  Collected decode(String text, TripUpdate.StopTimeUpdate.Builder call) {
    var update = update(text).addStopTimeUpdate(call);
    return decode(message().addEntity(FeedEntity.newBuilder().setId("e").setTripUpdate(update)));
  }

  private FeedMessage.Builder message() {
    return FeedMessage.newBuilder()
        .setHeader(
            FeedHeader.newBuilder()
                .setGtfsRealtimeVersion("2.0")
                .setTimestamp(now.getEpochSecond()));
  }

  private static TripUpdate.Builder update(String text) {
    var update = TripUpdate.newBuilder();
    var matcher = java.util.regex.Pattern.compile("@([0-9:]+)").matcher(text);
    var spoken = matcher.replaceAll(found -> Long.toString(time(found.group(1)).getEpochSecond()));
    try {
      TextFormat.merge(spoken, update);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(spoken, e);
    }
    return update;
  }

  private Collected decode(FeedMessage.Builder message) {
    return Collected.of(new TripUpdatesFeed().open(setup(timetable)), raw(message));
  }

  /** A feed of this timetable. */
  static FeedSetup setup(Timetable timetable) {
    var zip = timetable.zip();
    return new FeedSetup(
        "town",
        "trips",
        ZoneId.of("America/Toronto"),
        0,
        Crs.WGS84,
        Map.of("gtfs", "town.zip"),
        path -> zip);
  }

  /** The message in which each text is a TripUpdate; it arrives after five seconds. */
  RawMessage raw(String... updates) {
    var message = message();
    for (var text : updates) {
      message.addEntity(
          FeedEntity.newBuilder()
              .setId("e" + message.getEntityCount())
              .setTripUpdate(update(text)));
    }
    return raw(message);
  }

  private RawMessage raw(FeedMessage.Builder message) {
    return new RawMessage(
        "town",
        "trips",
        "s",
        0,
        now.plusSeconds(5),
        message.getEntityCount(),
        message.build().toByteArray());
  }

  /** For example {@code 1/0/B STOP_ARRIVAL_DELAY 60 GOOD 20260115/t1}. */
  static List<String> words(Collected found) {
    return found.observations.stream().map(SpokenUpdates::word).toList();
  }

  static String word(Observation one) {
    return one.feature()
        + " "
        + one.property()
        + " "
        + (long) one.result()
        + " "
        + one.quality()
        + " "
        + one.procedure();
  }

  /** For example {@code unknown-trip trip_update.trip.trip_id}. */
  static List<String> refusals(Collected found) {
    return found.rejected.stream().map(one -> one.reason().code() + " " + one.field()).toList();
  }
}
