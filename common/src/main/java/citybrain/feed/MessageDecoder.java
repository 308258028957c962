package citybrain.feed;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the raw records of one feed and deals out what they tell to its lanes. It remembers
 * nothing from record to record, so that any number of them may share the work. For one thread.
 */
public final class MessageDecoder {

  /** Names of zones that need not be looked up again. */
  private static final int KNOWN_ZONES = 1 << 16;

  private final Feed feed;
  private final Predicate<String> isZone;
  private final Lanes lanes;
  private final @Nullable Pseudonyms pseudonyms;
  private final Set<String> zonesSeen = new HashSet<>();

  /**
   * @param isZone whether the city has a zone of this name
   */
  public MessageDecoder(Feed feed, Predicate<String> isZone, Lanes lanes) {
    this(feed, isZone, lanes, null);
  }

  /**
   * With features by other names. Registers and placements know them by their own: these end here,
   * before anything is remembered, refused or said.
   *
   * @param pseudonyms null when their own names are told
   */
  public MessageDecoder(
      Feed feed, Predicate<String> isZone, Lanes lanes, @Nullable Pseudonyms pseudonyms) {
    this.feed = feed;
    this.isZone = isZone;
    this.lanes = lanes;
    this.pseudonyms = pseudonyms;
  }

  /** What is not right in the reference data of the feed, see {@link Feed#remarks}. */
  public List<String> remarks() {
    return feed.remarks();
  }

  /** Hands out what the record says to each lane, by their numbers. */
  public void decode(RawRecord record, Consumer<LanePart> out) {
    var message = record.message();
    var told = new Told(message);
    long moment = Long.MIN_VALUE;
    if (record.kind() == RawRecord.Kind.MESSAGE) {
      if (message.cut()) {
        told.refuseWhole(Reason.RECORD_TOO_LARGE, "the sender had to cut it");
      } else {
        moment = feed.snapshotTime(message);
        feed.decode(message, new BoundedOutlet(told, message));
        told.checkCount();
      }
    }
    int first = 0;
    for (int lane = 0; lane < lanes.all(); lane++) {
      var readings = told.readings.get(lane);
      boolean speaks = lane == 0;
      out.accept(
          new LanePart(
              speaks && pseudonyms == null ? record : withoutBody(record),
              lane,
              moment,
              told.latest,
              told.future,
              first,
              readings,
              speaks ? told.rejected : List.of(),
              speaks ? told.values : 0));
      first += readings.size();
    }
  }

  private static RawRecord withoutBody(RawRecord record) {
    var message = record.message();
    return new RawRecord(
        new RawMessage(
            message.city(),
            message.feed(),
            message.source(),
            message.firstLine(),
            message.arrival(),
            message.records(),
            new byte[0],
            message.cut()),
        record.partition(),
        record.offset(),
        record.kind(),
        record.until());
  }

  private boolean isZoneKnown(String zone) {
    if (zone.isEmpty() || zonesSeen.contains(zone)) {
      return true;
    }
    if (!isZone.test(zone)) {
      return false;
    }
    if (zonesSeen.size() < KNOWN_ZONES) {
      zonesSeen.add(zone);
    }
    return true;
  }

  /** What one message tells. */
  private final class Told implements Outlet {

    private final RawMessage message;
    private final long ahead;
    private final List<List<Observation>> readings = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private long latest = Long.MIN_VALUE;
    private long future = Long.MIN_VALUE;
    private int records;
    private int values;

    Told(RawMessage message) {
      this.message = message;
      this.ahead = message.arrival().toEpochMilli() + FeedClock.AHEAD;
      for (int lane = 0; lane < lanes.all(); lane++) {
        readings.add(new ArrayList<>());
      }
    }

    @Override
    public void observation(Observation told) {
      var observation = pseudonyms == null ? told : pseudonyms.of(told);
      if (!isZoneKnown(observation.zone())) {
        refuse(
            observation, Reason.UNKNOWN_ZONE, "zone '" + observation.zone() + "' is in no layer");
      } else if (Math.abs(observation.result()) > ObservedProperty.LARGEST) {
        refuse(observation, Reason.OUT_OF_RANGE, "no quantity of a city is so large");
      } else {
        long time = observation.phenomenonTime().toEpochMilli();
        if (time > ahead) {
          future = Math.max(future, time);
        } else {
          latest = Math.max(latest, time);
        }
        readings.get(lanes.of(observation.feature(), time)).add(observation);
      }
    }

    private void refuse(Observation observation, Reason reason, String detail) {
      rejected.add(Rejected.of(message, observation, reason, detail));
    }

    void refuseWhole(Reason reason, String detail) {
      var whole = Rejected.whole(message, reason, detail);
      rejected.add(pseudonyms == null ? whole : whole.withoutRecord());
    }

    @Override
    public void rejected(Rejected one) {
      rejected.add(pseudonyms == null ? one : one.withoutWords());
    }

    @Override
    public void record(int count) {
      records++;
      values += count;
    }

    /**
     * A decoder that found more or fewer records than were sent has lost some: that is said, not
     * hidden.
     */
    void checkCount() {
      if (records != message.records()) {
        refuseWhole(
            Reason.COUNT_MISMATCH,
            message.records() + " records were sent and " + records + " found");
      }
    }
  }
}
