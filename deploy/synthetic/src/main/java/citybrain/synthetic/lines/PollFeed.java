package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;

/**
 * A GTFS-Realtime 2.0 feed, asked for every thirty seconds. Now and then the origin shows the same
 * message again, once a day for some minutes; once a day it cannot be reached; seldom a message is
 * cut off, and then nobody can count its records.
 */
public final class PollFeed implements TimedFeed {

  static final long PERIOD = 30;

  private static final int DAY = 86_400;
  private static final double SAME_AGAIN = 0.008;
  private static final double CUT_OFF = 0.0015;
  private static final int HEADER = 1;

  private final String name;
  private final String document;
  private final int parts;
  private final Poll poll;
  private final Chance chance;

  /** {@code document}: what the file of a poll is called before its time. */
  public PollFeed(String name, String document, int parts, Poll poll, Chance chance) {
    this.name = name;
    this.document = document;
    this.parts = parts;
    this.poll = poll;
    this.chance = chance;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long period() {
    return PERIOD;
  }

  @Override
  public long longestDelay() {
    return 5;
  }

  @Override
  public int parts() {
    return parts;
  }

  @Override
  public long arrival(long tick, int part) {
    return tick * PERIOD * 1000 + (long) chance.between(600, 4000, part, tick);
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public String source(long tick, int part) {
    String which = parts == 1 ? "" : "-" + (part + 1);
    return name + "/" + document + which + "_" + tick * PERIOD + ".pb";
  }

  @Override
  public int write(long tick, int part, Text out) {
    if (isWithin(tick, 1, 720, 1500)) {
      return NO_MESSAGE;
    }
    long time = shown(tick, part) * PERIOD;
    var message = new Protobuf(out);
    int header = message.open(HEADER);
    message.text(1, "2.0").number(2, 0).number(3, time);
    message.close(header);
    int body = out.size();
    int entities = poll.write(time, part, message);
    if (entities > 0 && chance.uniform(-1L - part, tick) < CUT_OFF) {
      out.cutTo(body + (int) ((out.size() - body) * chance.between(0.3, 0.95, -2L - part, tick)));
      return Math.max(0, message.messagesFrom(body));
    }
    return entities;
  }

  /** The tick whose message is shown: an earlier one when the origin stands still. */
  private long shown(long tick, int part) {
    long shown = tick;
    while (isWithin(shown, 2, 240, 480)) {
      shown--;
    }
    while (chance.uniform(-1_000_003L - part, shown) < SAME_AGAIN) {
      shown--;
    }
    return shown;
  }

  /** Within a stretch of so many seconds that comes once a day, at another time each day. */
  private boolean isWithin(long tick, int purpose, int least, int most) {
    long time = tick * PERIOD;
    long day = Math.floorDiv(time, DAY);
    double lasts = chance.between(least, most, -2_000_003L - purpose, 2 * day);
    double begins = (DAY - most) * chance.uniform(-2_000_003L - purpose, 2 * day + 1);
    double now = Math.floorMod(time, DAY);
    return now >= begins && now < begins + lasts;
  }
}
