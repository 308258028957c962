package citybrain.energy;

import java.util.List;

/**
 * What is lost in the lines behind a transformer as a share of what it carries, learned day by day:
 * the technical loss, and whatever was not counted from the first day on. Days on which much more
 * is missing are not learned once the share is known, unless that lasts for a season.
 *
 * @param days learned
 * @param share of what is carried, 0.03 for three per cent
 * @param dayVariance of the share from day to day
 * @param hourVariance of the share from hour to hour
 * @param above days in a row on which much more was missing
 */
public record LineLoss(int days, double share, double dayVariance, double hourVariance, int above) {

  /** Much more for so many days is usual, and learned anew. */
  static final int LONGEST_DAYS = 90;

  /** Days behind it at most: what is older fades. */
  private static final double MOST_DAYS = 60;

  /** Hours that carry less than this share of the mean count as if they carried so much. */
  private static final double LEAST_CARRIED = 0.2;

  /** A meter of class 1 may be off by one per cent. */
  private static final double LEAST_NOISE = 0.01;

  private static final LineLoss BLANK = new LineLoss(0, 0, 0, 0, 0);

  static LineLoss blank() {
    return BLANK;
  }

  /**
   * A day of one transformer.
   *
   * @param hours of it that are known
   * @param counted kWh by all meters
   * @param carried kWh
   * @param variance of the hourly share of loss around the share that is usual
   */
  record Day(int hours, double counted, double carried, double variance) {

    double share() {
      return 1 - counted / carried;
    }
  }

  /** What these hours come to; some at least. */
  Day day(List<MeteredHour> hours, int meters, float[] habits) {
    double counted = 0;
    double carried = 0;
    for (var one : hours) {
      counted += one.sum(meters, habits);
      carried += one.carried();
    }
    double usual = days == 0 ? 1 - counted / carried : share;
    double least = LEAST_CARRIED * carried / hours.size();
    double squares = 0;
    // What stands for a meter that did not speak is noise of another kind.
    var whole = hours.stream().filter(MeteredHour::isWhole).toList();
    var telling = whole.isEmpty() ? hours : whole;
    for (var one : telling) {
      double missing = one.carried() * (1 - usual) - one.sum(meters, habits);
      squares += Math.pow(missing / Math.max(one.carried(), least), 2);
    }
    return new Day(hours.size(), counted, carried, squares / telling.size());
  }

  /**
   * With one more day.
   *
   * @param learnDays so many are learned whatever they bring
   * @param rise above the usual share by which a day is not learned
   */
  LineLoss next(Day day, int learnDays, double rise) {
    if (days < learnDays || day.share() <= share + rise) {
      return learned(day);
    }
    return above + 1 < LONGEST_DAYS
        ? new LineLoss(days, share, dayVariance, hourVariance, above + 1)
        : BLANK.learned(day);
  }

  private LineLoss learned(Day day) {
    double rate = Math.max(1.0 / (days + 1), 1 / MOST_DAYS);
    double off = day.share() - share;
    return days == 0
        ? new LineLoss(1, day.share(), 0, day.variance(), 0)
        : new LineLoss(
            days + 1,
            share + rate * off,
            dayVariance + rate * (off * off - dayVariance),
            hourVariance + rate * (day.variance() - hourVariance),
            0);
  }

  /** The rise of the share beyond which a day is out of the ordinary. */
  double rise(double least, double sigmas) {
    return Math.max(least, sigmas * Math.sqrt(dayVariance));
  }

  /**
   * What an hour usually is off by, kWh.
   *
   * @param meanCarried kWh an hour
   */
  double hourNoise(double carried, double meanCarried) {
    return Math.max(LEAST_NOISE, Math.sqrt(hourVariance))
        * Math.max(carried, LEAST_CARRIED * meanCarried);
  }
}
