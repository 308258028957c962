package citybrain.bench.contender;

import citybrain.aggregation.Aggregate;
import citybrain.cityfile.CityZones;
import citybrain.geo.HexGrid;
import citybrain.geo.Position;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import com.uber.h3core.H3Core;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The loop that most people would write: one thread, objects for observations, maps with records as
 * keys, the library of H3 asked for each observation. It writes and forgets what {@link HandLoop}
 * does.
 */
final class MapLoop implements Contender {

  private static final long[] SIZES = {WindowSpans.MINUTE, WindowSpans.QUARTER};

  private final Task task;

  MapLoop(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws IOException {
    try (var log = new AggregateLog(task.bootstrap())) {
      var run = new Run(task, log);
      new Records(task.bootstrap()).observations(meter, run::take);
      run.publishUpTo(Long.MAX_VALUE);
    }
  }

  private record Window(long start, long size) {}

  private record Series(String layer, String zone, ObservedProperty property, boolean isMeasured) {}

  private static final class Sum {
    private long count;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean isSeen = true;

    void add(double value) {
      count++;
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
      isSeen = false;
    }
  }

  private static final class Sums {
    private final Map<Series, Sum> bySeries = new HashMap<>();
    private boolean isSeen = true;
  }

  private static final class Run {

    private final String city;
    private final CityZones zones;
    private final AggregateLog log;
    private final H3Core h3 = H3Core.newInstance();
    private final BlockReader block = new BlockReader(Vocabulary.BUILT_IN);
    private final FeedClocks clocks;
    private final Map<Window, Sums> windows = new HashMap<>();
    private long published = Long.MIN_VALUE;

    Run(Task task, AggregateLog log) throws IOException {
      this.city = task.set().city().city();
      this.zones = task.zones();
      this.clocks = FeedClocks.of(task.set());
      this.log = log;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
      if (FeedClocks.isMark(record)) {
        clocks.tell(record);
      } else {
        block.read(record.value());
        for (int row = 0; row < block.count(); row++) {
          if (!WindowSpans.isOver(block.phenomenonTime(row), block.stamp().clock())) {
            sum(block.observation(row));
          }
        }
        clocks.tell(record.topic(), block.feed(), block.stamp().after());
      }
      if (clocks.slowest() >= published + WindowSpans.MINUTE) {
        published = clocks.slowest();
        publishUpTo(clocks.slowest());
      }
    }

    private void sum(Observation observation) {
      var position = observation.position();
      for (var index : zones.indexes()) {
        var layer = index.layer().name();
        if (position == null) {
          add(layer, "", observation);
        } else {
          var zone = index.find(position.longitude(), position.latitude());
          add(layer, zone.map(found -> found.id()).orElse(""), observation);
        }
      }
      if (position != null) {
        var cell =
            h3.latLngToCellAddress(
                position.latitude(), position.longitude(), zones.hexGrid().resolution());
        add(HexGrid.LAYER, cell, observation);
      }
    }

    private void add(String layer, String zone, Observation observation) {
      long time = observation.phenomenonTime().toEpochMilli();
      for (long size : SIZES) {
        var sums =
            windows.computeIfAbsent(
                new Window(WindowSpans.startOf(time, size), size), w -> new Sums());
        sums.isSeen = false;
        sums.bySeries
            .computeIfAbsent(
                new Series(layer, zone, observation.property(), observation.quality().isMeasured()),
                s -> new Sum())
            .add(observation.result());
      }
    }

    void publishUpTo(long slowest) {
      windows.forEach(
          (window, sums) -> {
            if (!sums.isSeen && window.start + window.size + WindowSpans.DELAY <= slowest) {
              sums.isSeen = true;
              sums.bySeries.forEach((series, sum) -> publish(window, series, sum));
            }
          });
      windows.keySet().removeIf(window -> WindowSpans.isOver(window.start, slowest));
    }

    private void publish(Window window, Series series, Sum sum) {
      if (sum.isSeen) {
        return;
      }
      sum.isSeen = true;
      log.write(
          new Aggregate(
              city,
              series.layer,
              series.zone,
              series.property,
              Instant.ofEpochMilli(window.start),
              Instant.ofEpochMilli(window.start + window.size),
              (int) sum.count,
              series.isMeasured ? sum.count : 0,
              series.isMeasured ? sum.sum : 0,
              sum.min,
              sum.max,
              series.isMeasured ? 0 : sum.count,
              series.isMeasured ? 0 : sum.sum,
              centre(series)));
    }

    private @Nullable Position centre(Series series) {
      if (series.zone.isEmpty()) {
        return null;
      }
      if (series.layer.equals(HexGrid.LAYER)) {
        var centre = h3.cellToLatLng(series.zone);
        return new Position(centre.lng, centre.lat);
      }
      return zones
          .find(series.layer)
          .flatMap(index -> index.layer().find(series.zone))
          .map(zone -> zone.labelPoint())
          .orElse(null);
    }
  }
}
