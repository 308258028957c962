package citybrain.synthetic;

import citybrain.synthetic.air.Air;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.energy.Power;
import citybrain.synthetic.energy.Voltages;
import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.roads.Traffic;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.trouble.Happening;
import citybrain.synthetic.water.Water;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a happening in the words of the wire formats: which ids, where, and what it looked like.
 */
record Witness(CityPlan city) {

  SyntheticIncident tell(Happening happening) {
    var trouble = happening.trouble();
    var features = features(happening);
    var spot = spot(happening);
    return new SyntheticIncident(
        happening.id(),
        trouble.word(),
        trouble.domains(),
        Instant.ofEpochSecond(happening.start()),
        Instant.ofEpochSecond(happening.end()),
        features,
        spot.longitude(),
        spot.latitude(),
        trouble.detectableWithin(),
        description(happening, features.get(0)),
        happening.compound(),
        SyntheticIncident.Scoring.USUAL);
  }

  private List<String> features(Happening happening) {
    int feature = happening.feature();
    return switch (happening.trouble()) {
      case CRASH -> queue(feature);
      case STUCK_LINK, MISTAKEN_UNIT, ZERO_LINK -> List.of(report(feature));
      case PIPE_BURST, SLOW_LEAK -> {
        var water = city.water();
        yield List.of(water.dmaId(feature), water.inletPipe(feature));
      }
      case STUCK_PRESSURE, SPIKING_PRESSURE, DRIFT_PRESSURE ->
          List.of(city.water().pressureNode(feature));
      case FEEDER_OUTAGE, OVERLOAD, STUCK_TAP, LOOSE_NEUTRAL -> List.of(transformer(feature));
      case THEFT -> List.of(meter(feature), transformer(city.power().transformerOf(feature)));
      case STUCK_AIR, DRIFT_AIR -> List.of(city.air().station(feature));
      case POLLUTION ->
          Air.stationsUnder(happening, city.air()).stream().map(city.air()::station).toList();
    };
  }

  private List<String> queue(int link) {
    var reports = new ArrayList<String>();
    reports.add(report(link));
    city.roads().upstream(link).forEach(behind -> reports.add(report(behind)));
    return reports;
  }

  private Spot spot(Happening happening) {
    int feature = happening.feature();
    return switch (happening.trouble()) {
      case CRASH, STUCK_LINK, MISTAKEN_UNIT, ZERO_LINK -> city.roads().course(feature).get(1);
      case PIPE_BURST, SLOW_LEAK -> city.water().spot(feature, 4);
      case STUCK_PRESSURE, SPIKING_PRESSURE, DRIFT_PRESSURE -> city.water().sensorSpot(feature);
      case FEEDER_OUTAGE, OVERLOAD, STUCK_TAP, LOOSE_NEUTRAL ->
          city.power().transformerSpot(feature);
      case THEFT -> city.power().meterSpot(feature);
      case STUCK_AIR, DRIFT_AIR, POLLUTION -> city.air().spot(feature);
    };
  }

  private String description(Happening happening, String first) {
    int percent = (int) Math.round(100 * strengthInWords(happening));
    return switch (happening.trouble()) {
      case CRASH ->
          "Crash on link " + first + ": speed falls to " + percent + " % and a queue grows behind";
      case PIPE_BURST -> "Pipe burst in " + first + ": mean inflow rises by " + percent + " %";
      case SLOW_LEAK ->
          "Leak grows in " + first + " to " + percent + " % of the mean inflow when it is repaired";
      case FEEDER_OUTAGE -> {
        var power = city.power();
        int meters =
            power.endMeterOf(happening.feature()) - power.firstMeterOf(happening.feature());
        yield "Outage of transformer " + first + ": " + meters + " meters silent";
      }
      case OVERLOAD ->
          "Transformer " + first + " carries at least " + percent + " % of its usual load";
      case STUCK_TAP ->
          "Tap changer of transformer " + first + " is stuck: voltage " + percent + " % too high";
      case LOOSE_NEUTRAL ->
          "Neutral of transformer " + first + " is loose: voltage " + percent + " % too low";
      case THEFT -> "Meter " + first + " counts only " + percent + " % of what is used";
      case STUCK_LINK -> "Link " + first + " repeats the same speed and count";
      case MISTAKEN_UNIT -> "Link " + first + " tells its speed in m/s instead of km/h";
      case ZERO_LINK -> "The detector of link " + first + " counts nobody";
      case SPIKING_PRESSURE -> "Pressure sensor " + first + " spikes again and again";
      case STUCK_PRESSURE -> "Pressure sensor " + first + " repeats the same value";
      case STUCK_AIR -> "Air station " + first + " repeats the same values";
      case DRIFT_PRESSURE -> "Pressure sensor " + first + " drifts downwards";
      case DRIFT_AIR -> "Particles at air station " + first + " drift upwards";
      case POLLUTION -> "Polluted air around station " + first + ": particles and NO2 far too high";
    };
  }

  private static double strengthInWords(Happening happening) {
    return switch (happening.trouble()) {
      case CRASH -> Traffic.crashShare(happening);
      case PIPE_BURST -> Water.burstShare(happening);
      case SLOW_LEAK -> Water.leakShare(happening);
      case OVERLOAD -> Power.overloadShare(happening);
      case THEFT -> Power.honestShare(happening);
      case STUCK_TAP -> Voltages.stuckShare(happening);
      case LOOSE_NEUTRAL -> Voltages.looseShare(happening);
      default -> 0;
    };
  }

  private String report(int link) {
    return Integer.toString(city.roads().reportId(link));
  }

  private String meter(int meter) {
    var text = new Text();
    city.power().writeMeterId(meter, text);
    return text.toString();
  }

  private String transformer(int transformer) {
    var text = new Text();
    city.power().writeTransformerId(transformer, text);
    return text.toString();
  }
}
