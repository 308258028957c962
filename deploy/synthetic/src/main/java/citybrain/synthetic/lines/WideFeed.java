package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import java.time.ZoneId;

/**
 * A table as BattLeDIM publishes it: {@code ;} between columns, decimal comma, one line per tick. A
 * big city has several such tables of 500 columns. Cells are empty now and then, or show text.
 */
public final class WideFeed implements TimedFeed {

  private static final int COLUMNS_PER_TABLE = 500;
  private static final double EMPTY_CELLS = 0.0015;
  private static final double BAD_CELLS = 0.00005;
  private static final double LATE_LINES = 0.01;

  private final String name;
  private final long period;
  private final long stamped;
  private final Delay delay;
  private final WideColumns columns;
  private final ZoneId zone;
  private final Chance chance;
  private final int tables;

  /** {@code stamped}: seconds from the beginning of a tick to the time written in its line. */
  public WideFeed(
      String name,
      long period,
      long stamped,
      Delay delay,
      WideColumns columns,
      ZoneId zone,
      Chance chance) {
    this.name = name;
    this.period = period;
    this.stamped = stamped;
    this.delay = delay;
    this.columns = columns;
    this.zone = zone;
    this.chance = chance;
    this.tables = (columns.features() + COLUMNS_PER_TABLE - 1) / COLUMNS_PER_TABLE;
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
    return tables;
  }

  @Override
  public long arrival(long tick, int part) {
    boolean late = chance.uniform(-2L - part, tick) < LATE_LINES;
    long extra = late ? (long) chance.between(180_000, 600_000, -7_000_003L - part, tick) : 0;
    return delay.arrival(tick, part) + extra;
  }

  @Override
  public int write(long tick, int part, Text out) {
    int first = part * COLUMNS_PER_TABLE;
    int end = Math.min(columns.features(), first + COLUMNS_PER_TABLE);
    out.put("Timestamp");
    for (int feature = first; feature < end; feature++) {
      out.put(';').put(columns.name(feature));
    }
    int start = out.put('\n').size();
    long lot = chance.bits(-1_000_000_007L - part, tick);
    if (Blemishes.isLost(lot)) {
      return 0;
    }
    out.put(Wall.at(tick * period + stamped, zone).withSpace());
    for (int feature = first; feature < end; feature++) {
      cell(tick, feature, out.put(';'));
    }
    if (Blemishes.isSpoilt(lot)) {
      Blemishes.spoil(out, start, ';', ',', lot);
    }
    out.put('\n');
    if (!Blemishes.isTwice(lot)) {
      return 1;
    }
    out.repeatFrom(start);
    return 2;
  }

  private void cell(long tick, int feature, Text out) {
    double lot = chance.uniform(feature, tick);
    if (lot < EMPTY_CELLS) {
      return;
    }
    double value = columns.value(tick, feature);
    if (lot > 1 - BAD_CELLS) {
      out.put(lot > 1 - BAD_CELLS / 2 ? "n/a" : "").fixed(value, columns.decimals(), '.');
    } else {
      out.fixed(value, columns.decimals(), ',');
    }
  }
}
