package citybrain.synthetic.chance;

/** How a city breathes: what people do at which hour, by weekday and weekend. All pure shapes. */
public final class Rhythm {

  private Rhythm() {}

  /** A hill of height 1 at {@code peak} o'clock, going round midnight. */
  public static double hill(double hour, double peak, double width) {
    double distance = Math.abs(hour - peak);
    double nearest = Math.min(distance, 24 - distance) / width;
    return Math.exp(-nearest * nearest / 2);
  }

  /** Road demand that has no direction, 0..0.5. */
  public static double errands(Wall wall) {
    double hour = wall.hour();
    double day = hill(hour, 13.5, 3.6);
    double evening = hill(hour, 20.5, 1.8);
    return wall.isWeekend()
        ? 0.015 + 0.40 * day + 0.16 * evening + 0.05 * hill(hour, 0.5, 1.2)
        : 0.015 + 0.33 * day + 0.12 * evening;
  }

  /** Road demand towards the centre in the morning. */
  public static double toWork(Wall wall) {
    return (wall.isWeekend() ? 0.06 : 0.62) * hill(wall.hour(), 7.8, 0.9);
  }

  /** Road demand out of the centre in the afternoon. */
  public static double fromWork(Wall wall) {
    return (wall.isWeekend() ? 0.08 : 0.58) * hill(wall.hour(), 16.8, 1.2);
  }

  /** Share of all traffic, 0..1. */
  public static double traffic(Wall wall) {
    return errands(wall) + toWork(wall) + fromWork(wall);
  }

  /** Water used, 1 on average over a day. */
  public static double water(Wall wall) {
    double hour = wall.hour();
    double morning = wall.isWeekend() ? hill(hour, 9.6, 1.7) : hill(hour, 7.3, 1.1);
    double scale = wall.isWeekend() ? 1.05 : 1.0;
    return scale
        * (0.28
            + 1.15 * morning
            + 0.75 * hill(hour, 12.8, 2.6)
            + 0.95 * hill(hour, 19.4, 2.0)
            + 0.15 * hill(hour, 22.5, 1.2));
  }

  /** Power of a household, about 1 on average. */
  public static double household(Wall wall) {
    double hour = wall.hour();
    double morning = wall.isWeekend() ? 0.6 * hill(hour, 10.0, 1.8) : 0.8 * hill(hour, 7.0, 0.9);
    return 0.5 + morning + 0.45 * hill(hour, 12.7, 2.2) + 1.35 * hill(hour, 19.5, 1.9);
  }

  /** Power of a shop or workshop, about 1 on average on a weekday. */
  public static double business(Wall wall) {
    double hour = wall.hour();
    double open = 1 / (1 + Math.exp(-3 * (hour - 7.6))) - 1 / (1 + Math.exp(-2.2 * (hour - 18.3)));
    return 0.35 + (wall.isWeekend() ? 0.5 : 1.45) * open;
  }

  /** Power of electric heating at an outdoor temperature in degrees Celsius. */
  public static double heating(Wall wall, double celsius) {
    double hour = wall.hour();
    double need = Math.max(0, 17 - celsius) / 12;
    return 0.15 + need * (0.7 + 0.5 * hill(hour, 5.5, 1.5) + 0.35 * hill(hour, 20.0, 2.5));
  }

  /** How full a garage of shoppers and office people is, 0..1. */
  public static double parked(Wall wall, double shoppers) {
    double hour = wall.hour();
    double shopping = hill(hour, 14.0, 2.8) * (wall.isWeekend() ? 1.1 : 0.8);
    double office = wall.isWeekend() ? 0.1 : hill(hour, 12.0, 3.2);
    return 0.06 + 0.85 * (shoppers * shopping + (1 - shoppers) * office);
  }
}
