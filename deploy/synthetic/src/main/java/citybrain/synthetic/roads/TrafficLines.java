package citybrain.synthetic.roads;

import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.town.RoadNetwork;
import java.time.ZoneId;

/** CityPulse traffic: one line per directed link and five minutes. */
public final class TrafficLines implements TickLines {

  private static final long FIRST_ID = 20_000_000;

  private final RoadNetwork roads;
  private final Traffic traffic;
  private final ZoneId zone;
  private final long firstTick;
  private byte[] stamp = {};

  public TrafficLines(RoadNetwork roads, Traffic traffic, SyntheticSettings settings) {
    this.roads = roads;
    this.traffic = traffic;
    this.zone = settings.zone();
    this.firstTick = settings.start().getEpochSecond() / Traffic.PERIOD;
  }

  @Override
  public String header() {
    return "status,avgMeasuredTime,avgSpeed,extID,medianMeasuredTime,TIMESTAMP,vehicleCount,_id,"
        + "REPORT_ID";
  }

  @Override
  public int features() {
    return roads.links();
  }

  @Override
  public void turnTo(long tick) {
    stamp = Wall.at(tick * Traffic.PERIOD, zone).withT();
  }

  @Override
  public void write(long tick, int link, Text out) {
    var report = traffic.at(tick, link);
    long seconds = Math.round(roads.metres(link) * 3.6 / report.kmh());
    long id = FIRST_ID + (tick - firstTick) * roads.links() + link;
    out.put("OK,").number(seconds).put(',').number(report.kmh()).put(',').number(link + 1);
    out.put(',').number(seconds).put(',').put(stamp).put(',').number(report.vehicles());
    out.put(',').number(id).put(',').number(roads.reportId(link));
  }
}
