package citybrain.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The versions of our schemas, {@code name.vN.avsc}, and what a new version may not do: jobs of
 * both versions read and write the same topics while the city is updated.
 */
final class SchemaEvolution {

  private static final Path FOLDER = Path.of("src/main/resources/citybrain/wire");
  private static final Pattern FILE = Pattern.compile("(.+)\\.v(\\d+)\\.avsc");

  private SchemaEvolution() {}

  /** All versions by name, oldest first. */
  static Map<String, List<Schema>> versions() throws IOException {
    var byName = new TreeMap<String, TreeMap<Integer, Schema>>();
    try (var files = Files.list(FOLDER)) {
      for (var file : files.toList()) {
        var match = FILE.matcher(file.getFileName().toString());
        if (match.matches()) {
          byName
              .computeIfAbsent(match.group(1), name -> new TreeMap<>())
              .put(Integer.valueOf(match.group(2)), new Schema.Parser().parse(file.toFile()));
        }
      }
    }
    var versions = new TreeMap<String, List<Schema>>();
    byName.forEach((name, all) -> versions.put(name, List.copyOf(all.values())));
    return versions;
  }

  /** What is wrong with a sequence of versions, one line each. */
  static List<String> faults(List<Schema> versions) {
    var faults = new ArrayList<String>();
    for (int newer = 1; newer < versions.size(); newer++) {
      for (int older = 0; older < newer; older++) {
        var names = "v" + (newer + 1) + " reads v" + (older + 1) + ": ";
        faults.addAll(unreadable(names, versions.get(newer), versions.get(older)));
        names = "v" + (older + 1) + " reads v" + (newer + 1) + ": ";
        faults.addAll(unreadable(names, versions.get(older), versions.get(newer)));
      }
      faults.addAll(reordered(versions.get(newer - 1), versions.get(newer)));
    }
    return faults;
  }

  private static List<String> unreadable(String names, Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return result.getType() == SchemaCompatibilityType.COMPATIBLE
        ? List.of()
        : result.getResult().getIncompatibilities().stream()
            .map(one -> names + one.getType() + " at " + one.getLocation())
            .toList();
  }

  /** Avro goes by the names of enum symbols, our codecs by their places: symbols are appended. */
  private static List<String> reordered(Schema older, Schema newer) {
    var faults = new ArrayList<String>();
    for (var field : older.getFields()) {
      var now = newer.getField(field.name());
      if (now != null && field.schema().getType() == Schema.Type.ENUM) {
        var before = field.schema().getEnumSymbols();
        var after = now.schema().getEnumSymbols();
        if (after.size() < before.size() || !after.subList(0, before.size()).equals(before)) {
          faults.add(field.name() + ": symbols are appended, never moved or taken away");
        }
      }
    }
    return faults;
  }
}
