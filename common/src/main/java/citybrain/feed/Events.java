package citybrain.feed;

import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one reading of the many words about one event, see {@link Retold}. The first word that
 * measured it is handed on at once. A forecast waits, and each later one takes its place; when the
 * clock of the feed has passed it by the window and nobody has measured it, the last forecast is
 * handed on. Words that come after that are told again, unless they name a time that is further
 * away than the window: then the forecast was wrong, and what was handed on cannot be taken back. A
 * function of words and clock alone.
 *
 * <p>About 200 bytes an event; those of the window before and after the clock are known, and of the
 * last {@link #KEPT}.
 */
final class Events {

  /** What becomes of a word. */
  enum Verdict {
    /** Is handed on. */
    MEASURED,
    /** Is handed on, and the forecast that waited is not. */
    MEASURED_AFTER_FORECAST,
    /** Waits. */
    FORECAST,
    /** Waits in the place of another, which is not handed on. */
    FORECAST_AGAIN,
    /** Was handed on before. */
    TOLD
  }

  /** How long what was handed on is remembered at least, ms. */
  private static final long KEPT = 600_000;

  /** No lane of a feed knows more at a time: the oldest are dealt with before their time. */
  private static final int MOST = 1 << 19;

  private static final Comparator<Event> BY_TURN =
      Comparator.<Event>comparingLong(event -> event.turn).thenComparingLong(event -> event.key);

  private static final class Event {
    final long key;

    /** When it is handed on or forgotten, by the clock of the feed. */
    long due;

    /** When it is looked at: when it is due, or before, for most words only put that off. */
    long turn = Long.MAX_VALUE;

    long time;

    /** The last forecast; null once it was handed on. */
    @Nullable Observation waiting;

    Event(long key) {
      this.key = key;
    }
  }

  private final Retold retold;
  private final long wait;
  private final long keep;
  private final int most;
  private final Map<Long, Event> known = new HashMap<>();
  private final TreeSet<Event> byTurn = new TreeSet<>(BY_TURN);

  /**
   * Knows none yet.
   *
   * @param lateness of the feed, ms: nothing waits so long that it is late
   */
  Events(Retold retold, long lateness) {
    this(retold, lateness, MOST);
  }

  Events(Retold retold, long lateness, int most) {
    this.retold = retold;
    this.wait = Math.min(retold.window(), lateness);
    this.keep = Math.max(KEPT, 2 * retold.window());
    this.most = most;
  }

  /** Whether no event can be known. */
  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Whether a reading of this property is a word about an event. */
  boolean speaksOf(ObservedProperty property) {
    return retold.properties().contains(property);
  }

  /**
   * Takes a word.
   *
   * @param key of the event: its series
   */
  Verdict take(long key, Observation word) {
    long time = word.phenomenonTime().toEpochMilli();
    boolean isMeasured = word.quality().isMeasured() && !isAhead(word);
    var event = known.get(key);
    if (event != null && event.waiting == null) {
      if (Math.abs(time - event.time) <= retold.window()) {
        return Verdict.TOLD;
      }
      forget(event);
      event = null;
    }
    boolean waited = event != null;
    if (event == null) {
      event = new Event(key);
      known.put(key, event);
    }
    put(event, time, isMeasured ? null : word);
    if (isMeasured) {
      return waited ? Verdict.MEASURED_AFTER_FORECAST : Verdict.MEASURED;
    }
    return waited ? Verdict.FORECAST_AGAIN : Verdict.FORECAST;
  }

  private static boolean isAhead(Observation word) {
    return word.phenomenonTime().isAfter(word.resultTime());
  }

  private void put(Event event, long time, @Nullable Observation waiting) {
    event.time = time;
    event.waiting = waiting;
    event.due = time + (waiting == null ? keep : wait);
    if (event.due < event.turn) {
      takeTurn(event);
    }
  }

  /** Is looked at when it is due. */
  private void takeTurn(Event event) {
    byTurn.remove(event);
    event.turn = event.due;
    byTurn.add(event);
  }

  private void forget(Event event) {
    byTurn.remove(event);
    known.remove(event.key);
  }

  /**
   * Hands on what nobody measured, oldest first, and forgets what nobody speaks of any more.
   *
   * @param clock of the feed
   */
  void pass(long clock, Consumer<Observation> due) {
    while (!byTurn.isEmpty() && (byTurn.first().turn < clock || known.size() > most)) {
      var event = byTurn.first();
      var word = event.waiting;
      if (event.turn < event.due) {
        takeTurn(event);
      } else if (word == null) {
        forget(event);
      } else {
        put(event, event.time, null);
        due.accept(word);
      }
    }
  }

  /** How many are known. */
  int size() {
    return known.size();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(known.size());
    for (var event : byTurn) {
      out.writeLong(event.key);
      out.writeLong(event.time);
      var word = event.waiting;
      out.writeBoolean(word != null);
      if (word != null) {
        write(word, out);
      }
    }
  }

  /** Reads what {@link #write} wrote, with the same window or another. */
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int n = 0; n < count; n++) {
      var event = new Event(in.readLong());
      known.put(event.key, event);
      put(event, in.readLong(), in.readBoolean() ? readWord(in) : null);
    }
  }

  private static void write(Observation word, DataOutput out) throws IOException {
    out.writeUTF(word.city());
    out.writeUTF(word.feed());
    out.writeUTF(word.feature());
    out.writeUTF(word.property().name());
    out.writeLong(word.phenomenonTime().toEpochMilli());
    out.writeLong(word.resultTime().toEpochMilli());
    out.writeDouble(word.result());
    var position = word.position();
    out.writeBoolean(position != null);
    if (position != null) {
      out.writeDouble(position.longitude());
      out.writeDouble(position.latitude());
    }
    out.writeUTF(word.zone());
    out.writeUTF(word.procedure());
    out.writeUTF(word.quality().name());
  }

  private static Observation readWord(DataInput in) throws IOException {
    return new Observation(
        in.readUTF(),
        in.readUTF(),
        in.readUTF(),
        ObservedProperty.of(in.readUTF()),
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        in.readDouble(),
        in.readBoolean() ? new Position(in.readDouble(), in.readDouble()) : null,
        in.readUTF(),
        in.readUTF(),
        Quality.valueOf(in.readUTF()));
  }
}
