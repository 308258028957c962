package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayPartTest {

  private static final long HOUR = 3_600_000;
  private static final long MIDNIGHT = 1_741_564_800_000L; // 2025-03-10

  private static byte[] stats(double... values) {
    var stats = new ZoneStats();
    for (double value : values) {
      stats.add(value);
    }
    return stats.bytes();
  }

  private static DayPart.Hour hour(int hour, double... values) {
    var features = new FeatureSet();
    features.add(hour);
    return new DayPart.Hour(
        MIDNIGHT + hour * HOUR, stats(values), features.sketch(number -> "f/" + number));
  }

  @Test
  void whatIsPackedIsReadAgainInParts() {
    var parts = new ArrayList<DayPart>();
    var packer = new DayPart.Packer("twin", "2025-03-10", parts::add);
    var packed = new ArrayList<String>();
    for (int zone = 0; zone < 500; zone++) {
      for (int hour = 0; hour < 24; hour++) {
        packer.add(new DayPart.Zone("h3", "z" + zone, "PM10"), hour(hour, zone, hour));
        packed.add("z" + zone + " " + (MIDNIGHT + hour * HOUR) + " " + (zone + hour));
      }
    }
    packer.end();
    packer.end();

    var read = new ArrayList<String>();
    for (var part : parts) {
      part.read(
          (zone, hour) ->
              read.add(
                  zone.zone()
                      + " "
                      + hour.start()
                      + " "
                      + (int) ZoneStats.of(hour.stats()).moments().sum()));
    }
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(parts).allMatch(part -> part.day().equals("twin|2025-03-10"));
    assertThat(read).isEqualTo(packed);
  }

  @Test
  void hoursOfSeveralFilesAreOneAndTheDayIsOfAll() {
    var west = new DayPart.Zone("district", "west", "PM10");
    var cell = new DayPart.Zone("h3", "", "PM10");
    var day = new DayRows();
    for (int file = 0; file < 2; file++) {
      var packer = new DayPart.Packer("twin", "2025-03-10", day::add);
      packer.add(west, hour(3 - file, 10, 20));
      packer.add(west, hour(5, file));
      packer.add(cell, hour(0, 1));
      packer.end();
    }
    var rows = day.rows(ZoneOffset.UTC);
    assertThat(rows)
        .extracting(
            row ->
                "%s %s %s %s %s"
                    .formatted(
                        row.layer(),
                        row.isDay() ? "day" : "hour",
                        (row.start() - MIDNIGHT) / HOUR,
                        row.figures().measured().count(),
                        row.figures().featureCount()))
        .isEqualTo(
            List.of(
                "district hour 2 2 1",
                "district hour 3 2 1",
                "district hour 5 2 1",
                "h3 hour 0 2 1",
                "district day 0 6 3",
                "h3 day 0 2 1"));
  }
}
