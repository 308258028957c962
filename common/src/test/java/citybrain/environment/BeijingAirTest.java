package citybrain.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.observation.ObservedProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The smog of December 2015 as Aotizhongxin measured it: the Chinese index of every hour, against
 * what pandas and numpy.interp make of the same file by the table of HJ 633-2012.
 */
class BeijingAirTest {

  private static final String RECORDING = "beijing-air/PRSA_Data_20130301-20160229.zip";
  private static final String STATION = "PRSA_Data_Aotizhongxin_20130301-20170228.csv";
  private static final LocalDate DAY = LocalDate.of(2015, 12, 1);

  private static final int HOURS = 738;
  private static final int[] LEVELS = {228, 84, 59, 44, 156, 167};
  private static final int[] SUMS = {
    10922, 380, 434, 936, 1694, 4267, 5624, 7640, 7317, 3452, 1459, 3250, 4930, 4141, 465, 373,
    1554, 2374, 4365, 5924, 7093, 8695, 6577, 2387, 11618, 7731, 1484, 3934, 7908, 2671, 1874
  };
  private static final Map<String, Integer> BLAMED =
      Map.of("PM2.5", 496, "PM10", 12, "NO2", 2, "none", 228);

  private static final List<ObservedProperty> COLUMNS =
      List.of(
          ObservedProperty.PM2_5,
          ObservedProperty.PM10,
          ObservedProperty.SULFUR_DIOXIDE,
          ObservedProperty.NITROGEN_DIOXIDE,
          ObservedProperty.CARBON_MONOXIDE,
          ObservedProperty.OZONE);

  /** By day of the month, the indices of its hours. */
  private static Map<Integer, List<AirQualityIndex>> december(Path zip) throws IOException {
    var days = new TreeMap<Integer, List<AirQualityIndex>>();
    try (var file = new ZipFile(zip.toFile());
        var in = file.getInputStream(file.getEntry(STATION));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var fields = line.split(",", -1);
        if (fields[1].equals("2015") && fields[2].equals("12")) {
          AirIndex.CHINA
              .of(air(fields), DAY)
              .ifPresent(
                  index ->
                      days.merge(
                          Integer.parseInt(fields[3]),
                          List.of(index),
                          (some, one) -> Stream.of(some, one).flatMap(List::stream).toList()));
        }
      }
    }
    return days;
  }

  private static AirHours air(String[] fields) {
    var hours = new HashMap<ObservedProperty, double[]>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      var text = fields[5 + i];
      if (!text.isEmpty() && !text.equals("NA")) {
        hours.put(COLUMNS.get(i), new double[] {Double.parseDouble(text)});
      }
    }
    return AirHours.of(hours);
  }

  @Test
  void everyHourOfAMonthIsWhatPandasMakesOfIt() throws IOException {
    var data = System.getenv("CITYBRAIN_DATA");
    boolean isThere = data != null && Files.exists(Path.of(data, RECORDING));
    if (!isThere) {
      System.err.println("SKIPPED: BeijingAirTest needs CITYBRAIN_DATA with " + RECORDING);
    }
    assumeTrue(isThere, "SKIPPED: the recording of Beijing is not there (set CITYBRAIN_DATA)");

    var days = december(Path.of(data, RECORDING));
    var levels = new int[AirIndex.LEVELS];
    var blamed = new TreeMap<String, Integer>();
    var sums = new int[31];
    days.forEach(
        (day, hours) ->
            hours.forEach(
                hour -> {
                  levels[hour.level() - 1]++;
                  sums[day - 1] += hour.value();
                  blamed.merge(
                      hour.responsible().map(SubIndex::symbol).orElse("none"), 1, Integer::sum);
                }));

    assertThat(Arrays.stream(levels).sum()).as("hours").isEqualTo(HOURS);
    assertThat(levels).containsExactly(LEVELS);
    assertThat(sums).as("sums of the hours of each day").containsExactly(SUMS);
    assertThat(blamed).as("primary pollutants").isEqualTo(BLAMED);
  }
}
