package citybrain.synthetic.air;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Recent;
import citybrain.synthetic.chance.Rhythm;
import citybrain.synthetic.town.AirNetwork;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.trouble.IncidentCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pollutants of one hour at every station, ug/m3: traffic makes NO2, heating and fronts make
 * particles, sun makes ozone. An episode covers the stations around its origin.
 */
public final class Air {

  public static final long PERIOD = 3600;

  private final AirNetwork network;
  private final IncidentCalendar calendar;
  private final Weather weather;
  private final Almanac almanac;
  private final Chance chance;
  private final Recent<Hour> recent = new Recent<>(64, this::hour);

  public Air(
      AirNetwork network,
      IncidentCalendar calendar,
      Weather weather,
      Almanac almanac,
      Chance chance) {
    this.network = network;
    this.calendar = calendar;
    this.weather = weather;
    this.almanac = almanac;
    this.chance = chance;
  }

  /** The six pollutants of the PRSA layout. */
  record Sample(double pm25, double pm10, double so2, double no2, double co, double o3) {}

  private record Hour(
      double traffic,
      double heating,
      double sun,
      Map<Integer, Double> smoke,
      Map<Integer, Long> stuckSince,
      Map<Integer, Double> drift) {}

  Sample at(long tick, int station) {
    Long since = recent.at(tick).stuckSince().get(station);
    return measure(since == null ? tick : since, station);
  }

  private Sample measure(long tick, int station) {
    var hour = recent.at(tick);
    double smoke = hour.smoke().getOrDefault(station, 0.0);
    double fronts = chance.smooth(99, tick, 40) + 0.4 * chance.smooth(station, tick, 6);
    double noise = 1 + 0.06 * chance.normal(station, tick);
    double background = 11 + 4 * fronts + 4 * hour.heating() + 3 * hour.traffic();
    double pm25 = Math.max(2, background * noise + smoke) * hour.drift().getOrDefault(station, 1.0);
    double pm10 = pm25 * (1.45 + 0.12 * chance.smooth(50L + station, tick, 8)) + 3;
    double so2 = Math.max(1, 4 + 2 * fronts + 0.08 * smoke);
    double street = 0.6 + 0.6 * chance.uniform(station, -3);
    double no2 =
        Math.max(4, (14 + 38 * hour.traffic() * street + 4 * fronts) * noise + 1.9 * smoke);
    double co = 100 * Math.round(Math.max(2, 2.4 + 3 * hour.traffic() + 0.06 * smoke));
    double o3 = Math.max(3, 52 + 30 * hour.sun() - 0.5 * no2 + 9 * fronts);
    return new Sample(pm25, pm10, so2, no2, co, o3);
  }

  private Hour hour(long tick) {
    long time = tick * PERIOD;
    var smoke = new HashMap<Integer, Double>();
    var stuck = new HashMap<Integer, Long>();
    var drift = new HashMap<Integer, Double>();
    for (var happening : calendar.touching(time, time + PERIOD)) {
      switch (happening.trouble()) {
        case POLLUTION -> spread(happening, time + PERIOD / 2, smoke);
        case STUCK_AIR -> {
          if (happening.covers(time)) {
            stuck.put(happening.feature(), Math.floorDiv(happening.start(), PERIOD));
          }
        }
        case DRIFT_AIR -> {
          double days = Math.max(0, time - happening.start()) / 86_400.0;
          drift.put(happening.feature(), 1 + happening.between(0.12, 0.25) * days);
        }
        default -> {}
      }
    }
    var wall = almanac.rhythm(time + PERIOD / 2);
    double heating = Rhythm.heating(wall, weather.celsius(time)) * Rhythm.household(wall) / 2;
    double sun = Rhythm.hill(wall.hour(), 14.5, 3.2);
    return new Hour(Rhythm.traffic(wall), Math.min(2, heating), sun, smoke, stuck, drift);
  }

  /** From the origin outwards. */
  public static List<Integer> stationsUnder(Happening episode, AirNetwork network) {
    return network.nearest(episode.feature(), (int) Math.round(episode.between(5, 8)));
  }

  private void spread(Happening episode, long time, Map<Integer, Double> smoke) {
    double thick = episode.between(95, 160);
    double rising = (time - episode.start() + 1800) / 3600.0;
    double leaving = (episode.end() - time) / 3600.0 / 2 + 1;
    double grip = Math.max(0, Math.min(1, Math.min(rising, leaving)));
    var stations = stationsUnder(episode, network);
    for (int i = 0; i < stations.size(); i++) {
      smoke.merge(stations.get(i), thick * grip * (1 - 0.035 * i), Double::sum);
    }
  }
}
