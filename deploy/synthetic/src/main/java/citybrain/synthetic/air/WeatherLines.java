package citybrain.synthetic.air;

import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import java.time.ZoneId;

/** CityPulse weather: one station, every twenty minutes. */
public record WeatherLines(Weather weather, ZoneId zone) implements TickLines {

  public static final long PERIOD = 1200;

  @Override
  public String header() {
    return "hum,tempm,wspdm,TIMESTAMP";
  }

  @Override
  public int features() {
    return 1;
  }

  @Override
  public void turnTo(long tick) {
    // one line only: nothing to prepare
  }

  @Override
  public void write(long tick, int station, Text out) {
    long time = tick * PERIOD;
    out.number(Math.round(weather.humidity(time))).put(',').fixed(weather.celsius(time), 1);
    out.put(',').fixed(weather.windKmh(time), 1).put(',').put(Wall.at(time, zone).withT());
  }
}
