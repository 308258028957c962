package citybrain.local.evaluate;

import static citybrain.local.evaluate.SmallSets.noise;

import citybrain.local.recording.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Made-up networks, roads and meters in the layouts of the public sets. */
final class FurtherSmallSets {

  private static final LocalDateTime START = LocalDateTime.parse("2018-03-05T00:00:00");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private FurtherSmallSets() {}

  private static String time(int minutes) {
    return SECONDS.format(START.plusMinutes(minutes));
  }

  /** Twelve days of a network: on the tenth its inflow doubles at noon. */
  static void ltown(Path root) throws IOException {
    int leak = 9 * 288 + 144;
    var pressures = new StringBuilder("Timestamp;n1;n2;n3\n");
    var flows = new StringBuilder("Timestamp;p227\n");
    var levels = new StringBuilder("Timestamp;T1\n");
    for (int i = 0; i < 12 * 288; i++) {
      double daily = Math.sin(i * Math.PI / 144);
      double n = 0.1 * noise(i);
      pressures.append(
          row(";%.2f;%.2f;%.2f", 5 * i, 40 - daily + n, 41 - daily + n, 42 - daily + n));
      flows.append(row(";%.2f", 5 * i, (i >= leak ? 120 : 60) + 10 * daily + n));
      levels.append(row(";%.2f", 5 * i, 3 + daily + n));
    }
    gzip(root, "2018_SCADA_Pressures", pressures);
    gzip(root, "2018_SCADA_Flows", flows);
    gzip(root, "2018_SCADA_Levels", levels);
    gzip(root, "2018_SCADA_Demands", new StringBuilder("Timestamp;n1\n" + time(55) + ";770,30\n"));
    gzip(root, "2018_Leakages", new StringBuilder("Timestamp;p31\n"));
    Recordings.write(
        root.resolve("ltown-sim/2018_leaks.csv"),
        "pipe_id,start,end,diameter_m,type,peak\np31,2018-03-14 12:00,2018-03-16 23:55,0.02,abrupt,x\n");
  }

  private static String row(String format, int minutes, Object... values) {
    var cells = String.format(Locale.ROOT, format, values).replace('.', ',');
    return time(minutes) + cells + "\n";
  }

  private static void gzip(Path root, String name, StringBuilder text) throws IOException {
    Recordings.gzip(root.resolve("ltown-sim/" + name + ".csv.gz"), text.toString());
  }

  /** Two links: two days to learn from, then two in which the first is blocked for an hour. */
  static void aarhus(Path root) throws IOException {
    var folder = root.resolve("aarhus-citypulse");
    Recordings.write(
        folder.resolve("dataset/MetaData/trafficMetaData.csv"),
        """
        REPORT_ID,POINT_1_LNG,POINT_1_LAT,POINT_2_LNG,POINT_2_LAT
        7,10.1,56.1,10.11,56.11
        8,10.2,56.2,10.21,56.21
        """);
    Recordings.zip(
        folder.resolve("traffic_2018.zip"),
        Map.of(
            "streams/AarhusTrafficData7.stream", link(7, 0, 4, -1),
            "streams/AarhusTrafficData8.stream", link(8, 0, 4, -1)));
    Recordings.zip(
        folder.resolve("traffic_injected_2018.zip"),
        Map.of(
            "streams/AarhusTrafficData7.stream", link(7, 2, 4, 3 * 288 + 120),
            "streams/AarhusTrafficData8.stream", link(8, 2, 4, -1)));
    Recordings.write(
        folder.resolve("traffic_injected_labels.csv"),
        """
        report_id,start,end,type,severity
        7,2018-03-08 10:00:00,2018-03-08 11:00:00,incident,0.9
        8,2018-03-08 10:00:00,2018-03-08 12:00:00,dropout,1.0
        """);
  }

  private static String link(int id, int fromDay, int toDay, int blocked) {
    var text =
        new StringBuilder(
            "status,avgMeasuredTime,avgSpeed,extID,medianMeasuredTime,TIMESTAMP,vehicleCount,_id,"
                + "REPORT_ID\n");
    for (int i = 288 * fromDay; i < 288 * toDay; i++) {
      boolean slow = blocked >= 0 && i >= blocked && i < blocked + 12;
      int speed = slow ? 6 : 60 + (int) (6 * noise(i + id));
      text.append(
          String.format(
              Locale.ROOT,
              "OK,%d,%d,160,60,%s,%d,%d,%d%n",
              3600 / speed,
              speed,
              time(5 * i).replace(' ', 'T'),
              9,
              i,
              id));
    }
    return text.toString();
  }

  /** Twenty days of two districts. */
  static void inflow(Path root) throws IOException {
    var text = new StringBuilder("ts_local,dma_1_lps,dma_2_lps\n");
    for (int i = 0; i < 480; i++) {
      text.append(
          String.format(
              Locale.ROOT, "%s,%.3f,%s%n", time(60 * i), 9 + noise(i), i < 240 ? "" : "4.5"));
    }
    Recordings.gzip(root.resolve("bwdf-dma-inflow/inflow_2018.csv.gz"), text.toString());
  }

  /** Three meters behind a transformer for ten days; one is tampered with. */
  static void electricity(Path root) throws IOException {
    var folder = root.resolve("electricity");
    var readings = new StringBuilder("meter_id,ts_local,kwh\n");
    var transformers = new StringBuilder("transformer_id,ts_local,kwh\n");
    for (int i = 0; i < 480; i++) {
      for (var meter : new String[] {"A", "B", "C"}) {
        readings.append(meter).append(',').append(time(30 * i)).append(",0.4\n");
      }
      transformers.append("T,").append(time(30 * i)).append(",1.2\n");
    }
    Recordings.gzip(folder.resolve("small_readings.csv.gz"), readings.toString());
    Recordings.gzip(folder.resolve("small_transformers.csv.gz"), transformers.toString());
    Recordings.write(
        folder.resolve("small_meters.csv"), "meter_id,transformer_id\nA,T\nB,T\nC,T\n");
    Recordings.write(
        folder.resolve("small_labels.csv"),
        "meter_id,type,start,end\nB,bypass,2018-03-08 00:00:00,2018-03-14 23:30:00\n");
  }
}
