package citybrain.local.evaluate;

import citybrain.local.recording.Recordings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Made-up data in the layouts of the public sets; all of it is arithmetic. */
final class SmallSets {

  private static final LocalDateTime START = LocalDateTime.parse("2024-03-04T00:00:00");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final List<String> SIGNALS = signals();

  private SmallSets() {}

  /** Between 0 and 1, and no rule in it that a detector could find. */
  static double noise(int i) {
    long mixed = (i + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return (mixed >>> 40) / (double) (1 << 24);
  }

  static String nabTime(int row) {
    return SECONDS.format(START.plusMinutes(5L * row));
  }

  /** Two series of four days at five minutes: one jumps at row 900, one never does anything. */
  static void nab(Path root) throws IOException {
    nabSeries(root, "realTraffic/jumps", 900);
    nabSeries(root, "realTweets/rests", Integer.MAX_VALUE);
    Recordings.write(
        root.resolve("nab/windows.json"),
        """
        {
          "realTraffic/jumps.csv": [
            ["%s.000000", "%s.000000"]
          ],
          "realTweets/rests.csv": []
        }
        """
            .formatted(nabTime(890), nabTime(990)));
  }

  private static void nabSeries(Path root, String name, int jump) throws IOException {
    var text = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 1152; i++) {
      double usual = 10 + 3 * Math.sin(i * Math.PI / 144) + 0.3 * noise(i);
      text.append(nabTime(i)).append(',').append(i >= jump && i < jump + 12 ? 40 : usual);
      text.append('\n');
    }
    Recordings.gzip(root.resolve("nab/data/" + name + ".csv.gz"), text.toString());
  }

  /** One experiment of 900 seconds: from 700 on its motor draws three times as much. */
  static String skab(String experiment) {
    var text =
        new StringBuilder(
            "experiment,datetime,Accelerometer1RMS,Accelerometer2RMS,Current,Pressure,"
                + "Temperature,Thermocouple,Voltage,Volume Flow RateRMS,anomaly,changepoint\n");
    for (int i = 0; i < 900; i++) {
      double n = noise(i);
      boolean wrong = i >= 700;
      text.append(experiment).append(',').append(SECONDS.format(START.plusSeconds(i)));
      text.append(
          String.format(
              Locale.ROOT,
              ",%.4f,%.4f,%.4f,%.4f,%.2f,%.2f,%.1f,%.2f,%s,0.0%n",
              0.02 + 0.001 * n,
              0.04 + 0.001 * noise(2 * i),
              (wrong ? 3 : 1) + 0.1 * n,
              0.2 + 0.1 * n,
              70 + n,
              25 + 0.1 * n,
              230 + 3 * n,
              32 + 0.2 * n,
              wrong ? "1.0" : "0.0"));
    }
    return text.toString();
  }

  /** The names of the 43 signals of C-Town. */
  private static List<String> signals() {
    var tanks = IntStream.rangeClosed(1, 7).mapToObj(i -> "L_T" + i);
    var pumps =
        IntStream.rangeClosed(1, 11).boxed().flatMap(i -> Stream.of("F_PU" + i, "S_PU" + i));
    var rest =
        "F_V2 S_V2 P_J280 P_J269 P_J300 P_J256 P_J289 P_J415 P_J302 P_J306 P_J307 P_J317 P_J14 P_J422";
    return Stream.of(tanks, pumps, Stream.of(rest.split(" ", -1))).flatMap(s -> s).toList();
  }

  /** Ten days without attacks, and ten with one of a day in which a tank runs over. */
  static void batadal(Path root) throws IOException {
    Recordings.gzip(root.resolve("batadal/dataset03_normal.csv.gz"), batadal(0, 240, 999));
    Recordings.gzip(root.resolve("batadal/dataset04_attacks.csv.gz"), batadal(1000, 240, 1100));
  }

  static String batadal(int begin, int hours, int attack) {
    var text = new StringBuilder("DATETIME," + String.join(",", SIGNALS) + ",ATT_FLAG\n");
    for (int i = begin; i < begin + hours; i++) {
      int hour = i;
      boolean attacked = i >= attack && i < attack + 24;
      text.append(MINUTES.format(START.plusHours(hour))).append(',');
      text.append(
          SIGNALS.stream()
              .map(name -> signal(name, hour, attacked))
              .collect(Collectors.joining(",")));
      text.append(attacked ? ",1\n" : ",0\n");
    }
    return text.toString();
  }

  private static String signal(String name, int hour, boolean attacked) {
    if (name.startsWith("S_")) {
      return hour % 24 < 12 ? "1" : "0";
    }
    double daily = Math.sin(hour * Math.PI / 12);
    double usual = 20 + 3 * daily + 0.2 * noise(31 * hour + name.hashCode() % 97);
    double level = name.startsWith("L_") ? usual / 10 : usual;
    return String.format(Locale.ROOT, "%.3f", attacked && name.equals("L_T1") ? 9 : level);
  }

  /** Three days of minutes with one event, rows without values before it, and one with NaN. */
  static void gecco(Path root) throws IOException {
    var text = new StringBuilder("Time,Tp,Cl,pH,Redox,Leit,Trueb,Cl_2,Fm,Fm_2,EVENT\n");
    for (int i = 0; i < 3 * 1440; i++) {
      text.append(SECONDS.format(START.plusMinutes(i)));
      boolean event = i >= 3600 && i < 3660;
      double n = noise(i);
      if (i >= 3000 && i < 3060) {
        text.append(",,,,,,,,,");
      } else if (i == 3100) {
        text.append(",NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN");
      } else {
        text.append(
            String.format(
                Locale.ROOT,
                ",%.2f,%.3f,%.3f,%.1f,%.1f,%.4f,%.3f,%.0f,%.0f",
                6.5 + 0.1 * n,
                0.17 + 0.01 * n,
                event ? 5 : 8.36 + 0.01 * n,
                (event ? 400 : 749) + n,
                211 + n,
                0.011 + 0.001 * n,
                0.118 + 0.01 * n,
                1600 + 50 * n,
                690 + 10 * n));
      }
      text.append(event ? ",1\n" : ",0\n");
    }
    Recordings.gzip(root.resolve("gecco2018/train.csv.gz"), text.toString());
  }

  static void skab(Path root) throws IOException {
    Recordings.gzip(root.resolve("skab/valve1.csv.gz"), skab("valve1/0"));
    Recordings.gzip(root.resolve("skab/anomaly_free.csv.gz"), "datetime,Current\n");
  }
}
