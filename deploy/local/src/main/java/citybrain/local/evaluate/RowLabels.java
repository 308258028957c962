package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of a table of data, and which of them are labelled in another or the same table.
 *
 * @param timelines by the feature that the rows are of, in the order in which the features come
 * @param labels of each, row by row
 */
record RowLabels(List<Timeline> timelines, List<boolean[]> labels) {

  /**
   * Where rows, features and labels stand.
   *
   * @param feature the column of the feature; empty when all rows are of one
   * @param flag the column that is 1 in rows that are labelled, else 0
   */
  record Columns(String feature, String time, String flag, ZoneId zone) {

    String feature(LabelTable.Line line) {
      return feature.isEmpty() ? "" : line.text(feature);
    }

    LabelTable open(SetFolder.Found file, boolean labelled) {
      var needed = new ArrayList<>(List.of(time));
      if (!feature.isEmpty()) {
        needed.add(feature);
      }
      if (labelled) {
        needed.add(flag);
      }
      return new LabelTable(file, ",", needed.toArray(String[]::new));
    }
  }

  private static final class Times {
    private long[] times = new long[1024];
    private int size;

    void add(long time) {
      times = size == times.length ? Arrays.copyOf(times, 2 * size) : times;
      times[size++] = time;
    }
  }

  /**
   * Reads both.
   *
   * @param data files with the rows, those of one feature in the order of time
   * @param labelled files with the labels
   * @param first of the rows of each feature that is scored
   * @throws citybrain.feed.SettingException when a label is about a feature or time without a row
   */
  static RowLabels read(
      List<SetFolder.Found> data, List<SetFolder.Found> labelled, Columns columns, int first) {
    var rows = new TreeMap<String, Times>();
    var order = new ArrayList<String>();
    for (var file : data) {
      columns
          .open(file, false)
          .forEach(
              line ->
                  rows.computeIfAbsent(
                          columns.feature(line),
                          feature -> {
                            order.add(feature);
                            return new Times();
                          })
                      .add(line.time(columns.time, columns.zone)));
    }
    if (order.isEmpty()) {
      throw new SettingException(data.get(0).name() + ":1: there are no rows; expected some");
    }
    var timelines = new ArrayList<Timeline>();
    var labels = new ArrayList<boolean[]>();
    var places = new HashMap<String, Integer>();
    for (var feature : order) {
      var times = rows.getOrDefault(feature, new Times());
      var sorted = Arrays.copyOf(times.times, times.size);
      Arrays.sort(sorted);
      places.put(feature, timelines.size());
      timelines.add(new Timeline(feature, sorted, Math.min(first, Math.max(0, times.size - 1))));
      labels.add(new boolean[times.size]);
    }
    var all = new RowLabels(timelines, labels);
    for (var file : labelled) {
      columns.open(file, true).forEach(line -> all.label(line, columns, places));
    }
    return all;
  }

  private void label(LabelTable.Line line, Columns columns, Map<String, Integer> places) {
    int place = places.getOrDefault(columns.feature(line), -1);
    if (place < 0) {
      throw line.wrong(columns.feature, "a feature of which there are data");
    }
    int row = timelines.get(place).exactRow(line.time(columns.time, columns.zone));
    if (row < 0) {
      throw line.wrong(columns.time, "the time of a row of the data");
    }
    labels.get(place)[row] = line.flag(columns.flag);
  }
}
