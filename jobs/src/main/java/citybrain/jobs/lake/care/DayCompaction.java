package citybrain.jobs.lake.care;

import citybrain.jobs.lake.DaySwap;
import citybrain.jobs.lake.LakeFiles;
import citybrain.jobs.lake.LakeReport;
import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.FlinkInputFile;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import citybrain.jobs.lake.geoparquet.StoredRowReader;
import citybrain.jobs.lake.geoparquet.StoredRowWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the files of one day into few, sorted, and puts them in the place of the others
 * (decision 29). Memory holds the rows of a handful of series at a time, so a day is read several
 * times.
 */
final class DayCompaction {

  static final String PREFIX = "compacted-";

  /** Of files that are being written; not the ending that the archive's sweep looks for. */
  static final String UNFINISHED = ".compacting";

  private static final long PIECE_ROWS = 8L * StoredRowWriter.GROUP_ROWS;

  /** More of one series than this do not fit into memory. */
  private static final long LONGEST_SERIES = 2_000_000;

  private static final long FULL_FILE_BYTES = 256L << 20;

  /** What became of a day. */
  record Done(
      long filesBefore,
      long filesAfter,
      long rowsBefore,
      long rowsAfter,
      long bytesBefore,
      long bytesAfter) {}

  private final LakeFolder day;
  private final SortPlan plan;
  private final Duration settle;
  private final String id = UUID.randomUUID().toString();
  private final List<StoredFooter> footers = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private @Nullable ParquetWriter<Object[]> writer;
  private @Nullable FSDataOutputStream out;
  private Map<String, String> footer = Map.of();

  /** Rows left out that no file has said yet; those of earlier compactions among them. */
  private long superseded;

  private long rows;

  /**
   * @param settle how long readers that have listed the day may take to open it before its files go
   */
  DayCompaction(LakeFolder day, SortPlan plan, Duration settle) {
    this.day = day;
    this.plan = plan;
    this.settle = settle;
  }

  /** Whether there is something to gain. */
  static boolean isDue(LakeFolder day, SortPlan plan) {
    boolean isAllDone =
        day.files().stream().allMatch(file -> file.getPath().getName().startsWith(PREFIX));
    return !isAllDone && (day.files().size() > 1 || plan.hasRevisions());
  }

  /**
   * Does it; what was there stays when something goes wrong.
   *
   * @throws IllegalStateException when it cannot be done, saying what is in the way
   */
  Done run() throws IOException, InterruptedException {
    var card =
        Dictionary.find(day.dataset())
            .orElseThrow(() -> new IllegalStateException("is of no dataset that is known"));
    for (var file : day.files()) {
      footers.add(StoredFooter.of(LakeFolder.input(file)));
    }
    superseded = footers.stream().mapToLong(file -> file.number(LakeReport.SUPERSEDED)).sum();
    try {
      write(card, RowShape.of(card, footers));
      verify();
      publish();
    } finally {
      giveUpUnfinished();
    }
    long bytes = 0;
    for (var name : names()) {
      bytes += day.fileSystem().getFileStatus(new Path(day.path(), name)).getLen();
    }
    return new Done(
        day.files().size(),
        written.size(),
        footers.stream().mapToLong(StoredFooter::rows).sum(),
        rows,
        day.files().stream().mapToLong(FileStatus::getLen).sum(),
        bytes);
  }

  /** Nothing is left to do where all went well. */
  private void giveUpUnfinished() throws IOException {
    try {
      close();
    } finally {
      for (var file : written) {
        day.fileSystem().delete(file, false);
      }
    }
  }

  private void write(DatasetCard card, RowShape shape) throws IOException {
    var needed = new HashSet<>(plan.lead());
    needed.add(plan.key());
    needed.addAll(List.of("window_start", "window_end", ColumnTypes.BBOX));
    var narrow = shape.only(needed);
    var series = new SeriesRanks(narrow, plan);
    read(narrow, series::count);
    if (series.largest() > LONGEST_SERIES) {
      throw new IllegalStateException(
          "has a series of %s rows, more than fit into memory".formatted(series.largest()));
    }
    var cuts = series.pieces(PIECE_ROWS);
    var ranks = series.forRowsOf(shape, plan);
    for (int piece = 0; piece + 1 < cuts.size(); piece++) {
      int from = cuts.get(piece);
      int to = cuts.get(piece + 1);
      var held = new ArrayList<Ranked>();
      read(
          shape,
          row -> {
            int rank = ranks.rank(row);
            if (rank >= from && rank < to) {
              held.add(new Ranked(rank, row));
            }
          });
      var within = shape.by(plan.inner());
      held.sort(Comparator.comparingInt(Ranked::rank).thenComparing(Ranked::row, within));
      append(card, shape, series.size(), held);
    }
    close();
  }

  private record Ranked(int rank, Object[] row) {}

  /** What to do with a row. */
  private interface RowUse {
    void take(Object[] row) throws IOException;
  }

  private void read(RowShape shape, RowUse use) throws IOException {
    for (var file : day.files()) {
      try (var reader = StoredRowReader.open(LakeFolder.input(file), shape.columns())) {
        for (var row = reader.read(); row != null; row = reader.read()) {
          use.take(shape.complete(row));
        }
      }
    }
  }

  /** Rows in their order; of those that replace each other the last. */
  private void append(DatasetCard card, RowShape shape, int series, List<Ranked> sorted)
      throws IOException {
    var sameWindow =
        shape.by(plan.inner().stream().filter(name -> !name.equals(plan.revision())).toList());
    for (int i = 0; i < sorted.size(); i++) {
      var one = sorted.get(i);
      if (plan.hasRevisions()
          && i + 1 < sorted.size()
          && sorted.get(i + 1).rank == one.rank
          && sameWindow.compare(one.row, sorted.get(i + 1).row) == 0) {
        superseded++;
      } else {
        open(card, shape, series).write(one.row);
        rows++;
      }
    }
    if (writer != null && writer.getDataSize() > FULL_FILE_BYTES) {
      close();
    }
  }

  private ParquetWriter<Object[]> open(DatasetCard card, RowShape shape, int series)
      throws IOException {
    if (writer == null) {
      var file = new Path(day.path(), "." + name(written.size()) + UNFINISHED);
      written.add(file);
      out = day.fileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE);
      footer = footer(card);
      writer = StoredRowWriter.open(out, shape.columns(), footer, plan.key(), series);
    }
    return writer;
  }

  private String name(int number) {
    return PREFIX + id + "-" + number + LakeFiles.SUFFIX;
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    for (int i = 0; i < written.size(); i++) {
      names.add(name(i));
    }
    return names;
  }

  /** The writer asks for it when it is closed: what is counted by then is put in. */
  private Map<String, String> footer(DatasetCard card) {
    var footer = new LinkedHashMap<>(card.footer());
    var clocks =
        footers.stream().map(file -> file.said().getOrDefault(DatasetCard.TIME_ZONE, "")).toList();
    if (clocks.stream().distinct().count() == 1 && !clocks.get(0).isEmpty()) {
      footer.put(DatasetCard.TIME_ZONE, clocks.get(0));
    }
    return footer;
  }

  private void close() throws IOException {
    if (writer != null) {
      var closing = writer;
      writer = null;
      footer.put(LakeReport.SUPERSEDED, Long.toString(superseded));
      superseded = 0;
      closing.close();
    }
    if (out != null) {
      var closing = out;
      out = null;
      // What it replaces will be gone, also after the power was.
      closing.sync();
      closing.close();
    }
  }

  /** Reads back what was written: what it is to replace will be gone. */
  private void verify() throws IOException {
    long found = 0;
    for (var file : written) {
      var input = FlinkInputFile.of(file);
      var footer = StoredFooter.of(input);
      try (var reader = StoredRowReader.open(input, footer.schema())) {
        while (reader.read() != null) {
          found++;
        }
      }
    }
    if (found != rows) {
      throw new IllegalStateException(
          "was written with %s rows and read back with %s".formatted(rows, found));
    }
  }

  private void publish() throws IOException, InterruptedException {
    var files = day.fileSystem();
    var swap =
        new DaySwap(day.files().stream().map(file -> file.getPath().getName()).toList(), names());
    swap.begin(day.path());
    if (!swap.isStillDue(day.path())) {
      swap.giveUp(day.path());
      throw new IllegalStateException("was changed by somebody else");
    }
    Thread.sleep(settle.toMillis());
    for (int i = 0; i < written.size(); i++) {
      var target = new Path(day.path(), name(i));
      if (!files.rename(written.get(i), target)) {
        DaySwap.repair(day.path());
        throw new IOException("cannot rename " + written.get(i) + " to " + target);
      }
    }
    swap.end(day.path());
  }
}
