package citybrain.feed.table;

import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.TextEncoding;
import citybrain.feed.time.WallClock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the time of a line that holds a JSON object. Of a repeated local time it tells both. */
final class JsonClock implements RecordClock {

  private final TimeColumns time;
  private final WallClock clock;
  private final Charset charset;
  private final JsonPaths paths;
  private final int[] places;
  private final RowSeries series;

  JsonClock(TimeColumns time, SeriesColumns series, FeedSetup setup) {
    this.time = time;
    this.clock = new WallClock(setup.zone(), setup.shiftWeeks());
    this.charset = TextEncoding.of(setup).charset();
    var wanted = new LinkedHashSet<>(time.names());
    wanted.addAll(series.names());
    var names = List.copyOf(wanted);
    this.paths = new JsonPaths(names);
    this.places = IntStream.range(0, new LinkedHashSet<>(time.names()).size()).toArray();
    this.series = new RowSeries(series, names, '.');
  }

  @Override
  public Optional<Instant> timeOf(String header, String line) {
    var cells = cells(line);
    return cells == null ? Optional.empty() : RowTimes.find(time, cells, places, clock);
  }

  @Override
  public Optional<Instant> secondTimeOf(String header, String line) {
    var cells = cells(line);
    return cells == null ? Optional.empty() : RowTimes.findSecond(time, cells, places, clock);
  }

  @Override
  public List<String> seriesOf(String header, String line) {
    var cells = cells(line);
    return cells == null ? List.of() : series.of(cells);
  }

  private @Nullable JsonCursor cells(String line) {
    var cells = new JsonCursor(line.getBytes(StandardCharsets.UTF_8), paths);
    return cells.next() && !cells.isTooLong() && cells.read() ? cells : null;
  }

  @Override
  public boolean hasHeader() {
    return false;
  }

  @Override
  public Charset charset() {
    return charset;
  }
}
