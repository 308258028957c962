package citybrain;

import citybrain.cityfile.CityFile;
import citybrain.feed.Feed;
import citybrain.feed.FeedSetup;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Rejected;
import citybrain.geo.Crs;
import citybrain.observation.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/** Prints how fast two feeds decode on one core; a measuring tool, not a test. */
final class FeedSpeed {

  private static final int LINES = 1_000;
  private static final Instant ARRIVAL = Instant.parse("2024-02-06T00:00:00Z");

  private FeedSpeed() {}

  public static void main(String[] args) {
    int meters = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    for (int round = 0; round < 4; round++) {
      measure("meter-readings", meters(meters), readings(meters));
      measure("citypulse-traffic", segments(), traffic());
      measureDeclared(meters(meters), readings(meters), METERS);
      measureDeclared(segments(), traffic(), ROADS);
    }
  }

  /** The same files, declared in a city file. */
  private static final String METERS =
      """
      feature: {column: meter_id}
      time: {column: ts_local, format: "yyyy-MM-dd HH:mm:ss"}
      values: {kwh: {property: ELECTRIC_ENERGY, unit: kW.h, required: true}}
      features: reference.csv
      """;

  private static final String ROADS =
      """
      feature: {column: REPORT_ID}
      time: {column: TIMESTAMP, format: iso}
      quality: {column: status, good: [OK]}
      values:
        vehicleCount: {property: TRAFFIC_VEHICLE_COUNT, unit: "1"}
        avgSpeed: {property: TRAFFIC_SPEED, unit: km/h}
        avgMeasuredTime: {property: TRAVEL_TIME, unit: s}
      """;

  private static void measureDeclared(String reference, String[] bodies, String declaration) {
    var text =
        """
        city: c
        name: C
        time-zone: Europe/Copenhagen
        bounding-box: [9, 55, 11, 57]
        feeds:
          f:
            kind: table
        """
            + declaration.indent(4);
    var city = CityFile.parse("c.yaml", text, Feeds.ALL);
    var feed = city.findFeed("f").orElseThrow();
    measure("table", feed.setup(city, path -> reference.getBytes(StandardCharsets.UTF_8)), bodies);
  }

  private static void measure(String kind, String reference, String[] bodies) {
    var options = Map.of("register", "reference.csv", "features", "reference.csv");
    var setup =
        new FeedSetup(
            "c",
            kind,
            ZoneId.of("Europe/Copenhagen"),
            0,
            Crs.WGS84,
            options,
            path -> reference.getBytes(StandardCharsets.UTF_8));
    measure(kind, setup, bodies);
  }

  private static void measure(String kind, FeedSetup setup, String[] bodies) {
    long opening = System.nanoTime();
    Feed feed = Feeds.find(kind).orElseThrow().open(setup);
    opening = System.nanoTime() - opening;
    var messages = new RawMessage[bodies.length];
    for (int i = 0; i < messages.length; i++) {
      byte[] body = bodies[i].getBytes(StandardCharsets.UTF_8);
      messages[i] = new RawMessage("c", kind, "s", 2, ARRIVAL, LINES, body);
    }
    var outlet = new Counter();
    long start = System.nanoTime();
    long end = start + 3_000_000_000L;
    while (System.nanoTime() < end) {
      for (var message : messages) {
        feed.decode(message, outlet);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-18s %,12.0f observations/s %,12.0f records/s  rejected %d  opened in %.2f s%n",
        kind,
        outlet.observations / seconds,
        outlet.records / seconds,
        outlet.rejected,
        opening / 1e9);
  }

  private static final class Counter implements Outlet {
    private long observations;
    private long rejected;
    private long records;
    private double sum;

    @Override
    public void observation(Observation observation) {
      observations++;
      sum += observation.result();
    }

    @Override
    public void rejected(Rejected refusal) {
      rejected++;
    }

    @Override
    public void record(int values) {
      records += sum < 0 ? 0 : 1;
    }
  }

  private static String meters(int count) {
    var text = new StringBuilder("meter_id,transformer_id,longitude,latitude\n");
    for (int i = 0; i < count; i++) {
      text.append(String.format(Locale.ROOT, "M%07d,T%05d,10.%06d,56.1%n", i, i / 50, i));
    }
    return text.toString();
  }

  private static String[] readings(int meters) {
    var bodies = new String[100];
    for (int b = 0; b < bodies.length; b++) {
      var text = new StringBuilder("meter_id,ts_local,kwh\n");
      for (int i = 0; i < LINES; i++) {
        int meter = (int) ((b * LINES + i) * 7919L % meters);
        text.append(
            String.format(
                Locale.ROOT, "M%07d,2024-02-05 %02d:30:00,%.3f%n", meter, b % 24, i / 977.0));
      }
      bodies[b] = text.toString();
    }
    return bodies;
  }

  private static String segments() {
    var text =
        new StringBuilder("REPORT_ID,POINT_1_LNG,POINT_1_LAT,POINT_2_LNG,POINT_2_LAT,meter_id\n");
    for (int i = 0; i < 449; i++) {
      text.append(String.format(Locale.ROOT, "%d,10.1,56.1,10.2,56.2,%n", 158_000 + i));
    }
    return text.toString();
  }

  private static String[] traffic() {
    var bodies = new String[50];
    for (int b = 0; b < bodies.length; b++) {
      var text =
          new StringBuilder(
              "status,avgMeasuredTime,avgSpeed,extID,medianMeasuredTime,TIMESTAMP,vehicleCount,"
                  + "_id,REPORT_ID\n");
      for (int i = 0; i < LINES; i++) {
        text.append(
            String.format(
                Locale.ROOT,
                "OK,%d,%d,668,74,2024-02-05T%02d:%02d:00,%d,207462%d,%d%n",
                50 + i % 40,
                30 + i % 50,
                i % 24,
                i * 5 % 60,
                i % 9,
                i,
                158_000 + i % 449));
      }
      bodies[b] = text.toString();
    }
    return bodies;
  }
}
