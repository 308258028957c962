package citybrain.jobs.lake.report;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.DamagedFile;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of archived observations that a report needs: folders of other cities, domains and days
 * are not looked into.
 *
 * @param files paths
 * @param from the first day that the report is about
 * @param to the last
 * @param odd what lies among them and is none, in a line each
 * @param problem why there is nothing, in words; null when there is something
 */
record ReportFiles(
    List<String> files, LocalDate from, LocalDate to, List<String> odd, @Nullable String problem) {

  static ReportFiles find(ReportSettings settings, String city) throws IOException {
    var report = settings.wanted();
    var domain = report.properties().iterator().next().domain().word();
    var root = new Path(settings.lake(), ObservationRows.DATASET);
    var ofCity = new Path(root, Partition.folder("city", city));
    var ofDomain = new Path(ofCity, Partition.folder("domain", domain));
    var odd = new ArrayList<String>();
    var days = days(ofDomain, odd);
    if (days.isEmpty()) {
      boolean isCityThere = !LakeFiles.folders(ofCity).isEmpty();
      var there =
          isCityThere
              ? "%s; there is: %s".formatted(ofDomain, values("domain", ofCity))
              : "%s; there is: %s".formatted(ofCity, values("city", root));
      return nothing(settings, odd, "the lake has no observations in " + there);
    }
    var first = days.firstKey();
    var last = days.lastKey();
    var from = settings.from().equals(LocalDate.MIN) ? first : settings.from();
    var to = settings.to().equals(LocalDate.MAX) ? last : settings.to();
    var files = new ArrayList<String>();
    if (!from.isAfter(to)) {
      for (var folder : days.subMap(from.minusDays(report.daysBefore()), true, to, true).values()) {
        LakeFiles.below(folder).forEach(file -> files.add(file.getPath().toString()));
        for (var file : LakeFiles.odd(folder)) {
          odd.add(DamagedFile.line(file.getPath().toString(), "no file of the lake"));
        }
      }
    }
    return files.isEmpty()
        ? nothing(
            settings,
            odd,
            "the lake has no observations in %s from %s to %s; it has days from %s to %s"
                .formatted(ofDomain, from, to, first, last))
        : new ReportFiles(files, from, to, odd, null);
  }

  private static ReportFiles nothing(ReportSettings settings, List<String> odd, String problem) {
    return new ReportFiles(List.of(), settings.from(), settings.to(), odd, problem);
  }

  private static NavigableMap<LocalDate, Path> days(Path domain, List<String> odd)
      throws IOException {
    var days = new TreeMap<LocalDate, Path>();
    for (var folder : LakeFiles.folders(domain)) {
      try {
        days.put(LocalDate.parse(Partition.value("date", folder.getName())), folder);
      } catch (DateTimeException e) {
        odd.add(DamagedFile.line(folder.toString(), "expected a folder date=YYYY-MM-DD"));
      }
    }
    return days;
  }

  private static String values(String key, Path folder) throws IOException {
    var values =
        LakeFiles.folders(folder).stream()
            .map(one -> Partition.value(key, one.getName()))
            .filter(value -> !value.isEmpty())
            .toList();
    return values.isEmpty() ? "nothing" : String.join(", ", values);
  }
}
