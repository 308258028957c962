package citybrain.synthetic;

import citybrain.synthetic.air.Air;
import citybrain.synthetic.air.AirLines;
import citybrain.synthetic.air.Weather;
import citybrain.synthetic.air.WeatherLines;
import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.energy.Concentrators;
import citybrain.synthetic.energy.MeterLines;
import citybrain.synthetic.energy.Power;
import citybrain.synthetic.energy.TransformerLines;
import citybrain.synthetic.energy.Voltages;
import citybrain.synthetic.lines.Delay;
import citybrain.synthetic.lines.LineFeed;
import citybrain.synthetic.lines.PausingFeed;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.lines.TimedFeed;
import citybrain.synthetic.lines.WideColumns;
import citybrain.synthetic.lines.WideFeed;
import citybrain.synthetic.lines.WrongClocks;
import citybrain.synthetic.roads.ParkingLines;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.roads.TrafficLines;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.town.Garages;
import citybrain.synthetic.transit.Transit;
import citybrain.synthetic.trouble.IncidentCalendar;
import citybrain.synthetic.water.Pumping;
import citybrain.synthetic.water.Water;
import citybrain.synthetic.water.WaterColumns;
import java.util.List;
import java.util.stream.Stream;

/** Builds the feeds of a city. Their models remember the last ticks, so each play has its own. */
final class Timetable {

  private static final long HOUR = 3600;

  private Timetable() {}

  static List<TimedFeed> of(
      CityPlan city,
      SyntheticSettings settings,
      IncidentCalendar calendar,
      Almanac almanac,
      Pumping pumping,
      Transit transit,
      PauseWitness pauses,
      Chance chance) {
    var zone = settings.zone();
    var weather = new Weather(calendar, zone, chance.branch("weather"));
    var traffic = new Traffic(city.roads(), calendar, almanac, chance.branch("traffic"));
    var water = new Water(city.water(), calendar, almanac, chance.branch("water"));
    var power = new Power(city.power(), calendar, weather, almanac, chance.branch("power"));
    var voltages = new Voltages(city.power(), calendar, chance.branch("voltages"));
    var air = new Air(city.air(), calendar, weather, almanac, chance.branch("air"));
    var make = new Maker(settings, chance.branch("lines"));
    int concentrators = LineFeed.messagesFor(city.power().meters());
    var uplinks =
        new Concentrators(concentrators, settings.incidentRepeat(), chance.branch("concentrators"));
    var clocks =
        new WrongClocks(
            city.power().meters(), 4 * settings.incidentRepeat(), chance.branch("clocks"));
    var tables =
        List.<TimedFeed>of(
            make.lines(
                "traffic",
                Traffic.PERIOD,
                0,
                20,
                60,
                new TrafficLines(city.roads(), traffic, settings)),
            make.lines(
                "parking",
                Garages.PERIOD,
                0,
                35,
                55,
                new ParkingLines(city.garages(), settings, almanac, chance.branch("parking"))),
            make.lines("weather", WeatherLines.PERIOD, 0, 60, 120, new WeatherLines(weather, zone)),
            make.table(
                "water-pressures",
                Water.PERIOD,
                0,
                0,
                new WaterColumns.Pressures(city.water(), water)),
            make.table(
                "water-flows",
                Water.PERIOD,
                0,
                0,
                new WaterColumns.Flows(city.water(), water, pumping)),
            make.table(
                "water-flows-hourly",
                HOUR,
                HOUR - Water.PERIOD,
                HOUR,
                new WaterColumns.HourlyFlows(city.water(), water)),
            make.table(
                "water-levels", Water.PERIOD, 0, 0, new WaterColumns.Levels(city.water(), pumping)),
            make.table(
                "water-demands",
                HOUR,
                HOUR - Water.PERIOD,
                HOUR,
                new WaterColumns.Demands(city.water(), water)),
            new LineFeed(
                "meters",
                Power.PERIOD,
                uplinks,
                new MeterLines(city.power(), power, clocks, zone),
                chance.branch("lines").branch("meters")),
            make.lines(
                "transformers",
                Power.PERIOD,
                Power.PERIOD,
                60,
                240,
                new TransformerLines(city.power(), power, voltages, zone)),
            make.lines(
                "air",
                Air.PERIOD,
                Air.PERIOD,
                300,
                330,
                new AirLines(city.air(), air, weather, settings, chance.branch("air-gaps"))));
    var pausing = tables.stream().map(feed -> new PausingFeed(feed, pauses.of(feed.name())));
    return Stream.concat(pausing, transit.feeds().stream()).toList();
  }

  private record Maker(SyntheticSettings settings, Chance chance) {

    /** {@code after}: seconds from the beginning of a tick to the end of what it tells. */
    LineFeed lines(String name, long period, long after, long least, long most, TickLines lines) {
      var delay = Delay.between(chance.branch(name + "-delay"), period, after, least, most);
      return new LineFeed(name, period, delay, lines, chance.branch(name));
    }

    WideFeed table(String name, long period, long stamped, long after, WideColumns columns) {
      var delay = Delay.between(chance.branch(name + "-delay"), period, after, 10, 30);
      var zone = settings.zone();
      return new WideFeed(name, period, stamped, delay, columns, zone, chance.branch(name));
    }
  }
}
