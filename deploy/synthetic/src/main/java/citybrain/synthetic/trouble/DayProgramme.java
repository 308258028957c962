package citybrain.synthetic.trouble;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The incidents of one day: some in every two-hour slot from 06:00, a dense first hour and a half
 * of every day but the first (a default run goes live there), lasting trouble every few days, and
 * compounds that hurt several domains at once. The first day also begins with an outage: whoever
 * starts the city for the first time sees soon what it is for.
 */
final class DayProgramme {

  /** Turns a day may take from a rota; coprime to common pool sizes, so days differ. */
  private static final int TURNS_PER_DAY = 17;

  /** Days after which it is known what is usual at an hour. */
  private static final int KNOWN_AFTER = 4;

  private static final long FIRST_OUTAGE_SECONDS = 32 * 60;

  private static final Trouble[] IN_TURN = {
    Trouble.PIPE_BURST, Trouble.FEEDER_OUTAGE, Trouble.OVERLOAD
  };

  private final int day;
  private final LocalDate date;
  private final SyntheticSettings settings;
  private final IncidentFeatures features;
  private final Chance chance;
  private final Map<Trouble, Integer> taken = new EnumMap<>(Trouble.class);
  private final List<Happening> happenings = new ArrayList<>();
  private int compounds;

  DayProgramme(
      int day,
      LocalDate date,
      SyntheticSettings settings,
      IncidentFeatures features,
      Chance chance) {
    this.day = day;
    this.date = date;
    this.settings = settings;
    this.features = features;
    this.chance = chance;
    for (int round = 0; round < settings.incidentRepeat(); round++) {
      if (day > 0) {
        firstHour();
      }
      slots();
      daytime();
    }
    lasting();
    strange();
    compounds();
  }

  List<Happening> happenings() {
    return happenings;
  }

  private void firstHour() {
    for (int i = 0; i < 3; i++) {
      happen(Trouble.CRASH, 8, 55);
      happen(Trouble.FEEDER_OUTAGE, 1, 30);
    }
    happen(Trouble.PIPE_BURST, 5, 25);
    happen(Trouble.PIPE_BURST, 25, 50);
    happen(Trouble.OVERLOAD, 0, 6);
    happen(Trouble.CRASH, 60, 90);
  }

  /**
   * The outage that the first day begins with: as soon as each meter has reported twice, so that it
   * is known how often they do. The last to be asked for, for its number is that of no other.
   */
  Happening welcome() {
    var begins = settings.start().plusSeconds(FIRST_OUTAGE_SECONDS);
    int feature = features.pick(Trouble.FEEDER_OUTAGE, turn(Trouble.FEEDER_OUTAGE));
    return made(Trouble.FEEDER_OUTAGE, begins.getEpochSecond(), feature, "");
  }

  private void slots() {
    for (int slot = 3; slot < 12; slot++) {
      int opens = slot * 120;
      happen(Trouble.CRASH, opens, opens + 120);
      happen(IN_TURN[(slot + day) % IN_TURN.length], opens, opens + 120);
    }
  }

  private void daytime() {
    happen(Trouble.CRASH, 6 * 60, 20 * 60);
    happen(Trouble.CRASH, 6 * 60, 20 * 60);
    happen(Trouble.PIPE_BURST, 6 * 60, 20 * 60);
    happen(Trouble.FEEDER_OUTAGE, 6 * 60, 20 * 60);
  }

  private void lasting() {
    for (int round = 0; round < settings.incidentRepeat(); round++) {
      rarely(Trouble.SLOW_LEAK, 3, 0, round, 8 * 60, 14 * 60);
      rarely(Trouble.THEFT, 2, 0, round, 9 * 60, 20 * 60);
      rarely(Trouble.STUCK_LINK, 3, 0, round, 8 * 60, 18 * 60);
      rarely(Trouble.STUCK_PRESSURE, 3, 1, round, 6 * 60, 18 * 60);
    }
    rarely(Trouble.STUCK_AIR, 3, 2, 0, 8 * 60, 18 * 60);
    rarely(Trouble.DRIFT_PRESSURE, 4, 0, 0, 6 * 60, 18 * 60);
    rarely(Trouble.DRIFT_AIR, 4, 2, 0, 6 * 60, 18 * 60);
    rarely(Trouble.STUCK_TAP, 3, 1, 0, 6 * 60, 18 * 60);
    rarely(Trouble.LOOSE_NEUTRAL, 4, 0, 0, 7 * 60, 18 * 60);
    rarely(Trouble.POLLUTION, 3, 0, 0, 7 * 60, 15 * 60);
    rarely(Trouble.POLLUTION, 4, 1, 0, 0, 20);
  }

  /** What only shows against habits, when there are some. */
  private void strange() {
    if (day >= KNOWN_AFTER) {
      rarely(Trouble.MISTAKEN_UNIT, 4, 1, 0, 6 * 60, 10 * 60);
      rarely(Trouble.ZERO_LINK, 4, 0, 0, 8 * 60, 12 * 60);
      rarely(Trouble.SPIKING_PRESSURE, 4, 0, 0, 0, 4 * 60);
    }
  }

  private void compounds() {
    if (day % 2 == 1) {
      mainBreak(5, 25);
    } else {
      mainBreak(9 * 60, 15 * 60);
    }
    if (day % 3 == 1) {
      storm(15 * 60, 19 * 60);
    }
    if (day % 4 == 2) {
      substationFire(10 * 60, 18 * 60);
    }
  }

  /** A water main breaks under a road: the DMA loses water, the road above it its traffic. */
  private void mainBreak(int from, int to) {
    String compound = compound("main-break");
    int dma = features.pick(Trouble.PIPE_BURST, turn(Trouble.PIPE_BURST));
    long start = minute(from, to, Trouble.PIPE_BURST);
    add(Trouble.PIPE_BURST, start, dma, compound);
    add(Trouble.CRASH, start + 300, features.linkOver(dma), compound);
  }

  /** Wind brings down lines and trees. */
  private void storm(int from, int to) {
    String compound = compound("storm");
    long start = minute(from, to, Trouble.FEEDER_OUTAGE);
    for (int i = 0; i < 3; i++) {
      member(Trouble.FEEDER_OUTAGE, start + 600L * i, compound);
    }
    member(Trouble.CRASH, start + 900, compound);
    member(Trouble.CRASH, start + 1500, compound);
  }

  /** Burning cables: dark streets and smoke. */
  private void substationFire(int from, int to) {
    String compound = compound("substation-fire");
    long start = minute(from, to, Trouble.POLLUTION);
    member(Trouble.FEEDER_OUTAGE, start, compound);
    member(Trouble.POLLUTION, start + 600, compound);
  }

  private String compound(String word) {
    compounds++;
    return word + "-" + date + "-" + compounds;
  }

  private void happen(Trouble trouble, int fromMinute, int toMinute) {
    member(trouble, minute(fromMinute, toMinute, trouble), "");
  }

  private void member(Trouble trouble, long start, String compound) {
    add(trouble, start, features.pick(trouble, turn(trouble)), compound);
  }

  /** One every {@code every} days. */
  private void rarely(Trouble trouble, int every, int phase, int round, int from, int to) {
    if (day % every == phase) {
      long turn = (long) (day / every) * settings.incidentRepeat() + round;
      add(trouble, minute(from, to, trouble), features.pick(trouble, turn), "");
    }
  }

  private long turn(Trouble trouble) {
    return (long) day * TURNS_PER_DAY * settings.incidentRepeat() + taken(trouble);
  }

  private void add(Trouble trouble, long start, int feature, String compound) {
    happenings.add(made(trouble, start, feature, compound));
  }

  private Happening made(Trouble trouble, long start, int feature, String compound) {
    int number = taken.merge(trouble, 1, Integer::sum);
    var lots = chance.branch(trouble.name());
    long lot = lot(number);
    double strength = lots.uniform(lot, 2);
    long end = start + lasts(trouble, lots.uniform(lot, 3));
    String id = trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String padded = number < 10 ? "0" + number : Integer.toString(number);
    return new Happening(
        id + "-" + date + "-" + padded, trouble, start, end, feature, strength, compound);
  }

  /** A second within the minutes of the day. */
  private long minute(int from, int to, Trouble trouble) {
    double way = chance.branch(trouble.name()).uniform(lot(taken(trouble) + 1), 1);
    int second = from * 60 + (int) ((to - from) * 60 * way);
    return date.atTime(LocalTime.ofSecondOfDay(second)).atZone(settings.zone()).toEpochSecond();
  }

  private int taken(Trouble trouble) {
    return taken.getOrDefault(trouble, 0);
  }

  private long lot(int number) {
    return day * 4096L + number;
  }

  private static long lasts(Trouble trouble, double way) {
    return (long)
        switch (trouble) {
          case CRASH -> 1800 + 2400 * way;
          case PIPE_BURST -> 3600 * (2 + 4 * way);
          case FEEDER_OUTAGE -> 60 * (45 + 135 * way);
          case OVERLOAD -> 3600 * (2.5 + 2.5 * way);
          case POLLUTION, LOOSE_NEUTRAL -> 3600 * (5 + 4 * way);
          case STUCK_TAP -> 3600 * (6 + 8 * way);
          case MISTAKEN_UNIT, SPIKING_PRESSURE -> 3600 * (26 + 20 * way);
          case STUCK_LINK, ZERO_LINK, STUCK_PRESSURE, STUCK_AIR -> 3600 * (9 + 20 * way);
          case DRIFT_PRESSURE, DRIFT_AIR -> 86_400 * (4 + 2 * way);
          case SLOW_LEAK, THEFT -> 86_400 * (8 + 4 * way);
        };
  }
}
