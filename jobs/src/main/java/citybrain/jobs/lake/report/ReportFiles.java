package citybrain.jobs.lake.report;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.Partition;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.lake.summary.DamagedFile;
import citybrain.observation.Domain;
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
    return find(
        settings.lake(),
        city,
        report.properties().iterator().next().domain(),
        settings.from(),
        settings.to(),
        report.daysBefore());
  }

  /**
   * Those of one city and domain.
   *
   * @param wantedFrom {@link LocalDate#MIN} for the first day that there is
   * @param wantedTo {@link LocalDate#MAX} for the last
   * @param daysBefore that are read as well
   */
  static ReportFiles find(
      String lake,
      String city,
      Domain domain,
      LocalDate wantedFrom,
      LocalDate wantedTo,
      int daysBefore)
      throws IOException {
    var root = new Path(lake, ObservationRows.DATASET);
    var ofCity = new Path(root, Partition.folder("city", city));
    var ofDomain = new Path(ofCity, Partition.folder("domain", domain.word()));
    var odd = new ArrayList<String>();
    var days = days(ofDomain, odd);
    if (days.isEmpty()) {
      boolean isCityThere = !LakeFiles.folders(ofCity).isEmpty();
      var there =
          isCityThere
              ? "%s; there is: %s".formatted(ofDomain, values("domain", ofCity))
              : "%s; there is: %s".formatted(ofCity, values("city", root));
      return nothing(wantedFrom, wantedTo, odd, "the lake has no observations in " + there);
    }
    var first = days.firstKey();
    var last = days.lastKey();
    var from = wantedFrom.equals(LocalDate.MIN) ? first : wantedFrom;
    var to = wantedTo.equals(LocalDate.MAX) ? last : wantedTo;
    var files = new ArrayList<String>();
    if (!from.isAfter(to)) {
      for (var folder : days.subMap(from.minusDays(daysBefore), true, to, true).values()) {
        LakeFiles.below(folder).forEach(file -> files.add(file.getPath().toString()));
        for (var file : LakeFiles.odd(folder)) {
          odd.add(DamagedFile.line(file.getPath().toString(), "no file of the lake"));
        }
      }
    }
    return files.isEmpty()
        ? nothing(
            wantedFrom,
            wantedTo,
            odd,
            "the lake has no observations in %s from %s to %s; it has days from %s to %s"
                .formatted(ofDomain, from, to, first, last))
        : new ReportFiles(files, from, to, odd, null);
  }

  private static ReportFiles nothing(
      LocalDate from, LocalDate to, List<String> odd, String problem) {
    return new ReportFiles(List.of(), from, to, odd, problem);
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
