package citybrain.synthetic;

import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.lines.SensorOutages;
import citybrain.synthetic.town.RoadNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which detectors on the roads said nothing for three hours. Other sensors do that as well,
 * but are read so seldom that nobody can know it before they speak again.
 *
 * @param firstIncident epoch second; of what began before nobody is judged
 */
record OutageWitness(RoadNetwork roads, SensorOutages outages, long firstIncident) {

  private static final String KIND = "silent-sensor";

  /** All that begin in [from, to). */
  List<SyntheticIncident> starting(Instant from, Instant to) {
    var found = new ArrayList<SyntheticIncident>();
    for (int link = 0; link < roads.links(); link++) {
      long first = outages.watch(link, from.getEpochSecond() - 1) + 1;
      for (long watch = first; outages.begins(link, watch) < to.getEpochSecond(); watch++) {
        // Of two in a row the second is no news.
        if (outages.isDown(link, watch) && !outages.isDown(link, watch - 1)) {
          found.add(told(link, watch));
        }
      }
    }
    return found;
  }

  private SyntheticIncident told(int link, long watch) {
    long start = outages.begins(link, watch);
    long last = watch;
    while (outages.isDown(link, last + 1)) {
      last++;
    }
    var id = Integer.toString(roads.reportId(link));
    var spot = roads.course(link).get(1);
    return new SyntheticIncident(
        KIND + "-" + id + "-" + watch,
        KIND,
        List.of("transport"),
        Instant.ofEpochSecond(start),
        Instant.ofEpochSecond(outages.begins(link, last + 1)),
        List.of(id),
        spot.longitude(),
        spot.latitude(),
        Duration.ofHours(2),
        "The detector of link " + id + " says nothing",
        "",
        new SyntheticIncident.Scoring(start >= firstIncident, false));
  }
}
