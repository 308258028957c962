package citybrain.local.run;

import citybrain.cityfile.CityFile;
import citybrain.local.home.Home;
import citybrain.local.process.ChildProcess;
import citybrain.local.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The poller of a city's live origins, in a child process as it is deployed: what an origin does to
 * it does nothing to the rest.
 */
final class PollerProcess implements AutoCloseable {

  private static final String MAIN = "citybrain.jobs.polling.Poller";
  private static final int HEAP_MEBIBYTES = 256;
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

  private final ChildProcess process;

  private PollerProcess(ChildProcess process) {
    this.process = process;
  }

  /** "city/feed" of all that are polled; those are not played. */
  static Set<String> polled(Collection<CityFile> cities) {
    var keys = new TreeSet<String>();
    for (var city : cities) {
      for (var feed : city.feeds()) {
        if (feed.poll().isPresent()) {
          keys.add(city.city() + "/" + feed.name());
        }
      }
    }
    return keys;
  }

  /** Starts it; it goes on where the raw topic says it was. */
  static PollerProcess start(Home home, String bootstrap, List<Path> cityFiles, String data) {
    var arguments =
        List.of(
            "--bootstrap=" + bootstrap,
            "--cities=" + String.join(",", cityFiles.stream().map(Path::toString).toList()),
            "--data=" + data,
            "--end-with-input=true");
    return new PollerProcess(
        ChildProcess.java(
            "poller",
            Program.jobs(HEAP_MEBIBYTES, MAIN, arguments),
            home.logs().resolve("poller.log"),
            line -> {}));
  }

  ChildProcess process() {
    return process;
  }

  /** Ends it; what it brought so far is in the raw topic. */
  @Override
  public void close() {
    process.stop(STOPS_WITHIN);
  }
}
