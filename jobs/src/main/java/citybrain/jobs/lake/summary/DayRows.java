package citybrain.jobs.lake.summary;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Days, and then hours, each by layer, zone and property; what was added is gone. */
  List<SummaryRow> rows(ZoneId timeZone) {
    long midnight = LocalDate.parse(date).atStartOfDay(timeZone).toInstant().toEpochMilli();
    var days = new ArrayList<SummaryRow>(zones.size());
    var hours = new ArrayList<SummaryRow>();
    var sorted = new ArrayList<>(zones.keySet());
    sorted.sort(null);
    for (var zone : sorted) {
      var parts = zones.getOrDefault(zone, List.of());
      zones.remove(zone);
      parts.sort(BY_TIME);
      var day = new ZoneStats();
      var features = new ArrayList<byte[]>();
      for (int from = 0; from < parts.size(); ) {
        int to = from + 1;
        while (to < parts.size() && parts.get(to).start() == parts.get(from).start()) {
          to++;
        }
        var hour = merged(zone, parts.subList(from, to));
        day.merge(hour.stats());
        features.add(hour.features());
        hours.add(hour);
        from = to;
      }
      days.add(row(zone, true, midnight, day, FeatureSet.union(features)));
    }
    days.addAll(hours);
    return days;
  }

  private static SummaryRow merged(DayPart.Zone zone, List<DayPart.Hour> parts) {
    var first = parts.get(0);
    var stats = ZoneStats.of(first.stats());
    for (var part : parts.subList(1, parts.size())) {
      stats.merge(ZoneStats.of(part.stats()));
    }
    var features =
        parts.size() == 1
            ? first.features()
            : FeatureSet.union(parts.stream().map(DayPart.Hour::features).toList());
    return row(zone, false, first.start(), stats, features);
  }

  private static SummaryRow row(
      DayPart.Zone zone, boolean isDay, long start, ZoneStats stats, byte[] features) {
    return new SummaryRow(
        zone.layer(), zone.zone(), zone.property(), isDay, start, stats, features);
  }
}
