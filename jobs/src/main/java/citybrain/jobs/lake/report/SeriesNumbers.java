package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.reports.LakeReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Numbers the series whose readings are gathered: feed, feature, property, zone and district in
 * one, and the procedure with its position where they are asked for. It is asked for each reading:
 * mostly the series comes that came behind the last one before, for sensors tell in turn, or one
 * tells all it has.
 */
final class SeriesNumbers {

  /** What readings of a series have in common, as it stands before a run, and where they go. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Series(LakeReading first, byte[] head, List<String> groups) {

    private boolean is(ArchivedReading row, String district, String procedure) {
      return first.feature().equals(row.feature)
          && first.property().equals(row.property)
          && first.feed().equals(row.feed)
          && first.zone().equals(row.zone)
          && first.district().equals(district)
          && first.procedure().equals(procedure)
          && (procedure.isEmpty() || Objects.equals(first.position(), row.position()));
    }
  }

  private static final int FIRST_ROOM = 1 << 10;

  private final Function<LakeReading, List<String>> grouping;
  private final boolean tellsProceduresApart;
  private final List<Series> all = new ArrayList<>();

  /** Numbers plus one; zero where there is none. At most half of it is taken. */
  private int[] slots = new int[FIRST_ROOM];

  /** Of what is in the slots: few others need be looked at. */
  private int[] hashes = new int[FIRST_ROOM];

  /** By the number of a series, which came behind it. */
  private int[] behind = new int[FIRST_ROOM];

  private int last;

  /**
   * @param grouping tells the groups of a series by one of its readings
   * @param tellsProceduresApart whether what was observed by another procedure is another series
   */
  SeriesNumbers(Function<LakeReading, List<String>> grouping, boolean tellsProceduresApart) {
    this.grouping = grouping;
    this.tellsProceduresApart = tellsProceduresApart;
  }

  int size() {
    return all.size();
  }

  Series get(int number) {
    return all.get(number);
  }

  private static int hash(
      String feed, String feature, String property, String zone, String area, String procedure) {
    int hash = feature.hashCode();
    hash = 31 * hash + property.hashCode();
    hash = 31 * hash + feed.hashCode();
    hash = 31 * hash + zone.hashCode();
    hash = 31 * hash + area.hashCode();
    hash = 31 * hash + procedure.hashCode();
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  /** The number of the series of a row; a new one has the next. */
  int number(ArchivedReading row, String district) {
    var procedure = tellsProceduresApart ? row.procedure() : "";
    if (!all.isEmpty()) {
      int likely = behind[last];
      if (all.get(likely).is(row, district, procedure)) {
        last = likely;
        return likely;
      }
      // One in a while says nothing that is of use.
      int next = behind[likely];
      if (all.get(next).is(row, district, procedure)) {
        last = next;
        return next;
      }
    }
    int number = find(row, district, procedure);
    behind[last] = number;
    last = number;
    return number;
  }

  private int find(ArchivedReading row, String district, String procedure) {
    int hash = hash(row.feed, row.feature, row.property, row.zone, district, procedure);
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[slot] == hash && all.get(number).is(row, district, procedure)) {
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
            row.isMeasured(),
            procedure,
            procedure.isEmpty() ? null : row.position());
    all.add(new Series(first, OpenRun.head(first), List.copyOf(grouping.apply(first))));
    slots[slot] = all.size();
    hashes[slot] = hash;
    if (2 * all.size() > slots.length) {
      grow();
    }
    return all.size() - 1;
  }

  private void grow() {
    var before = slots;
    var hashesBefore = hashes;
    slots = new int[2 * before.length];
    hashes = new int[slots.length];
    behind = Arrays.copyOf(behind, slots.length);
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0) {
        int slot = hashesBefore[i] & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = before[i];
        hashes[slot] = hashesBefore[i];
      }
    }
  }
}
