package citybrain.jobs.lake.summary;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rows of one city and day: of each zone and hour what its files say of it, merged, and of each
 * zone the day, merged of its hours. No reading is looked at again for a day.
 */
final class DayRows {

  private static final Comparator<DayPart.Hour> BY_TIME =
      Comparator.comparingLong(DayPart.Hour::start);

  private final Map<DayPart.Zone, List<DayPart.Hour>> zones = new HashMap<>();
  private String city = "";
  private String date = "";

  void add(DayPart part) {
    city = part.city();
    date = part.date();
    part.read((zone, hour) -> zones.computeIfAbsent(zone, first -> new ArrayList<>()).add(hour));
  }

  String city() {
    return city;
  }

  /** As the folder has it, YYYY-MM-DD. */
  String date() {
    return date;
  }

  /**
   * Hours, and then days, each by layer, zone and property; what was added is gone. Zones are
   * computed side by side and ahead of who takes their rows: a lake of one day has one writer.
   */
  Iterable<SummaryRow> rows(ZoneId timeZone) {
    long midnight = LocalDate.parse(date).atStartOfDay(timeZone).toInstant().toEpochMilli();
    var sorted = new ArrayList<>(zones.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    zones.clear();
    var computed =
        ComputedAhead.of(sorted, zone -> ZoneDay.of(zone.getKey(), midnight, zone.getValue()));
    return () ->
        Stream.concat(
                computed.stream().flatMap(zone -> zone.hours.stream()),
                computed.stream().map(zone -> zone.day))
            .iterator();
  }

  /** The rows of one zone and property. */
  private record ZoneDay(SummaryRow day, List<SummaryRow> hours) {

    static ZoneDay of(DayPart.Zone zone, long midnight, List<DayPart.Hour> parts) {
      parts.sort(BY_TIME);
      var day = new ZoneStats();
      var features = new ArrayList<byte[]>();
      var hours = new ArrayList<SummaryRow>();
      for (int from = 0; from < parts.size(); ) {
        int to = from + 1;
        while (to < parts.size() && parts.get(to).start() == parts.get(from).start()) {
          to++;
        }
        var same = parts.subList(from, to);
        var hour = stats(same);
        var seen = FeatureSet.union(same.stream().map(DayPart.Hour::features).toList());
        day.merge(hour);
        features.add(seen);
        hours.add(row(zone, false, same.get(0).start(), hour, seen));
        from = to;
      }
      return new ZoneDay(row(zone, true, midnight, day, FeatureSet.union(features)), hours);
    }

    private static ZoneStats stats(List<DayPart.Hour> parts) {
      var stats = ZoneStats.of(parts.get(0).stats());
      for (var part : parts.subList(1, parts.size())) {
        stats.merge(ZoneStats.of(part.stats()));
      }
      return stats;
    }

    private static SummaryRow row(
        DayPart.Zone zone, boolean isDay, long start, ZoneStats stats, byte[] features) {
      return new SummaryRow(
          zone.layer(),
          zone.zone(),
          zone.property(),
          isDay,
          start,
          ZoneFigures.of(stats, features));
    }
  }
}
