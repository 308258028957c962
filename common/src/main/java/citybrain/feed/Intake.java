package citybrain.feed;

import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Stamp;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of the raw records of one feed, one after the other: observations with their stamps,
 * marks of its clock, rejections. A function of these records and of nothing else.
 */
public final class Intake {

  /** Names of zones that need not be looked up again. */
  private static final int KNOWN_ZONES = 1 << 16;

  /** Of one domain that are handed out together; more of one message make another part. */
  public static final int MOST_TOGETHER = 4096;

  /** Of the ids and names of those, in characters: the least that is more makes another part. */
  public static final int MOST_TEXT = 256 * 1024;

  /** Takes what comes out, in the order in which it belongs into the log. */
  public interface Out {

    /**
     * What a message, or a part of it, told in one domain. No two readings of a message have the
     * same index; those of one domain follow each other as its origin wrote them.
     *
     * @param readings one or more; the list is used again
     * @param first the stamp of the first, see {@link Stamp#plus}
     */
    void readings(Domain domain, List<Observation> readings, Stamp first);

    /** The clock has moved, and no readings of this domain say so. */
    void mark(Domain domain, long clock);

    void rejected(Rejected rejected);

    /** A snapshot says again what one before said. */
    void repeated();

    /** A record of the message has been dealt with; it held so many values. */
    void record(int values);
  }

  /** What the message that is being read told in one domain so far. */
  private static final class Told {
    final List<Observation> readings = new ArrayList<>();
    int text;
  }

  private final Feed feed;
  private final Predicate<String> isZone;
  private final Set<Domain> domains;
  private final FeedClock clock;
  private final SeenReadings memory;
  private final long overlap;
  private final boolean corrects;
  private final Set<String> zonesSeen = new HashSet<>();
  private final Map<Domain, Told> told = new EnumMap<>(Domain.class);

  /** Of the message that is being read, how many were handed out. */
  private int handed;

  /**
   * Begins with the first record.
   *
   * @param isZone whether the city has a zone of this name
   * @param domains of what the feed can bring
   * @param lateness how late its records may come, ms
   * @param overlap the event time over which what comes again is recognised, ms
   * @param corrects whether another value for a time that was told stands in for the first from
   *     then on; otherwise it is refused
   */
  public Intake(
      Feed feed,
      Predicate<String> isZone,
      Collection<Domain> domains,
      long lateness,
      long overlap,
      boolean corrects) {
    this.feed = feed;
    this.isZone = isZone;
    this.domains = domains.isEmpty() ? EnumSet.allOf(Domain.class) : EnumSet.copyOf(domains);
    this.clock = new FeedClock(lateness);
    this.overlap = overlap;
    this.corrects = corrects;
    this.memory = new SeenReadings(overlap);
  }

  /** The clock of the feed, epoch milliseconds; zero before it has any. */
  public long clock() {
    return clock.now();
  }

  /** Takes the next record of the feed. */
  public void take(RawRecord record, Out out) {
    long before = clock.now();
    long arrival = record.message().arrival().toEpochMilli();
    memory.advance(before, arrival);
    handed = 0;
    switch (record.kind()) {
      case MESSAGE -> decode(record, out, before);
      case HEARTBEAT -> clock.heartbeat(arrival);
      case GIVEN_UP -> clock.giveUp(record.until(), arrival);
    }
    for (var domain : domains) {
      tell(domain, record, before, clock.now(), out);
    }
  }

  private void tell(Domain domain, RawRecord record, long before, long after, Out out) {
    var last = told.get(domain);
    if (last != null && !last.readings.isEmpty()) {
      hand(domain, last, record, before, after, out);
    } else if (after > before) {
      out.mark(domain, after);
    }
  }

  private void hand(Domain domain, Told part, RawRecord record, long before, long after, Out out) {
    var first = new Stamp(before, after, record.partition(), record.offset(), handed);
    handed += part.readings.size();
    out.readings(domain, part.readings, first);
    part.readings.clear();
    part.text = 0;
  }

  private void decode(RawRecord record, Out out, long before) {
    var message = record.message();
    var run = new Run(record, out, before);
    if (message.cut()) {
      run.refuseWhole(Reason.RECORD_TOO_LARGE, "the sender had to cut it");
      return;
    }
    long moment = feed.snapshotTime(message);
    if (memory.isSnapshotAgain(moment)) {
      run.refuseWhole(Reason.FEED_UNCHANGED, "of the same moment as the snapshot before");
      return;
    }
    run.snapshot = moment != Long.MIN_VALUE;
    feed.decode(message, new BoundedOutlet(run, message));
    run.checkCount();
    clock.message(run.latest, message.arrival().toEpochMilli());
  }

  /** Writes all that is remembered. */
  public void write(DataOutput out) throws IOException {
    var state = clock.state();
    out.writeInt(state.length);
    for (long number : state) {
      out.writeLong(number);
    }
    memory.write(out);
  }

  /** Reads what {@link #write} wrote. */
  public void read(DataInput in) throws IOException {
    var state = new long[in.readInt()];
    for (int i = 0; i < state.length; i++) {
      state[i] = in.readLong();
    }
    clock.restore(state);
    memory.read(in);
  }

  /** What becomes of one message. */
  private final class Run implements Outlet {

    private final RawRecord record;
    private final RawMessage message;
    private final Out out;
    private final long before;
    private long latest = Long.MIN_VALUE;
    private int seen;

    /** Of a feed whose messages say all there is, so most of it again; that is no fault. */
    private boolean snapshot;

    Run(RawRecord record, Out out, long before) {
      this.record = record;
      this.message = record.message();
      this.out = out;
      this.before = before;
    }

    @Override
    public void observation(Observation observation) {
      if (!isZoneKnown(observation)) {
        refuse(
            observation, Reason.UNKNOWN_ZONE, "zone '" + observation.zone() + "' is in no layer");
      } else if (Math.abs(observation.result()) > ObservedProperty.LARGEST) {
        refuse(observation, Reason.OUT_OF_RANGE, "no quantity of a city is so large");
      } else {
        judge(observation);
      }
    }

    private void judge(Observation observation) {
      long series = series(observation);
      long time = observation.phenomenonTime().toEpochMilli();
      switch (memory.judge(series, time, observation.result())) {
        case NEW -> accept(observation);
        case CORRECTED -> {
          if (corrects) {
            double before = memory.correct(series, time, observation.result());
            accept(observation.inPlaceOf(before));
          } else {
            refuse(
                observation,
                Reason.CORRECTION,
                "this series had another value at this time before, which stands: only feeds that"
                    + " declare their overlap are corrected (key 'overlap')");
          }
        }
        case REPEATED ->
            again(
                observation,
                Reason.DUPLICATE,
                "this series had the same value at this time before");
        case TOO_OLD ->
            again(
                observation,
                Reason.BEFORE_OVERLAP,
                "its series is further, and nobody remembers what came before the last "
                    + Duration.ofMillis(overlap)
                    + " (key 'overlap')");
      }
    }

    /** A snapshot says most of it again; that is no fault. */
    private void again(Observation observation, Reason reason, String detail) {
      if (snapshot) {
        out.repeated();
      } else {
        refuse(observation, reason, detail);
      }
    }

    private void accept(Observation observation) {
      var domain = observation.property().domain();
      domains.add(domain);
      latest = Math.max(latest, observation.phenomenonTime().toEpochMilli());
      var part = told.computeIfAbsent(domain, d -> new Told());
      if (part.readings.size() == MOST_TOGETHER || part.text > MOST_TEXT) {
        // More of the message follows, so its clock has not moved yet.
        hand(domain, part, record, before, before, out);
      }
      part.readings.add(observation);
      part.text +=
          observation.feature().length()
              + observation.zone().length()
              + observation.procedure().length();
    }

    private boolean isZoneKnown(Observation observation) {
      var zone = observation.zone();
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

    /** Two vehicles may tell of one stop at one time: what tells it belongs to the series. */
    private long series(Observation observation) {
      var procedure = observation.procedure();
      long of = Fingerprint.of(observation.feature(), observation.property().code());
      return procedure.isEmpty() ? of : Fingerprint.mix(of, Fingerprint.of(procedure, 0));
    }

    /**
     * Refuses what could be decoded; its line is not at hand any more, so its content stands for
     * it.
     */
    private void refuse(Observation observation, Reason reason, String detail) {
      var text =
          observation.feature() + "," + observation.phenomenonTime() + "," + observation.result();
      rejected(
          new Rejected(
              message.city(),
              message.feed(),
              message.source(),
              0,
              observation.property().name(),
              reason,
              detail,
              message.arrival(),
              text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void rejected(Rejected rejected) {
      out.rejected(rejected);
    }

    @Override
    public void record(int values) {
      seen++;
      out.record(values);
    }

    void refuseWhole(Reason reason, String detail) {
      rejected(Rejected.whole(message, reason, detail));
    }

    /**
     * A decoder that found more or fewer records than were sent has lost some: that is said, not
     * hidden.
     */
    void checkCount() {
      if (seen != message.records()) {
        refuseWhole(
            Reason.COUNT_MISMATCH, message.records() + " records were sent and " + seen + " found");
      }
    }
  }
}
