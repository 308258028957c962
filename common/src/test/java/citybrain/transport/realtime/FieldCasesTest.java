package citybrain.transport.realtime;

import static citybrain.transport.realtime.SpokenUpdates.refusals;
import static citybrain.transport.realtime.SpokenUpdates.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.Feeds;
import citybrain.cityfile.CityFile;
import citybrain.feed.Collected;
import citybrain.feed.Feed;
import citybrain.feed.RawMessage;
import citybrain.feed.SettingException;
import citybrain.observation.ObservedProperty;
import citybrain.transport.gtfs.GtfsSchedule;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people reported in public of other readers, made into small inputs that lie beside the data;
 * the values that are right were found without this program.
 */
class FieldCasesTest {

  private static final String ABSENT =
      "SKIPPED: the field cases are not there (../field-cases beside CITYBRAIN_DATA)";

  private static Path folder(String name) {
    var data = System.getenv("CITYBRAIN_DATA");
    var folder =
        data == null ? Path.of("") : Path.of(data).resolveSibling("field-cases").resolve(name);
    boolean there = data != null && Files.isDirectory(folder);
    if (!there) {
      System.err.println(ABSENT);
    }
    assumeTrue(there, ABSENT);
    return folder;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Feed open(Path folder, String city, String feed) {
    var file =
        CityFile.parse(
            city, new String(read(folder.resolve(city)), StandardCharsets.UTF_8), Feeds.ALL);
    var spec = file.findFeed(feed).orElseThrow();
    return spec.open(
        Feeds.find(spec.kind()).orElseThrow(), file, path -> read(folder.resolve(path)));
  }

  private static Collected decode(Feed feed, Path poll) throws IOException {
    var body = read(poll);
    var sent = Instant.ofEpochSecond(FeedMessage.parseFrom(body).getHeader().getTimestamp());
    return Collected.of(
        feed, new RawMessage("c", "f", poll.toString(), 1, sent.plusSeconds(5), 0, body));
  }

  private static Collected trips(String name) throws IOException {
    var folder = folder(name);
    return decode(open(folder, "city.yaml", "trips"), folder.resolve("rt.pb"));
  }

  @ParameterizedTest
  @CsvSource({
    "03-gtfs-space-before-quote,",
    "04a-gtfs-line-of-spaces, stops.txt line 6 is blank",
    "07b-gtfs-empty-optional-files, shapes.txt is empty",
    "17b-gtfs-duplicate-stop-sequence, 'stop_times.txt line 10, field stop_sequence is 3'",
    "17e-gtfs-orphan-stop-time, 'stop_times.txt line 10, field trip_id is ''GHOST'''",
    "17k-gtfs-feed-info-bad-date, 'feed_info.txt line 2, field feed_start_date'",
  })
  void oneSlipStopsNoCity(String name, String remark) throws IOException {
    assertThat(words(trips(name)))
        .containsExactly(
            "R1/0/S3 STOP_ARRIVAL_DELAY 40 ESTIMATED 20260115/T1",
            "R1/0/S3 STOP_DEPARTURE_DELAY 60 ESTIMATED 20260115/T1");
    var remarks = open(folder(name), "city.yaml", "trips").remarks();
    if (remark == null) {
      assertThat(remarks).isEmpty();
    } else {
      assertThat(remarks).anyMatch(one -> one.contains(remark));
    }
  }

  @ParameterizedTest
  @CsvSource({"17i-gtfs-utf16, is UTF-16", "17j-gtfs-latin1-ids, is not UTF-8"})
  void anotherEncodingIsNamed(String name, String words) {
    var folder = folder(name);
    assertThatThrownBy(() -> open(folder, "city.yaml", "trips"))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "08-rt-frequency-trip|R1/0/S3 STOP_CALL 1 ESTIMATED 20260115/F1/10:00:00;"
            + "R1/0/S3 SCHEDULED_HEADWAY 600 GOOD 20260115/F1/10:00:00;"
            + "R1/0/S2 STOP_CALL 1 GOOD 20260115/F1/10:05:00;"
            + "R1/0/S2 SCHEDULED_HEADWAY 600 GOOD 20260115/F1/10:05:00|",
        "09-rt-duplicated-trip|R1/0/S3 STOP_ARRIVAL_DELAY 20 ESTIMATED 20260115/T1-extra|",
        "10-rt-time-and-delay-disagree|R1/0/S3 STOP_ARRIVAL_DELAY 0 GOOD 20260115/T1;"
            + "R1/0/S2 STOP_ARRIVAL_DELAY 270 GOOD 20260115/T1;"
            + "R1/0/S2 STOP_DEPARTURE_DELAY 255 GOOD 20260115/T1|",
        "11-rt-stop-time-in-milliseconds||time-in-future stop_time_update.time",
        "12-rt-trip-delay-only|R1/0/S2 STOP_ARRIVAL_DELAY 180 ESTIMATED 20260115/T1;"
            + "R1/0/S2 STOP_DEPARTURE_DELAY 180 ESTIMATED 20260115/T1|",
        "13-rt-loop-trip-sequence-only|R1/0/S1 STOP_ARRIVAL_DELAY 60 ESTIMATED 20260115/T1#3;"
            + "R1/0/S1 STOP_ARRIVAL_DELAY 10 ESTIMATED 20260115/T1#3|",
        // It departs half a minute later, and that is observed when it is due.
        "14-rt-delay-propagation|R1/0/S2 STOP_ARRIVAL_DELAY 300 ESTIMATED 20260115/T1|",
        "24-rt-trip-relationships||unknown-trip trip_update.trip.trip_id;"
            + "unknown-trip trip_update.trip.trip_id;unknown-trip trip_update.trip.trip_id",
      })
  void tripsAreMeasuredAgainstWhatTheyRunBy(String name, String observed, String refused)
      throws IOException {
    var found = trips(name);

    assertThat(words(found)).isEqualTo(parts(observed));
    assertThat(refusals(found)).isEqualTo(parts(refused));
  }

  private static List<String> parts(String list) {
    return list == null ? List.of() : List.of(list.split(";", -1));
  }

  /** A label alone names a vehicle; 0,0, milliseconds, an hour ahead and no time are refused. */
  @Test
  void vehiclesAreNamedByIdTripOrLabel() throws IOException {
    var folder = folder("20-rt-vehicle-ids-and-clocks");
    var found = decode(open(folder, "city.yaml", "vehicles"), folder.resolve("rt.pb"));

    assertThat(found.observations.stream().map(one -> one.feature()))
        .containsExactly("bus1", "T2", "403", "bus7");
    assertThat(refusals(found))
        .containsExactlyInAnyOrder(
            "stale-vehicle vehicle.timestamp",
            "time-in-future vehicle.timestamp",
            "time-in-future vehicle.timestamp",
            "implausible-position vehicle.position");
  }

  /** A university's buses that run every few minutes, on the minute: nothing is hours late. */
  @ParameterizedTest
  @CsvSource({
    "80-real-bullrunner, city.yaml, true",
    "82-real-gtfs-zips, bullrunner-exact1.yaml, false"
  })
  void aRealTimetableOfFrequencies(String name, String city, boolean loose) throws IOException {
    var feed = open(folder(name), city, "trips");
    int calls = 0;
    try (var polls = Files.list(folder("80-real-bullrunner").resolve("tampa-rt"))) {
      for (var poll :
          polls.filter(file -> file.getFileName().toString().startsWith("tu-")).toList()) {
        for (var one : decode(feed, poll).observations) {
          if (one.property() == ObservedProperty.SCHEDULED_HEADWAY) {
            continue;
          }
          calls++;
          assertThat(one.property() == ObservedProperty.STOP_CALL).isEqualTo(loose);
          assertThat(Math.abs(one.result())).isLessThan(120);
        }
      }
    }
    assertThat(calls).isGreaterThanOrEqualTo(20);
  }

  @Test
  void aRealTimetableWithOneWrongDirection() {
    var zip = read(folder("82-real-gtfs-zips").resolve("testagency.zip"));
    var town = GtfsSchedule.read("testagency.zip", zip);

    assertThat(town.remarks())
        .anyMatch(one -> one.contains("trips.txt line 32, field direction_id is 'N'"));
  }
}
