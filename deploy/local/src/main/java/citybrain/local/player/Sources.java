package citybrain.local.player;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what a {@code source:} names: a file, a folder, a glob, a {@code .gz}, entries of a zip
 * ({@code x.zip!streams/*.stream}), or several of these, comma separated. Always in the same order:
 * as written, then by name.
 */
final class Sources implements AutoCloseable {

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final int UNZIP_BUFFER = 32 * 1024;

  private final Path root;
  private final List<ZipFile> zips = new ArrayList<>();

  Sources(Path root) {
    this.root = root;
  }

  /** All pieces of the source; empty when a part of it names nothing that is there. */
  List<Entry> find(String source) throws IOException {
    var entries = new ArrayList<Entry>();
    for (String part : source.split(",", -1)) {
      var found = findPart(part.strip());
      if (found.isEmpty()) {
        return List.of();
      }
      entries.addAll(found);
    }
    return entries;
  }

  private List<Entry> findPart(String part) throws IOException {
    int bang = part.indexOf('!');
    String files = bang < 0 ? part : part.substring(0, bang);
    var entries = new ArrayList<Entry>();
    for (Path file : files(files)) {
      if (bang >= 0 || file.toString().endsWith(".zip")) {
        entries.addAll(zipped(file, bang < 0 ? "**" : part.substring(bang + 1)));
      } else {
        entries.add(plain(file));
      }
    }
    return entries;
  }

  private List<Path> files(String pattern) throws IOException {
    if (WILDCARD.matcher(pattern).find()) {
      return matching(pattern);
    }
    Path path = root.resolve(pattern);
    if (!Files.isDirectory(path)) {
      return Files.isRegularFile(path) ? List.of(path) : List.of();
    }
    try (var inside = Files.list(path)) {
      return inside.filter(Sources::isData).sorted().toList();
    }
  }

  private List<Path> matching(String pattern) throws IOException {
    String before = pattern.split("[*?\\[{]", 2)[0];
    Path folder = root.resolve(before.substring(0, before.lastIndexOf('/') + 1));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + root.resolve(pattern));
    try (var inside = Files.walk(folder)) {
      return inside.filter(Sources::isData).filter(matcher::matches).sorted().toList();
    }
  }

  private static boolean isData(Path path) {
    return Files.isRegularFile(path) && !path.getFileName().toString().startsWith(".");
  }

  private List<Entry> zipped(Path file, String pattern) throws IOException {
    var zip = new ZipFile(file.toFile());
    zips.add(zip);
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return zip.stream()
        .filter(entry -> !entry.isDirectory() && matcher.matches(Path.of(entry.getName())))
        .sorted(Comparator.comparing(ZipEntry::getName))
        .<Entry>map(entry -> new Zipped(nameOf(file) + "!" + entry.getName(), file, zip, entry))
        .toList();
  }

  private Entry plain(Path file) throws IOException {
    return new Plain(nameOf(file), file, Files.size(file));
  }

  private String nameOf(Path file) {
    return (file.startsWith(root) ? root.relativize(file) : file).toString();
  }

  @Override
  public void close() throws IOException {
    for (var zip : zips) {
      zip.close();
    }
  }

  private record Plain(String name, Path file, long storedBytes) implements Entry {

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
    public long storedBytes() {
      return entry.getCompressedSize();
    }

    @Override
    public InputStream open() throws IOException {
      var inside = new WatchedStream(zip.getInputStream(entry), file);
      return name.endsWith(".gz") ? new GZIPInputStream(inside, UNZIP_BUFFER) : inside;
    }
  }
}
