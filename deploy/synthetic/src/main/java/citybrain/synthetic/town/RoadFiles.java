package citybrain.synthetic.town;

import citybrain.synthetic.lines.Text;
import java.io.IOException;
import java.io.OutputStream;

/** The register of road links, in the CityPulse layout and as GeoJSON lines. */
public record RoadFiles(RoadNetwork roads) {

  private static final String HEADER =
      "POINT_1_STREET,DURATION_IN_SEC,POINT_1_NAME,POINT_1_CITY,POINT_2_NAME,POINT_2_LNG,"
          + "POINT_2_STREET,NDT_IN_KMH,POINT_2_POSTAL_CODE,POINT_2_COUNTRY,POINT_1_STREET_NUMBER,"
          + "ORGANISATION,POINT_1_LAT,POINT_2_LAT,POINT_1_POSTAL_CODE,POINT_2_STREET_NUMBER,"
          + "POINT_2_CITY,extID,ROAD_TYPE,POINT_1_LNG,REPORT_ID,POINT_1_COUNTRY,"
          + "DISTANCE_IN_METERS,REPORT_NAME,RBA_ID,_id\n";
  private static final int POSTAL_CODE = 9900;

  public void writeMetadata(OutputStream out) throws IOException {
    var text = new Text().put(HEADER);
    for (int link = 0; link < roads.links(); link++) {
      metadata(link, text);
      text.drainInto(out);
    }
    text.flushInto(out);
  }

  private void metadata(int link, Text text) {
    var course = roads.course(link);
    var begin = course.get(0);
    var end = course.get(2);
    String street = roads.street(link);
    int free = roads.freeKmh(link);
    long seconds = Math.round(roads.metres(link) * 3.6 / free);
    text.put(street).put(',').number(seconds).put(',').number(node(roads.from(link)));
    text.put(',').put(PlaceNames.CITY).put(',').number(node(roads.to(link)));
    text.put(',').fixed(end.longitude(), 7).put(',').put(street).put(',').number(free);
    text.put(',').number(POSTAL_CODE).put(',').put(PlaceNames.COUNTRY).put(",0,SYNTHETIC,");
    text.fixed(begin.latitude(), 7).put(',').fixed(end.latitude(), 7);
    text.put(',').number(POSTAL_CODE).put(",0,").put(PlaceNames.CITY).put(',').number(link + 1);
    text.put(roads.isMajor(link) ? ",MAJOR_ROAD," : ",ROAD,").fixed(begin.longitude(), 7);
    text.put(',').number(roads.reportId(link)).put(',').put(PlaceNames.COUNTRY);
    text.put(',').number(Math.round(roads.metres(link))).put(",DOG_BT_").padded(link, 4);
    text.put(' ').number(node(roads.from(link))).put(' ').number(node(roads.to(link)));
    text.put(',').number(roads.reportId(link) + 2187L).put(',').number(link + 1000L).put('\n');
  }

  private static int node(int node) {
    return 1000 + node;
  }

  public void writeLines(OutputStream out) throws IOException {
    var text = new Text().put("{\"type\":\"FeatureCollection\",\"name\":\"links\",\"features\":[");
    for (int link = 0; link < roads.links(); link++) {
      line(link, text.put(link == 0 ? "\n" : ",\n"));
      text.drainInto(out);
    }
    text.put("\n]}\n").flushInto(out);
  }

  private void line(int link, Text text) {
    text.put("{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[");
    boolean first = true;
    for (var spot : roads.course(link)) {
      (first ? text : text.put(',')).position(spot);
      first = false;
    }
    text.put("]},\"properties\":{\"report_id\":\"").number(roads.reportId(link));
    text.put("\",\"name\":\"").put(roads.street(link)).put("\",\"downstream\":[");
    first = true;
    for (int next : roads.downstream(link)) {
      (first ? text : text.put(',')).put('"').number(roads.reportId(next)).put('"');
      first = false;
    }
    text.put("]}}");
  }
}
