package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;
import java.nio.charset.StandardCharsets;

/**
 * Sends lines in messages of about 500. Some messages lose a few lines on the way, which follow
 * some minutes later in a message of their own; so the second half of the parts are stragglers.
 */
public final class LineFeed implements TimedFeed {

  private static final int LINES_PER_MESSAGE = 500;
  private static final int STRAGGLING_ONE_IN = 8;

  private final String name;
  private final long period;
  private final Delay delay;
  private final TickLines lines;
  private final Chance chance;
  private final SensorOutages outages;
  private final int messages;
  private final byte[] header;

  public LineFeed(String name, long period, Delay delay, TickLines lines, Chance chance) {
    this.name = name;
    this.period = period;
    this.delay = delay;
    this.lines = lines;
    this.chance = chance;
    this.outages = new SensorOutages(chance);
    this.messages = messagesFor(lines.features());
    this.header = (lines.header() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  public static int messagesFor(int lines) {
    return (lines + LINES_PER_MESSAGE - 1) / LINES_PER_MESSAGE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long period() {
    return period;
  }

  @Override
  public long longestDelay() {
    return delay.longest() + 600;
  }

  @Override
  public int parts() {
    return 2 * messages;
  }

  @Override
  public long arrival(long tick, int part) {
    if (part < messages) {
      return delay.arrival(tick, part);
    }
    int message = part - messages;
    return straggles(tick, message)
        ? delay.arrival(tick, message) + (long) chance.between(120_000, 600_000, -9L - part, tick)
        : NEVER;
  }

  @Override
  public int write(long tick, int part, Text out) {
    boolean stragglers = part >= messages;
    int message = stragglers ? part - messages : part;
    boolean straggles = straggles(tick, message);
    lines.turnTo(tick);
    out.put(header);
    int written = 0;
    for (int feature = message; feature < lines.features(); feature += messages) {
      long lot = chance.bits(feature, tick);
      boolean late = straggles && Blemishes.isLate(lot);
      if (late == stragglers && !Blemishes.isLost(lot) && !isDown(feature, tick)) {
        written += write(tick, feature, lot, out);
      }
    }
    return written;
  }

  private int write(long tick, int feature, long lot, Text out) {
    int start = out.size();
    lines.write(tick, feature, out);
    if (out.size() == start) {
      return 0;
    }
    if (Blemishes.isSpoilt(lot)) {
      Blemishes.spoil(out, start, ',', '.', lot);
    }
    out.put('\n');
    if (!Blemishes.isTwice(lot)) {
      return 1;
    }
    out.repeatFrom(start);
    return 2;
  }

  private boolean isDown(int feature, long tick) {
    return outages.isDown(feature, outages.watch(feature, tick * period));
  }

  private boolean straggles(long tick, int message) {
    return chance.below(STRAGGLING_ONE_IN, -1_000_000_007L - message, tick) == 0;
  }
}
