package citybrain.feed;

import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of what one lane of a feed hears, one record after the other: observations with
 * their stamps, marks of the clock of the feed, rejections. A function of these records and of
 * nothing else.
 */
public final class Lane {

  /** Of one domain that are handed out together; more of one message make another part. */
  public static final int MOST_TOGETHER = 4096;

  /** Of the ids and names of those, in characters: the least that is more makes another part. */
  public static final int MOST_TEXT = 256 * 1024;

  /** Takes what comes out, in the order in which it belongs into the log. */
  public interface Out {

    /**
     * What a message, or a part of it, told in one domain. No two readings of a message have the
     * same index; those of one domain and lane follow each other as its origin wrote them.
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

    /**
     * So many more words about events wait for what is said of these next, see {@link Retold}; less
     * than none when words that waited are dealt with.
     */
    void waiting(int words);

    /** The records of a message have been dealt with; they held so many values. */
    void values(int values);
  }

  /** In what is written, beside the number of lanes: registers follow behind all else. */
  private static final int WITH_REGISTERS = 1 << 30;

  /** Likewise events that are known, behind the registers. */
  private static final int WITH_EVENTS = 1 << 29;

  /** Indices of words that waited begin behind those of any message, for each lane with its own. */
  private static final int WAITED = 1 << 24;

  private static final int WAITED_OF_LANE = 1 << 20;

  /** What the record that is being read told in one domain so far. */
  private static final class Told {
    final List<Observation> readings = new ArrayList<>();
    int text;
  }

  private final FeedTerms terms;
  private final Set<Domain> domains;
  private final FeedClock clock;
  private final SeenReadings memory;
  private final Registers registers;
  private final Events events;
  private final Map<Domain, Told> told = new EnumMap<>(Domain.class);

  /** Begins with the first record. */
  public Lane(FeedTerms terms) {
    this.terms = terms;
    this.domains =
        terms.domains().isEmpty() ? EnumSet.allOf(Domain.class) : EnumSet.copyOf(terms.domains());
    this.clock = new FeedClock(terms.lateness());
    this.memory = new SeenReadings(terms.overlap());
    this.registers = new Registers(terms.registers());
    this.events = new Events(terms.retold(), terms.lateness());
  }

  /** The clock of the feed, epoch milliseconds; zero before it has any. */
  public long clock() {
    return clock.now();
  }

  public Lanes lanes() {
    return terms.lanes();
  }

  /** Takes what the next record of the feed says to this lane. */
  public void take(LanePart part, Out out) {
    long before = clock.now();
    var record = part.record();
    long arrival = record.message().arrival().toEpochMilli();
    memory.advance(before, arrival);
    var run = new Run(part, out, before);
    switch (record.kind()) {
      case MESSAGE -> run.message();
      case HEARTBEAT -> clock.heartbeat(arrival);
      case GIVEN_UP -> clock.giveUp(record.until(), arrival);
    }
    run.pass();
    for (var domain : domains) {
      run.tell(domain);
    }
  }

  /** Writes all that is remembered. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(
        terms.lanes().count()
            | (registers.isEmpty() ? 0 : WITH_REGISTERS)
            | (events.isEmpty() ? 0 : WITH_EVENTS));
    out.writeInt(terms.lanes().before());
    out.writeLong(terms.lanes().since());
    var state = clock.state();
    out.writeInt(state.length);
    for (long number : state) {
      out.writeLong(number);
    }
    memory.write(out);
    if (!registers.isEmpty()) {
      registers.write(out);
    }
    if (!events.isEmpty()) {
      events.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws LanesException when it was written with lanes that these do not follow
   */
  public void read(DataInput in) throws IOException {
    int count = in.readInt();
    var earlier = new Lanes(count & ~(WITH_REGISTERS | WITH_EVENTS), in.readInt(), in.readLong());
    var state = new long[in.readInt()];
    for (int i = 0; i < state.length; i++) {
      state[i] = in.readLong();
    }
    clock.restore(state);
    memory.read(in);
    if ((count & WITH_REGISTERS) != 0) {
      registers.read(in);
    }
    if ((count & WITH_EVENTS) != 0) {
      events.read(in);
    }
    if (!terms.lanes().follow(earlier, clock.furthest(), clock.now() - terms.overlap())) {
      throw new LanesException(terms.lanes(), earlier, clock.furthest());
    }
  }

  /** What becomes of one record. */
  private final class Run {

    private final LanePart part;
    private final RawRecord record;
    private final Out out;
    private final long before;
    private int handed;

    /** Of a feed whose messages say all there is, so most of it again; that is no fault. */
    private final boolean isSnapshot;

    Run(LanePart part, Out out, long before) {
      this.part = part;
      this.record = part.record();
      this.out = out;
      this.before = before;
      this.handed = part.first();
      this.isSnapshot = part.moment() != Long.MIN_VALUE;
    }

    void message() {
      if (memory.isSnapshotAgain(part.moment())) {
        if (part.lane() == 0) {
          out.rejected(
              Rejected.whole(
                  record.message(),
                  Reason.FEED_UNCHANGED,
                  "of the same moment as the snapshot before"));
        }
        return;
      }
      part.rejected().forEach(out::rejected);
      for (var reading : inTurn(part.readings())) {
        if (registers.read(reading.property())) {
          subtract(reading);
        } else if (events.speaksOf(reading.property())) {
          hear(reading);
        } else {
          judge(reading);
        }
      }
      out.values(part.values());
      clock.message(part.latest(), part.future(), record.message().arrival().toEpochMilli());
    }

    /** Of registers the earlier reading comes first, in whatever order a message tells them. */
    private List<Observation> inTurn(List<Observation> readings) {
      if (registers.isEmpty()) {
        return readings;
      }
      var sorted = new ArrayList<>(readings);
      sorted.sort(Comparator.comparing(Observation::phenomenonTime));
      return sorted;
    }

    /** A reading of a register becomes what was counted since the one before. */
    private void subtract(Observation reading) {
      long time = reading.phenomenonTime().toEpochMilli();
      switch (registers.take(series(reading), reading.property(), time, reading.result())) {
        case COUNTED -> judge(reading.withResult(registers.counted()));
        case FIRST ->
            refuse(
                reading,
                Reason.FIRST_READING,
                "of this register; the next one says what it counts");
        case REPEATED -> again(reading, Reason.DUPLICATE, "this register was read at this time");
        case CHANGED ->
            refuse(
                reading,
                Reason.CORRECTION,
                "this register had another reading at this time before, which stands");
        case PASSED ->
            again(
                reading,
                Reason.BEFORE_OVERLAP,
                "this register has been read later, and that holds what it had counted by now");
        case RESET ->
            refuse(
                reading,
                Reason.REGISTER_RESET,
                "reset, exchanged, or further than 'most' allows; it is counted from here");
      }
    }

    /** Of many words about one event one becomes a reading. */
    private void hear(Observation word) {
      switch (events.take(series(word), word)) {
        case MEASURED -> judge(word);
        case MEASURED_AFTER_FORECAST -> {
          out.waiting(-1);
          out.repeated();
          judge(word);
        }
        case FORECAST -> out.waiting(1);
        case FORECAST_AGAIN, TOLD -> out.repeated();
      }
    }

    /** What waited for another word, and for which the clock has come too far now. */
    void pass() {
      if (events.isEmpty()) {
        return;
      }
      var due = new ArrayList<Observation>();
      events.pass(clock.now(), due::add);
      if (due.isEmpty()) {
        return;
      }
      told.forEach(
          (domain, ofDomain) -> {
            if (!ofDomain.readings.isEmpty()) {
              hand(domain, ofDomain, before);
            }
          });
      handed = WAITED + part.lane() * WAITED_OF_LANE;
      out.waiting(-due.size());
      for (var word : due) {
        if (memory.judge(
                series(word), word.phenomenonTime().toEpochMilli(), word.result(), word.quality())
            == SeenReadings.Verdict.NEW) {
          accept(word);
        } else {
          out.repeated();
        }
      }
    }

    private void judge(Observation observation) {
      long series = series(observation);
      long time = observation.phenomenonTime().toEpochMilli();
      switch (memory.judge(series, observation)) {
        case NEW -> accept(observation);
        case CORRECTED -> {
          if (terms.corrects()) {
            correct(observation, series, time);
          } else {
            refuse(
                observation,
                Reason.CORRECTION,
                "this series had another value at this time before, which stands: only feeds that"
                    + " declare their overlap are corrected (key 'overlap')");
          }
        }
        case REQUALIFIED -> {
          if (terms.corrects()) {
            correct(observation, series, time);
          } else {
            toldBefore(observation);
          }
        }
        case REPEATED -> toldBefore(observation);
        case TOO_OLD ->
            again(
                observation,
                Reason.BEFORE_OVERLAP,
                "its series is further, and nobody remembers what came before the last "
                    + Duration.ofMillis(terms.overlap())
                    + " (key 'overlap')");
      }
    }

    private void correct(Observation observation, long series, long time) {
      accept(
          observation.inPlaceOf(
              memory.correct(series, time, observation.result(), observation.quality())));
    }

    private void toldBefore(Observation observation) {
      again(observation, Reason.DUPLICATE, "this series had the same value at this time before");
    }

    /** A snapshot says most of it again; that is no fault. */
    private void again(Observation observation, Reason reason, String detail) {
      if (isSnapshot) {
        out.repeated();
      } else {
        refuse(observation, reason, detail);
      }
    }

    private void refuse(Observation observation, Reason reason, String detail) {
      out.rejected(Rejected.of(record.message(), observation, reason, detail));
    }

    private void accept(Observation observation) {
      var domain = observation.property().domain();
      domains.add(domain);
      var ofDomain = told.computeIfAbsent(domain, d -> new Told());
      if (ofDomain.readings.size() == MOST_TOGETHER || ofDomain.text > MOST_TEXT) {
        // More of the message follows, so its clock has not moved yet.
        hand(domain, ofDomain, before);
      }
      ofDomain.readings.add(observation);
      ofDomain.text +=
          observation.feature().length()
              + observation.zone().length()
              + observation.procedure().length();
    }

    /** Two vehicles may tell of one stop at one time: what tells it belongs to the series. */
    private static long series(Observation observation) {
      var procedure = observation.procedure();
      long of = Fingerprint.of(observation.feature(), observation.property().number());
      return procedure.isEmpty() ? of : Fingerprint.mix(of, Fingerprint.of(procedure, 0));
    }

    void tell(Domain domain) {
      long after = clock.now();
      var last = told.get(domain);
      if (last != null && !last.readings.isEmpty()) {
        hand(domain, last, after);
      } else if (after > before) {
        out.mark(domain, after);
      }
    }

    private void hand(Domain domain, Told readings, long after) {
      var first = new Stamp(before, after, record.partition(), record.offset(), handed);
      handed += readings.readings.size();
      out.readings(domain, readings.readings, first);
      readings.readings.clear();
      readings.text = 0;
    }
  }
}
