package citybrain.jobs.lake.care;

import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import citybrain.jobs.lake.geoparquet.StoredRowReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads files whole and holds them against what they say of themselves, against their folder and
 * against the data dictionary.
 *
 * @param timeZones of cities, for files that do not name theirs
 */
record Verify(Map<String, ZoneId> timeZones) {

  static final String ASIDE = "_damaged";

  private static final int LONGEST_REASON = 300;
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** A file, and what is wrong with it. */
  record Damaged(String file, String reason, boolean isSetAside) {}

  /**
   * What was found.
   *
   * @param undated files whose dates could be checked to a day only, for nobody says whose clock
   *     they go by
   */
  record Found(long files, long rows, long undated, List<Damaged> damaged) {}

  /** All files that are wanted; damaged ones go out of the way of readers when they are to. */
  Found lake(String lake, LakeFolder.Wanted wanted, boolean setAside, Consumer<Damaged> told)
      throws IOException {
    long files = 0;
    long rows = 0;
    long undated = 0;
    var damaged = new ArrayList<Damaged>();
    for (var listed : LakeFolder.in(lake, wanted)) {
      var found = listed.lookAgain(this::folder);
      files += found.files;
      rows += found.rows;
      undated += found.undated;
      for (var file : found.damaged) {
        var one = setAside ? aside(lake, file) : file;
        damaged.add(one.told());
        told.accept(one.told());
      }
    }
    for (var odd : odd(lake, wanted)) {
      damaged.add(odd);
      told.accept(odd);
    }
    return new Found(files, rows, undated, damaged);
  }

  /** A damaged file that is still where it was. */
  private record Wrong(LakeFolder folder, FileStatus file, String reason, boolean isSetAside) {

    Damaged told() {
      return new Damaged(folder.name() + "/" + file.getPath().getName(), reason, isSetAside);
    }
  }

  private record InFolder(long files, long rows, long undated, List<Wrong> damaged) {}

  private InFolder folder(LakeFolder folder) throws IOException {
    long rows = 0;
    long undated = 0;
    var damaged = new ArrayList<Wrong>();
    for (var file : folder.files()) {
      try {
        var footer = StoredFooter.of(LakeFolder.input(file));
        var problem = problem(folder, file, footer);
        if (problem.isPresent()) {
          damaged.add(new Wrong(folder, file, problem.get(), false));
        } else {
          rows += footer.rows();
          undated += timeZone(folder, footer).isEmpty() && !folder.date().isEmpty() ? 1 : 0;
        }
      } catch (FileNotFoundException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // Parquet says "not a Parquet file" with a RuntimeException.
        damaged.add(new Wrong(folder, file, reason(e), false));
      }
    }
    return new InFolder(folder.files().size(), rows, undated, damaged);
  }

  private static String reason(Exception e) {
    var cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
    var text = (e.getMessage() + cause).replaceAll("\\p{Cntrl}+", " ");
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "..." : text;
  }

  private static Wrong aside(String lake, Wrong wrong) throws IOException {
    var files = wrong.folder.fileSystem();
    var aside = new Path(new Path(lake, ASIDE), wrong.folder.name());
    files.mkdirs(aside);
    var from = wrong.file.getPath();
    var target = new Path(aside, from.getName());
    if (files.exists(target) || !files.rename(from, target)) {
      throw new IOException("cannot move " + from + " to " + target);
    }
    return new Wrong(wrong.folder, wrong.file, wrong.reason, true);
  }

  /** What lies among files of the lake and is none; it is named and stays. */
  private static List<Damaged> odd(String lake, LakeFolder.Wanted wanted) throws IOException {
    var odd = new ArrayList<Damaged>();
    for (var dataset : LakeFiles.folders(new Path(lake))) {
      if (wanted.dataset().map(dataset.getName()::equals).orElse(true)) {
        for (var file : LakeFiles.odd(dataset)) {
          var why = file.isDir() ? "is a folder with the name of a file" : "is no file of the lake";
          odd.add(new Damaged(file.getPath().toString(), why, false));
        }
      }
    }
    return odd;
  }

  /** What is wrong with a file that has a sound footer, in words; nothing when all is well. */
  Optional<String> problem(LakeFolder folder, FileStatus file, StoredFooter footer)
      throws IOException {
    var card = Dictionary.find(folder.dataset());
    var schema = card.flatMap(known -> problem(known, footer));
    if (schema.isPresent()) {
      return schema;
    }
    if (card.filter(known -> !known.time().isEmpty()).isPresent()
        && !DATE.matcher(folder.date()).matches()) {
      return Optional.of("lies in no folder date=YYYY-MM-DD");
    }
    var columns = footer.schema();
    var time = card.map(DatasetCard::time).orElse("");
    int place =
        !folder.date().isEmpty() && !time.isEmpty() && columns.containsField(time)
            ? StoredRowReader.place(columns, time)
            : -1;
    var dates = new Dates(folder.date(), timeZone(folder, footer));
    long rows = 0;
    try (var reader = StoredRowReader.open(LakeFolder.input(file), columns)) {
      for (var row = reader.read(); row != null; row = reader.read()) {
        rows++;
        if (place >= 0 && !dates.has((Long) row[place])) {
          return Optional.of(
              "row %s is of %s, which is not in folder date=%s"
                  .formatted(rows, Instant.ofEpochMilli((Long) row[place]), folder.date()));
        }
      }
    }
    return rows == footer.rows()
        ? Optional.empty()
        : Optional.of("has %s rows, its footer says %s".formatted(rows, footer.rows()));
  }

  private Optional<ZoneId> timeZone(LakeFolder folder, StoredFooter footer) {
    var said = footer.said().get(DatasetCard.TIME_ZONE);
    return said != null
        ? Optional.of(ZoneId.of(said))
        : Optional.ofNullable(timeZones.get(folder.city()));
  }

  private static Optional<String> problem(DatasetCard card, StoredFooter footer) {
    var file = footer.schema();
    for (var column : card.columns()) {
      if (!file.containsField(column.name())) {
        if (column.since() <= footer.version()) {
          return Optional.of("has no column " + column.name());
        }
      } else if (!isSame(card.schema(), file, column.name())) {
        return Optional.of(
            "column %s is %s, not %s"
                .formatted(column.name(), file.getType(column.name()), column.type()));
      }
    }
    return footer.version() > card.version()
        ? Optional.empty() // a later version may have columns that we do not know
        : file.getFields().stream()
            .map(Type::getName)
            .filter(name -> card.find(name).isEmpty())
            .findFirst()
            .map(name -> "has a column " + name + ", which the dataset has not");
  }

  /** Whether a column is of the same kind in both; it may be null in one of them only. */
  private static boolean isSame(MessageType one, MessageType other, String column) {
    var a = one.getType(column);
    var b = other.getType(column);
    if (a.isPrimitive() != b.isPrimitive()) {
      return false;
    }
    return a.isPrimitive()
        ? a.asPrimitiveType().getPrimitiveTypeName() == b.asPrimitiveType().getPrimitiveTypeName()
            && Objects.equals(a.getLogicalTypeAnnotation(), b.getLogicalTypeAnnotation())
        : a.asGroupType().getFieldCount() == b.asGroupType().getFieldCount();
  }

  /** Whether times lie on the day of a folder. */
  private static final class Dates {

    private static final long OFF_MILLIS = 14 * 3_600_000L;

    private final long from;
    private final long to;

    Dates(String date, Optional<ZoneId> zone) {
      if (!DATE.matcher(date).matches()) {
        from = Long.MIN_VALUE;
        to = Long.MAX_VALUE;
        return;
      }
      var day = LocalDate.parse(date);
      var clock = zone.orElse(ZoneOffset.UTC);
      // Without a clock a day is any that somebody on Earth calls so.
      long slack = zone.isPresent() ? 0 : OFF_MILLIS;
      from = day.atStartOfDay(clock).toInstant().toEpochMilli() - slack;
      to = day.plusDays(1).atStartOfDay(clock).toInstant().toEpochMilli() + slack;
    }

    boolean has(long millis) {
      return millis >= from && millis < to;
    }
  }
}
