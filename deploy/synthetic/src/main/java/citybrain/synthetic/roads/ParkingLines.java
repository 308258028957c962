package citybrain.synthetic.roads;

import citybrain.synthetic.chance.Almanac;
import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.lines.Text;
import citybrain.synthetic.lines.TickLines;
import citybrain.synthetic.town.Garages;

/** CityPulse parking: cars in each garage about every ten minutes. */
public final class ParkingLines implements TickLines {

  private final Garages garages;
  private final Almanac almanac;
  private final Chance chance;
  private final long firstTick;
  private Wall wall;

  public ParkingLines(Garages garages, SyntheticSettings settings, Almanac almanac, Chance chance) {
    this.garages = garages;
    this.almanac = almanac;
    this.chance = chance;
    this.firstTick = Math.floorDiv(settings.start().getEpochSecond(), Garages.PERIOD);
    this.wall = Wall.at(settings.start().getEpochSecond(), almanac.zone());
  }

  @Override
  public String header() {
    return "vehiclecount,updatetime,_id,totalspaces,garagecode,streamtime";
  }

  @Override
  public int features() {
    return garages.size();
  }

  @Override
  public void turnTo(long tick) {
    wall = Wall.at(tick * Garages.PERIOD, almanac.zone());
  }

  @Override
  public void write(long tick, int garage, Text out) {
    long millis = chance.bits(garage, tick) >>> 16 & 0x7FFF;
    var counted = new Wall(wall.time().plusSeconds(millis / 1000));
    out.number(garages.parked(tick, garage, almanac)).put(',');
    out.put(counted.withSpace()).put('.').padded(millis % 1000, 3).put(',');
    out.number((tick - firstTick) * garages.size() + garage + 1).put(',');
    out.number(garages.spaces(garage)).put(',').put(garages.code(garage)).put(',');
    out.put(new Wall(wall.time().plusSeconds(45)).withSpace());
  }
}
