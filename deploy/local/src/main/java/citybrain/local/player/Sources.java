package citybrain.local.player;

import citybrain.cityfile.SourcePattern;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what a {@code source:} names: a file, a folder, a glob, a {@code .gz}, entries of a zip or
 * tar ({@code x.zip!streams/*.stream}), or several of these, comma separated. Always in the same
 * order: as written, then by name.
 */
final class Sources implements AutoCloseable {

  private static final int UNZIP_BUFFER = 32 * 1024;

  private final Path root;
  private final List<ZipFile> zips = new ArrayList<>();
  private final List<TarSpool> spools = new ArrayList<>();

  Sources(Path root) {
    this.root = root;
  }

  /** All pieces of the source; empty when a part of it names nothing that is there. */
  List<Entry> find(String source) throws IOException {
    var entries = new ArrayList<Entry>();
    for (String part : source.split(",", -1)) {
      var found = findPart(SourcePattern.parse(part));
      if (found.isEmpty()) {
        return List.of();
      }
      entries.addAll(found);
    }
    return entries;
  }

  /** The files it lies in, archives unopened; empty when a part of it names nothing there. */
  List<Path> files(String source) throws IOException {
    var all = new ArrayList<Path>();
    for (String part : source.split(",", -1)) {
      var found = files(SourcePattern.parse(part));
      if (found.isEmpty()) {
        return List.of();
      }
      all.addAll(found);
    }
    return all;
  }

  private List<Entry> findPart(SourcePattern pattern) throws IOException {
    var entries = new ArrayList<Entry>();
    for (Path file : files(pattern)) {
      if (file.toString().endsWith(".zip")) {
        entries.addAll(zipped(file, pattern));
      } else if (TarSpool.isTar(file.toString())) {
        var spool = TarSpool.of(file, nameOf(file), pattern);
        spools.add(spool);
        entries.addAll(spool.entries());
      } else {
        entries.add(new Plain(nameOf(file), file));
      }
    }
    return entries;
  }

  private List<Path> files(SourcePattern pattern) throws IOException {
    Path first = root.resolve(pattern.root());
    if (!Files.exists(first)) {
      return List.of();
    }
    try (var below = Files.walk(first)) {
      return below
          .filter(file -> pattern.matches(nameOf(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  private List<Entry> zipped(Path file, SourcePattern pattern) throws IOException {
    var zip = new ZipFile(file.toFile());
    zips.add(zip);
    boolean all = pattern.entries().isEmpty();
    return zip.stream()
        .filter(entry -> !entry.isDirectory() && (all || pattern.matchesEntry(entry.getName())))
        .sorted(Comparator.comparing(ZipEntry::getName))
        .<Entry>map(entry -> new Zipped(nameOf(file) + "!" + entry.getName(), file, zip, entry))
        .toList();
  }

  private String nameOf(Path file) {
    return (file.startsWith(root) ? root.relativize(file) : file).toString();
  }

  @Override
  public void close() throws IOException {
    for (var zip : zips) {
      zip.close();
    }
    for (var spool : spools) {
      spool.close();
    }
  }

  private record Plain(String name, Path file) implements Entry {

    @Override
    public InputStream open() throws IOException {
      var stored = new WatchedStream(Files.newInputStream(file), file);
      if (!name.endsWith(".gz")) {
        return stored;
      }
      try {
        return new GZIPInputStream(new BufferedInputStream(stored, UNZIP_BUFFER), UNZIP_BUFFER);
      } catch (IOException e) {
        stored.close();
        throw e;
      }
    }
  }

  private record Zipped(String name, Path file, ZipFile zip, ZipEntry entry) implements Entry {

    @Override
    public InputStream open() throws IOException {
      var inside = new WatchedStream(zip.getInputStream(entry), file);
      return name.endsWith(".gz") ? new GZIPInputStream(inside, UNZIP_BUFFER) : inside;
    }
  }
}
