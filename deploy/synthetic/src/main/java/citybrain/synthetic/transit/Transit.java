package citybrain.synthetic.transit;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.PollFeed;
import citybrain.synthetic.lines.TimedFeed;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.transit.RouteDrive.TransitModel;
import citybrain.synthetic.trouble.IncidentCalendar;
import java.util.List;

/**
 * The buses of the city: their timetable, what they do, what they send and what happened to them.
 */
public final class Transit {

  private static final int VEHICLES_PER_MESSAGE = 2500;

  private final TransitDays days;
  private final Fleet fleet;
  private final GtfsFiles files;
  private final Chance chance;

  /** {@code traffic} is for this alone, since it remembers and is not safe for several threads. */
  public Transit(
      CityPlan city,
      SyntheticSettings settings,
      IncidentCalendar incidents,
      Traffic traffic,
      Almanac almanac,
      Chance chance) {
    this.chance = chance;
    var services = TimetableDates.of(settings, almanac);
    var schedules = new Schedules(city.transit(), traffic, chance.branch("schedules"));
    var trouble = new TransitTrouble(chance.branch("trouble"), incidents.firstIncident());
    var model = new TransitModel(trouble, traffic, chance.branch("popularity"));
    this.days = new TransitDays(schedules, services, incidents, model);
    this.fleet = new Fleet(schedules);
    this.files = new GtfsFiles(settings, schedules, services);
  }

  public GtfsFiles files() {
    return files;
  }

  TransitDays days() {
    return days;
  }

  public TransitWitness witness() {
    return new TransitWitness(days, fleet, faults());
  }

  private OnBoardFaults faults() {
    return new OnBoardFaults(chance.branch("faults"));
  }

  public List<TimedFeed> feeds() {
    var faults = faults();
    var names = new TripDescriptors(days.schedules().network(), fleet, faults);
    int parts = (fleet.size() + VEHICLES_PER_MESSAGE - 1) / VEHICLES_PER_MESSAGE;
    var positions =
        new VehiclePositionPolls(days, names, faults, parts, chance.branch("satellites"));
    var updates = new TripUpdatePolls(days, names, faults, parts);
    return List.of(
        new PollFeed("buses", "VehiclePositions", parts, positions, chance.branch("buses")),
        new PollFeed("trip-updates", "TripUpdates", parts, updates, chance.branch("updates")));
  }
}
