package citybrain.jobs.lake.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.Outlet;
import citybrain.feed.RawMessage;
import citybrain.feed.Rejected;
import citybrain.jobs.cities.DataFolder;
import citybrain.jobs.lake.LakeFilesByHand;
import citybrain.observation.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** A lake of what real recordings hold, read by the feeds that read them in a city. */
final class RecordedLake {

  private static final int LINES_AT_A_TIME = 50_000;

  private final CityFile city;
  private final String data;
  private Instant arrival;
  private final List<Observation> read = new ArrayList<>();

  /**
   * @param arrival of everything, not long after the newest of it
   */
  RecordedLake(Path cityFile, String data, String arrival) throws IOException {
    this.city = CityFile.parse(cityFile.toString(), Files.readString(cityFile), Feeds.ALL);
    this.data = data;
    this.arrival = Instant.parse(arrival);
  }

  /** The folder of recordings; the test is skipped, and says so, where it is not. */
  static String data(Class<?> test, String... files) {
    var data = System.getenv("CITYBRAIN_DATA");
    boolean isThere = data != null;
    for (var file : files) {
      isThere = isThere && Files.exists(Path.of(Objects.requireNonNull(data), file));
    }
    if (!isThere) {
      System.err.println(
          "SKIPPED: " + test.getSimpleName() + " needs CITYBRAIN_DATA with " + List.of(files));
    }
    assumeTrue(isThere, "SKIPPED: recordings are not there (set CITYBRAIN_DATA)");
    return Objects.requireNonNull(data);
  }

  /** What is read from now on came then. */
  RecordedLake arriving(String time) {
    arrival = Instant.parse(time);
    return this;
  }

  /** Reads the lines of a table that are wanted; its header is read in any case. */
  RecordedLake read(String feed, InputStream table, Predicate<String> isWanted) throws IOException {
    var spec = city.findFeed(feed).orElseThrow();
    var decoder = spec.open(Feeds.find(spec.kind()).orElseThrow(), city, DataFolder.among(data));
    try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      var header = Objects.requireNonNull(lines.readLine());
      var body = new ArrayList<String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (isWanted.test(line)) {
          body.add(line);
        }
        if (body.size() == LINES_AT_A_TIME) {
          decode(feed, header, body, decoder::decode);
        }
      }
      decode(feed, header, body, decoder::decode);
    }
    return this;
  }

  private interface Decoder {
    void decode(RawMessage message, Outlet outlet);
  }

  private void decode(String feed, String header, List<String> body, Decoder decoder) {
    var text = header + "\n" + String.join("\n", body) + "\n";
    decoder.decode(
        new RawMessage(
            city.city(),
            feed,
            "recording",
            1,
            arrival,
            body.size(),
            text.getBytes(StandardCharsets.UTF_8)),
        new Outlet() {
          @Override
          public void observation(Observation observation) {
            read.add(observation);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new AssertionError(rejected);
          }

          @Override
          public void record(int values) {}
        });
    body.clear();
  }

  /** Writes them where the archive would. */
  Path write(Path lake) throws IOException {
    LakeFilesByHand.write(lake, read, city.timeZone().getId());
    return lake;
  }

  List<Observation> observations() {
    return read;
  }
}
