package citybrain.local.recording;

import citybrain.cityfile.SourcePattern;
import citybrain.feed.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what a {@code source:} names: a file, a folder, a glob, a {@code .gz}, entries of a zip or
 * tar ({@code x.zip!streams/*.stream}), or several of these, comma separated. Always in the same
 * order: as written, then by name.
 */
final class SourceFiles implements AutoCloseable {

  private final Path root;
  private final DataRoot inside;
  private final List<ZipFile> zips = new ArrayList<>();
  private final List<TarSpool> spools = new ArrayList<>();

  SourceFiles(Path root) {
    this.root = root;
    this.inside = new DataRoot(root);
  }

  /** A file by the name it has in the data folder, and where it really lies. */
  private record Found(String name, Path real) {}

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
      found.forEach(one -> all.add(one.real()));
    }
    return all;
  }

  private List<Entry> findPart(SourcePattern pattern) throws IOException {
    var entries = new ArrayList<Entry>();
    for (var file : files(pattern)) {
      if (file.name().endsWith(".zip")) {
        entries.addAll(zipped(file, pattern));
      } else if (TarSpool.isTar(file.name())) {
        var spool = TarSpool.of(file.real(), file.name(), pattern);
        spools.add(spool);
        entries.addAll(spool.entries());
      } else {
        entries.add(new Plain(file.name(), file.real()));
      }
    }
    return entries;
  }

  private List<Found> files(SourcePattern pattern) throws IOException {
    Path first = root.resolve(pattern.root());
    if (!Files.exists(first)) {
      return List.of();
    }
    var start = inside.real(first);
    var found = new TreeMap<Path, Found>();
    try (var below = Files.walk(start)) {
      for (var file : (Iterable<Path>) below::iterator) {
        var place = file.equals(start) ? first : first.resolve(start.relativize(file));
        var name = nameOf(place);
        if (pattern.matches(name) && Files.exists(file) && !Files.isDirectory(file)) {
          found.put(place, new Found(name, inside.regular(file)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return List.copyOf(found.values());
  }

  private List<Entry> zipped(Found file, SourcePattern pattern) throws IOException {
    ZipDirectory.check(file.real(), file.name());
    var zip = new ZipFile(file.real().toFile());
    zips.add(zip);
    boolean all = pattern.entries().isEmpty();
    var entries = new ArrayList<Entry>();
    for (var entry : zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
      if (!entry.isDirectory() && (all || pattern.matchesEntry(entry.getName()))) {
        TarSpool.checkName(entry.getName(), file.name());
        entries.add(new Zipped(file.name() + "!" + entry.getName(), file.real(), zip, entry));
      }
    }
    return entries;
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
        return DataRoot.unpacked(stored, name);
      } catch (IOException e) {
        stored.close();
        throw e;
      }
    }
  }

  private record Zipped(String name, Path file, ZipFile zip, ZipEntry entry) implements Entry {

    @Override
    public InputStream open() throws IOException {
      // The library reads no more than these packed bytes, whatever the entry says of itself.
      var inside =
          DataRoot.guarded(
              new WatchedStream(zip.getInputStream(entry), file),
              name,
              entry::getCompressedSize,
              Limits.RATIO);
      return name.endsWith(".gz") ? DataRoot.unpacked(inside, name) : inside;
    }
  }
}
