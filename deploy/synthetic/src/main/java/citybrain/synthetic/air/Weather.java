package citybrain.synthetic.air;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.trouble.IncidentCalendar;
import java.time.ZoneId;

/**
 * The weather over the bank: seasons, days and passing fronts; storms of the calendar bring wind.
 */
public final class Weather {

  private static final long FRONT = 3 * 86_400;
  private static final String[] SECTORS = {
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW",
    "NNW"
  };

  private final IncidentCalendar calendar;
  private final ZoneId zone;
  private final Chance chance;

  public Weather(IncidentCalendar calendar, ZoneId zone, Chance chance) {
    this.calendar = calendar;
    this.zone = zone;
    this.chance = chance;
  }

  public double celsius(long time) {
    var wall = Wall.at(time, zone);
    double season = -8.5 * Math.cos((wall.time().getDayOfYear() - 25) * 2 * Math.PI / 365);
    double day = 2.8 * Math.cos((wall.hour() - 15) * Math.PI / 12);
    return 10 + season + day + 4 * chance.smooth(1, time, FRONT) + chance.smooth(2, time, 7200);
  }

  /** Relative humidity, percent. */
  double humidity(long time) {
    var wall = Wall.at(time, zone);
    double day = -9 * Math.cos((wall.hour() - 15) * Math.PI / 12);
    double fronts = 12 * chance.smooth(3, time, FRONT) + 4 * chance.smooth(4, time, 7200);
    return Math.max(30, Math.min(100, 76 + day + fronts));
  }

  double dewPoint(long time) {
    return celsius(time) - (100 - humidity(time)) / 5;
  }

  double windKmh(long time) {
    double breeze = 16 + 11 * chance.smooth(5, time, FRONT / 4) + 4 * chance.smooth(6, time, 1800);
    boolean storm =
        calendar.touching(time, time + 1).stream()
            .anyMatch(happening -> happening.compound().startsWith("storm"));
    return Math.max(1, storm ? breeze + 48 : breeze);
  }

  String windSector(long time, int place) {
    double turn = 8 + 7 * chance.smooth(7, time, FRONT) + chance.smooth(100L + place, time, 3600);
    return SECTORS[Math.floorMod((int) Math.round(turn), SECTORS.length)];
  }

  /** Air pressure, hPa. */
  double pressure(long time) {
    return 1013 + 14 * chance.smooth(8, time, FRONT) + 2 * chance.smooth(9, time, 10_800);
  }

  /** Rain in the hour, mm. */
  double rain(long time) {
    double wet = chance.smooth(3, time, FRONT) + 0.6 * chance.smooth(10, time, 7200);
    return wet > 0.75 ? 4 * (wet - 0.75) : 0;
  }
}
