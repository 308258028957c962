package citybrain.feed;

import java.util.Locale;

/** Why a record was refused. The codes are stable: consumers count by them. */
public enum Reason {
  WRONG_COLUMN_COUNT,
  MISSING_COLUMN,
  MISSING_VALUE,
  NOT_A_NUMBER,
  NOT_FINITE,
  OUT_OF_RANGE,
  UNREADABLE_TIME,
  NONEXISTENT_LOCAL_TIME,
  TIME_IN_FUTURE,
  TIME_TOO_OLD,
  UNKNOWN_FEATURE,
  UNKNOWN_ZONE,
  IMPLAUSIBLE_POSITION,
  DUPLICATE,
  /** Another value for a time that was told before, within the overlap of the feed. */
  CORRECTION,
  /** Older than the overlap of the feed, of a series that is further: perhaps told before. */
  BEFORE_OVERLAP,
  RECORD_TOO_LARGE,
  MALFORMED,
  UNKNOWN_FEED,
  /** The record count in the message differs from what was found in it. */
  COUNT_MISMATCH,
  /** The message is of a version of its format that is not known. */
  UNSUPPORTED_VERSION,
  /** The origin stands still: its snapshot is of the same moment as the one before. */
  FEED_UNCHANGED,
  /** A vehicle that has not reported for a while; its last report comes again and again. */
  STALE_VEHICLE,
  /** A vehicle that does not say where it is. */
  MISSING_POSITION,
  /** A trip that the timetable does not have. */
  UNKNOWN_TRIP,
  /** A row of a long table names a property that the feed does not declare. */
  UNKNOWN_PROPERTY,
  /** An id or text longer than {@link BoundedOutlet#LONGEST_TEXT}. */
  TEXT_TOO_LONG,
  /** On one of our own topics: no city file names the city. */
  UNKNOWN_CITY,
  /** On one of our own topics: a word of an enumeration that only later versions know. */
  UNKNOWN_SYMBOL,
  /** Bytes that are no letters of the encoding in which the feed is written. */
  WRONG_ENCODING,
  /** A row names a unit that its property cannot be read from. */
  UNKNOWN_UNIT,
  /** The first reading of a register: there is none before it to take the difference from. */
  FIRST_READING,
  /** A register counts from another reading on: reset, exchanged, or more than it can count. */
  REGISTER_RESET;

  /** The stable code, for example {@code not-a-number}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
