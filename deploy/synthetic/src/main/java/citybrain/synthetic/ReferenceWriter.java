package citybrain.synthetic;

import citybrain.synthetic.lines.Text;
import citybrain.synthetic.town.AreaFile;
import citybrain.synthetic.town.CityPlan;
import citybrain.synthetic.town.PlaceNames;
import citybrain.synthetic.town.PowerFiles;
import citybrain.synthetic.town.RoadFiles;
import citybrain.synthetic.town.WaterFiles;
import citybrain.synthetic.transit.GtfsFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reference files of the city, written as streams because some have millions of rows. */
final class ReferenceWriter {

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private final CityPlan city;
  private final Map<String, Writer> writers = new LinkedHashMap<>();

  ReferenceWriter(CityPlan city, GtfsFiles timetable) {
    this.city = city;
    var roads = new RoadFiles(city.roads());
    var water = new WaterFiles(city.water());
    var power = new PowerFiles(city.power());
    writers.put("districts.geojson", this::writeDistricts);
    writers.put("roads/trafficMetaData.csv", roads::writeMetadata);
    writers.put("roads/links.geojson", roads::writeLines);
    writers.put("roads/parking_address.csv", city.garages()::writeAddresses);
    writers.put("water/network.inp", water::writeNetwork);
    writers.put("water/dmas.geojson", water::writeDmas);
    writers.put("energy/meters.csv", power::writeRegister);
    writers.put("energy/transformers.geojson", power::writeTransformers);
    writers.put("energy/meters_places.csv", power::writePlaces);
    writers.put("air/stations.geojson", this::writeStations);
    writers.put("transit/gtfs.zip", timetable::write);
  }

  List<String> names() {
    return List.copyOf(writers.keySet());
  }

  void write(String name, OutputStream out) throws IOException {
    var writer = writers.get(name);
    if (writer == null) {
      throw new IllegalArgumentException("no reference file " + name + ", only " + names());
    }
    writer.write(out);
  }

  private void writeDistricts(OutputStream out) throws IOException {
    new AreaFile(city.districts())
        .write(
            "districts",
            out,
            (district, text) -> {
              text.put("\"district_id\":\"")
                  .put(CityPlan.districtId(district))
                  .put("\",\"name\":\"");
              text.put(PlaceNames.district(district)).put('"');
            });
  }

  private void writeStations(OutputStream out) throws IOException {
    var text = new Text().put("{\"type\":\"FeatureCollection\",\"features\":[");
    for (int station = 0; station < city.air().stations(); station++) {
      text.put(station == 0 ? "\n" : ",\n").put("{\"type\":\"Feature\",\"geometry\":");
      text.put("{\"type\":\"Point\",\"coordinates\":").position(city.air().spot(station));
      text.put("},\"properties\":{\"station\":\"").put(city.air().station(station)).put("\"}}");
    }
    text.put("\n]}\n").flushInto(out);
  }
}
