package citybrain.synthetic.air;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.town.AirNetwork;
import java.time.ZoneId;

/** UCI PRSA: one line per station and hour, missing pollutants as NA. */
public final class AirLines implements TickLines {

  private static final double MISSING = 0.008;

  private final AirNetwork network;
  private final Air air;
  private final Weather weather;
  private final ZoneId zone;
  private final Chance chance;
  private final long firstTick;

  public AirLines(
      AirNetwork network, Air air, Weather weather, SyntheticSettings settings, Chance chance) {
    this.network = network;
    this.air = air;
    this.weather = weather;
    this.zone = settings.zone();
    this.chance = chance;
    this.firstTick = Math.floorDiv(settings.start().getEpochSecond(), Air.PERIOD);
  }

  @Override
  public String header() {
    return "No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station";
  }

  @Override
  public int features() {
    return network.stations();
  }

  @Override
  public void turnTo(long tick) {
    // the models remember the hour
  }

  @Override
  public void write(long tick, int station, Text out) {
    long time = tick * Air.PERIOD;
    var wall = Wall.at(time, zone).time();
    var sample = air.at(tick, station);
    out.number(tick - firstTick + 1).put(',').number(wall.getYear()).put(',');
    out.number(wall.getMonthValue()).put(',').number(wall.getDayOfMonth()).put(',');
    out.number(wall.getHour());
    double[] pollutants = {
      sample.pm25(), sample.pm10(), sample.so2(), sample.no2(), sample.co(), sample.o3()
    };
    for (int i = 0; i < pollutants.length; i++) {
      out.put(',');
      if (chance.uniform(6L * station + i, tick) < MISSING) {
        out.put("NA");
      } else {
        out.number(Math.round(pollutants[i]));
      }
    }
    double local = 0.4 * chance.smooth(station, tick, 5);
    out.put(',').fixed(weather.celsius(time) + local, 1);
    out.put(',').fixed(weather.pressure(time), 1).put(',').fixed(weather.dewPoint(time), 1);
    out.put(',').fixed(weather.rain(time), 1).put(',').put(weather.windSector(time, station));
    out.put(',').fixed(weather.windKmh(time) / 3.6, 1).put(',').put(network.station(station));
  }
}
