package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import java.time.Instant;
import java.util.Locale;

/**
 * What is said of a sensor with a fault, with the numbers of its last hour.
 *
 * @param slots of the hours that ended, by their age
 */
record FaultWords(ImplausibleSensor.Settings settings, int[] slots) {

  /** Nearer to what is usual than to what the fault makes of it, in this share. */
  private static final double NEARER = 1 / 3.0;

  /** Whether its last hour says anything. */
  boolean isKnown(SensorHours sensor) {
    return !Double.isNaN(mean(sensor)) && !Double.isNaN(usual(sensor));
  }

  private static double mean(SensorHours sensor) {
    return sensor.hours().mean(0);
  }

  private double usual(SensorHours sensor) {
    return sensor.habit().usual(slots[0]);
  }

  /** Whether its last hour shows the fault no more. */
  boolean isUsual(SensorHours sensor) {
    double off = mean(sensor) - usual(sensor);
    return switch (sensor.fault()) {
      case ZERO -> mean(sensor) != 0;
      case DATUM -> Math.abs(off) < NEARER * Math.abs(sensor.offset());
      case CLOCK -> sensor.shift() != (int) sensor.factor();
      case UNIT ->
          sensor.offset() == 0
              ? Math.abs(Math.log(mean(sensor) / usual(sensor)))
                  < NEARER * Math.abs(Math.log(sensor.factor()))
              : Math.abs(off)
                  < NEARER * Math.abs((sensor.factor() - 1) * usual(sensor) + sensor.offset());
      case NONE -> true;
    };
  }

  private boolean isClock(SensorHours sensor) {
    return sensor.fault() == SensorFault.CLOCK;
  }

  private double observed(SensorHours sensor) {
    return isClock(sensor) ? sensor.shift() : mean(sensor);
  }

  private double expected(SensorHours sensor) {
    return isClock(sensor) ? 0 : usual(sensor);
  }

  private String reads(SensorHours sensor) {
    var of = sensor.last().property().unit();
    var unit = of.equals("1") ? "" : " " + of;
    return isClock(sensor)
        ? String.format(
            Locale.ROOT,
            "its day runs %d h %s",
            Math.abs(sensor.shift()),
            sensor.shift() < 0 ? "early" : "late")
        : String.format(
            Locale.ROOT,
            "%s%s where %s%s is usual at this hour",
            number(mean(sensor)),
            unit,
            number(usual(sensor)),
            unit);
  }

  /** Counts are told as whole numbers, as they are counted. */
  private static String number(double value) {
    return Math.abs(value) >= 1000 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  AlertChange opened(
      SensorHours sensor, HourFinding finding, int others, Instant now, String zeros) {
    var last = sensor.last();
    var many = others == 0 ? "" : ", as do " + others + " others of its feed";
    var why =
        switch (finding.fault()) {
          case UNIT ->
              finding.offset() == 0
                  ? String.format(
                      Locale.ROOT,
                      "reads %.3g times what it did: %s, for %d h%s: %s mixed?",
                      finding.factor(),
                      reads(sensor),
                      settings.unitHours(),
                      many,
                      finding.words())
                  : String.format(
                      Locale.ROOT,
                      "reads another unit: %s, for %d h%s: %s mixed?",
                      reads(sensor),
                      settings.unitHours(),
                      many,
                      finding.words());
          case DATUM ->
              String.format(
                  Locale.ROOT,
                  "moves as before, but around another level: %s, for %d h%s: datum or sensor"
                      + " moved?",
                  reads(sensor),
                  settings.datumHours(),
                  many);
          case CLOCK ->
              String.format(
                  Locale.ROOT,
                  "%s for a day and %d h%s: clock or time zone wrong?",
                  reads(sensor),
                  settings.clockHours(),
                  many);
          default ->
              String.format(
                  Locale.ROOT,
                  "stuck at zero: %s, for %d h in which it never was%s%s",
                  reads(sensor),
                  settings.zeroHours(),
                  zeros,
                  many);
        };
    return new AlertChange(
        AlertStatus.OPEN,
        last.city(),
        last.feature(),
        last.property().name(),
        now,
        now,
        Severity.MINOR,
        observed(sensor),
        expected(sensor),
        isClock(sensor) ? "h" : last.property().unit(),
        why,
        last.position(),
        last.zone());
  }

  AlertChange going(AlertChange open, SensorHours sensor, Instant now) {
    return open.heard(now, observed(sensor), expected(sensor), "still " + reads(sensor));
  }

  AlertChange closed(AlertChange open, SensorHours sensor, long hours, Instant now) {
    return open.closed(
        now,
        observed(sensor),
        expected(sensor),
        "as it was before: " + reads(sensor) + ", after " + hours + " h");
  }

  AlertChange learnedAnew(AlertChange open, SensorHours sensor, Instant now) {
    var why =
        reads(sensor) + ", for " + settings.longestDays() + " days: learned anew as what is usual";
    return open.closed(now, observed(sensor), expected(sensor), why);
  }

  AlertChange takenAway(AlertChange open, SensorHours sensor, Instant now) {
    double last = sensor.last().result();
    var why =
        String.format(
            Locale.ROOT,
            "no reading for a week, the last was %s %s: it was taken away",
            number(last),
            sensor.last().property().unit());
    return isClock(sensor)
        ? open.closed(now, sensor.factor(), 0, "no reading for a week: it was taken away")
        : open.closed(now, last, last, why);
  }
}
