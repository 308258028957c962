package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.reports.LakeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Numbers the series whose readings are gathered: feed, feature, property, zone and district in
 * one. It is asked for each reading, so nothing is made to look one up.
 */
final class SeriesTable {

  /** What readings of a series have in common, as it stands before a run, and where they go. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Series(LakeReading first, byte[] head, List<String> groups) {

    private boolean is(ArchivedReading row, String district) {
      return first.feature().equals(row.feature)
          && first.property().equals(row.property)
          && first.feed().equals(row.feed)
          && first.zone().equals(row.zone)
          && first.district().equals(district);
    }
  }

  private static final int FIRST_ROOM = 1 << 10;

  private final Function<LakeReading, List<String>> grouping;
  private final List<Series> all = new ArrayList<>();

  /** Numbers plus one; zero where there is none. At most half of it is taken. */
  private int[] slots = new int[FIRST_ROOM];

  /**
   * @param grouping tells the groups of a series by one of its readings
   */
  SeriesTable(Function<LakeReading, List<String>> grouping) {
    this.grouping = grouping;
  }

  int size() {
    return all.size();
  }

  Series get(int number) {
    return all.get(number);
  }

  private static int hash(String feed, String feature, String property, String zone, String area) {
    int hash = feature.hashCode();
    hash = 31 * hash + property.hashCode();
    hash = 31 * hash + feed.hashCode();
    hash = 31 * hash + zone.hashCode();
    hash = 31 * hash + area.hashCode();
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  /** The number of the series of a row; a new one has the next. */
  int number(ArchivedReading row, String district) {
    int slot = hash(row.feed, row.feature, row.property, row.zone, district) & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (all.get(number).is(row, district)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    var first =
        new LakeReading(
            row.feed,
            row.feature,
            row.property,
            row.zone,
            district,
            row.phenomenonMillis,
            row.result,
            row.isMeasured());
    all.add(new Series(first, OpenRun.head(first), List.copyOf(grouping.apply(first))));
    slots[slot] = all.size();
    if (2 * all.size() > slots.length) {
      grow();
    }
    return all.size() - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < all.size(); number++) {
      var one = all.get(number).first;
      int slot =
          hash(one.feed(), one.feature(), one.property(), one.zone(), one.district())
              & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number + 1;
    }
  }
}
