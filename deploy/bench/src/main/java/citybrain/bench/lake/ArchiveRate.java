package citybrain.bench.lake;

import citybrain.bench.CpuTime;
import citybrain.bench.Parent;
import citybrain.feed.SettingException;
import citybrain.jobs.lake.geoparquet.GeoParquet;
import citybrain.jobs.lake.rows.ObservationRows;
import citybrain.jobs.runtime.Config;
import citybrain.observation.Stamped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.FileSystem.WriteMode;

/**
 * Writes the first day that {@link LakeMaker} makes, by the writer of the archive, a few times into
 * one file, from memory and in one thread. A child process of {@code ./citybrain bench lake}; the
 * figures are of the last pass, compilers and collector included.
 */
public final class ArchiveRate {

  private ArchiveRate() {}

  public static void main(String[] args) throws IOException {
    var config = Config.from(args);
    var plan = LakeMaker.Plan.from(config);
    int passes = config.count("passes", "of which the last counts", 4);
    var to = config.text("to", "the file that is written", "");
    var figures = config.text("json", "file for the figures", "");
    var child = Parent.setting(config);
    if (config.helpWanted()) {
      System.out.print(config.help());
      return;
    }
    config.refuseUnknown();
    if (child) {
      Parent.endWithIt();
    }
    if (passes < 1) {
      throw new SettingException("setting 'passes' must be 1 or more");
    }
    var rows = new LakeMaker(plan, Path.of("")).firstDay();
    var file = Path.of(to);
    for (int pass = 1; pass < passes; pass++) {
      write(rows, file);
    }
    var before = CpuTime.now();
    long start = System.nanoTime();
    write(rows, file);
    double seconds = (System.nanoTime() - start) / 1e9;
    var spent = CpuTime.now().since(before);
    new ObjectMapper()
        .writeValue(
            Path.of(figures).toFile(),
            Map.of(
                "cpu_seconds", spent.all(),
                "compilers_cpu_seconds", spent.compilers(),
                "seconds", seconds,
                "rows", rows.size(),
                "bytes", Files.size(file)));
  }

  private static void write(List<Stamped> rows, Path file) throws IOException {
    var target = new org.apache.flink.core.fs.Path(file.toUri());
    try (var out = target.getFileSystem().create(target, WriteMode.OVERWRITE)) {
      var writer = GeoParquet.of(new ObservationRows()).create(out);
      for (var one : rows) {
        writer.addElement(one);
      }
      writer.finish();
    }
  }
}
