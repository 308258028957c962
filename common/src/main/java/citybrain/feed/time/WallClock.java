package citybrain.feed.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Turns the wall-clock times of an origin into instants, in microseconds since the epoch. Whole
 * weeks are added first, so weekday and hour stay. Of the two odd hours a year the skipped one has
 * no instant, and the repeated one has two: {@link #resolve} gives the first.
 */
public final class WallClock {

  /** Stands for a local time that the clocks skipped. */
  public static final long NONEXISTENT = Long.MIN_VALUE;

  private static final long WEEK = 7 * 86_400 * LocalTimes.MICROS;

  private final ZoneRules rules;
  private final long shift;

  /** The stretch used last: correct whichever thread wrote it, so no lock. */
  private volatile Stretch stretch = new Stretch(0, 0, 0);

  /** Local times from (inclusive) to (exclusive) have this one offset, all in microseconds. */
  private record Stretch(long from, long to, long offset) {}

  public WallClock(ZoneId zone, int shiftWeeks) {
    rules = zone.getRules();
    shift = shiftWeeks * WEEK;
  }

  /** The instant of this local time; the earlier one when the clocks showed it twice. */
  public long resolve(long local) {
    long shifted = local + shift;
    Stretch known = stretch;
    if (shifted >= known.from && shifted < known.to) {
      return shifted - known.offset;
    }
    return resolveSlowly(shifted);
  }

  private long resolveSlowly(long shifted) {
    var transition = transitionAt(shifted);
    if (transition == null) {
      var offset = rules.getOffset(dateTime(shifted));
      long micros = offset.getTotalSeconds() * LocalTimes.MICROS;
      stretch = around(shifted, micros);
      return shifted - micros;
    }
    return transition.isGap()
        ? NONEXISTENT
        : shifted - transition.getOffsetBefore().getTotalSeconds() * LocalTimes.MICROS;
  }

  /** This instant moved by whole weeks: the wall clock shows the same hour. */
  public long move(long instant) {
    if (shift == 0) {
      return instant;
    }
    var utc = dateTime(instant).toInstant(ZoneOffset.UTC);
    return resolve(instant + rules.getOffset(utc).getTotalSeconds() * LocalTimes.MICROS);
  }

  /** True when the clocks showed this local time twice. */
  public boolean isRepeated(long local) {
    long shifted = local + shift;
    Stretch known = stretch;
    if (shifted >= known.from && shifted < known.to) {
      return false;
    }
    var transition = transitionAt(shifted);
    return transition != null && transition.isOverlap();
  }

  /** The second instant of a repeated local time. */
  public long resolveSecond(long local) {
    long shifted = local + shift;
    var transition = transitionAt(shifted);
    return transition == null
        ? resolve(local)
        : shifted - transition.getOffsetAfter().getTotalSeconds() * LocalTimes.MICROS;
  }

  private @org.jspecify.annotations.Nullable ZoneOffsetTransition transitionAt(long shifted) {
    return rules.getTransition(dateTime(shifted));
  }

  private static LocalDateTime dateTime(long micros) {
    long second = Math.floorDiv(micros, LocalTimes.MICROS);
    int nanos = (int) Math.floorMod(micros, LocalTimes.MICROS) * 1_000;
    return LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
  }

  private Stretch around(long shifted, long offset) {
    var instant = dateTime(shifted - offset).toInstant(ZoneOffset.UTC);
    var before = rules.previousTransition(instant.plusNanos(1));
    var after = rules.nextTransition(instant);
    return new Stretch(
        before == null ? Long.MIN_VALUE : latest(before),
        after == null ? Long.MAX_VALUE : earliest(after),
        offset);
  }

  private static long latest(ZoneOffsetTransition transition) {
    return Math.max(local(transition.getDateTimeBefore()), local(transition.getDateTimeAfter()));
  }

  private static long earliest(ZoneOffsetTransition transition) {
    return Math.min(local(transition.getDateTimeBefore()), local(transition.getDateTimeAfter()));
  }

  private static long local(LocalDateTime dateTime) {
    return dateTime.toEpochSecond(ZoneOffset.UTC) * LocalTimes.MICROS;
  }
}
