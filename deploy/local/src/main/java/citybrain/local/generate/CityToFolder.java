package citybrain.local.generate;

import citybrain.local.files.AtomicFile;
import citybrain.local.player.SyntheticFiles;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticMessage;
import citybrain.synthetic.contract.SyntheticSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the synthetic city as files: one table per source below {@code streams}, messages that are
 * files of their own in a folder per feed, the reference files beside it, and the truth. In the
 * order of arrival, so stragglers and duplicates stay.
 */
final class CityToFolder {

  private static final int BUFFER = 1 << 17;

  private final String name;
  private final SyntheticSettings settings;
  private final Map<String, OutputStream> tables = new HashMap<>();
  private long records;

  CityToFolder(String name, SyntheticSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** Answers how many records were written. */
  long write(Instant until, Path folder) throws IOException {
    Path streams = Files.createDirectories(folder.resolve("streams"));
    var files = new SyntheticFiles(settings);
    files.writeReference(folder.resolve(name));
    try {
      SyntheticCity.of(settings).play(settings.start(), until, message -> add(message, streams));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (var table : tables.values()) {
        table.close();
      }
    }
    files.writeTruth(name, settings.start(), until, folder.resolve("truth.json"));
    AtomicFile.write(folder.resolve("README.txt"), out -> out.write(readme(until)));
    return records;
  }

  private void add(SyntheticMessage message, Path streams) {
    try {
      if (message.whole()) {
        Path file = streams.resolve(message.source());
        Files.createDirectories(file.getParent());
        Files.write(file, message.body());
      } else {
        addLines(message, streams);
      }
      records += message.records();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addLines(SyntheticMessage message, Path streams) throws IOException {
    var body = message.body();
    int data = 0;
    while (data < body.length && body[data] != '\n') {
      data++;
    }
    data++;
    var table = tables.get(message.source());
    if (table == null) {
      Path file = streams.resolve(message.source());
      table = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
      tables.put(message.source(), table);
      table.write(body, 0, data);
    }
    table.write(body, data, body.length - data);
  }

  private byte[] readme(Instant until) {
    return String.format(
            Locale.ROOT,
            """
        This is a synthetic city. Nothing here was measured, every value is made up.

        seed %d, scale %s, from %s to %s, local times in %s

        streams/     what its sensors report, one table per feed, in the order of arrival;
                     of buses and trip updates one GTFS-Realtime file per poll
        %s/        places, registers and networks
        truth.json   what really happened
        """,
            settings.seed(),
            settings.scale(),
            settings.start(),
            until,
            settings.zone(),
            name)
        .getBytes(StandardCharsets.UTF_8);
  }
}
