package citybrain.synthetic.transit;

import static java.util.Objects.requireNonNull;

import citybrain.synthetic.SyntheticCity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** The timetable a city writes, read by a few lines that share nothing with who wrote it. */
record GtfsZip(byte[] bytes, Map<String, List<Row>> tables) {

  @SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of rows share their names
  record Row(String[] names, String[] cells) {

    String cell(String column) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(column)) {
          return cells[i];
        }
      }
      throw new IllegalArgumentException("no column " + column);
    }
  }

  static GtfsZip of(SyntheticCity city) throws IOException {
    var out = new ByteArrayOutputStream();
    city.writeReference("transit/gtfs.zip", out);
    var tables = new HashMap<String, List<Row>>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        tables.put(entry.getName(), rows(new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return new GtfsZip(out.toByteArray(), tables);
  }

  private static List<Row> rows(String text) {
    var lines = text.split("\n", -1);
    var names = lines[0].split(",", -1);
    var rows = new ArrayList<Row>();
    for (int line = 1; line < lines.length - 1; line++) {
      var cells = lines[line].split(",", -1);
      if (cells.length != names.length) {
        throw new IllegalArgumentException(lines[line] + " under " + lines[0]);
      }
      rows.add(new Row(names, cells));
    }
    return rows;
  }

  List<Row> table(String name) {
    return requireNonNull(tables.get(name + ".txt"), name);
  }

  List<String> column(String table, String column) {
    return table(table).stream().map(row -> row.cell(column)).toList();
  }

  /** The stop times of each trip, in the order of the file. */
  Map<String, List<Row>> stopTimes() {
    var trips = new LinkedHashMap<String, List<Row>>();
    for (var row : table("stop_times")) {
      trips.computeIfAbsent(row.cell("trip_id"), id -> new ArrayList<>()).add(row);
    }
    return trips;
  }

  static int seconds(String time) {
    var parts = time.split(":", -1);
    return Integer.parseInt(parts[0]) * 3600
        + Integer.parseInt(parts[1]) * 60
        + Integer.parseInt(parts[2]);
  }
}
