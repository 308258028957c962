package citybrain.jobs.city;

import citybrain.aggregation.Aggregate;
import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.ObservationView;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Sums observations by zone, property and minute before they are shuffled. Works on encoded records
 * and holds nothing over a checkpoint: it flushes before each barrier, so it needs no state. Event
 * time is kept per city and property: a feed that stands still or runs behind neither holds up
 * others nor makes them late.
 */
final class ZonePreSummary extends AbstractStreamOperator<Aggregate>
    implements OneInputStreamOperator<byte[], Aggregate> {

  static final OutputTag<Outgoing> ASIDE =
      new OutputTag<>(
          "aside", org.apache.flink.api.common.typeinfo.TypeInformation.of(Outgoing.class));

  private static final long serialVersionUID = 1L;
  private static final long MINUTE = 60_000;
  private static final int KNOWN_PLACES = 1 << 18;

  private final Places places;
  private final long retention;

  private transient Map<String, City> cities;
  private transient ObservationView view;
  private transient StreamRecord<Aggregate> reuse;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  ZonePreSummary(Places places, Duration retention) {
    this.places = places;
    this.retention = retention.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    cities = new HashMap<>();
    places.open().forEach((name, lookup) -> cities.put(name, new City(name, lookup)));
    view = new ObservationView();
    reuse = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) {
    view.read(element.getValue());
    var city = cities.get(view.city());
    if (city == null) {
      throw new IllegalStateException("no city file for city '" + view.city() + "'");
    }
    var tally = city.tally(view.feed());
    tally.observations++;
    var clock = city.clock(view.property().code());
    long time = view.phenomenonTime();
    if (Windows.isTooLate(time, clock.now, retention)) {
      tally.late++;
      late(city, element.getValue(), time);
      return;
    }
    long minute = Math.floorDiv(time, MINUTE) * MINUTE;
    if (minute > clock.now) {
      flush(clock);
      clock.now = minute;
    }
    tally.aggregated++;
    for (var group : city.groups(view.place(), view.property().code())) {
      if (group.count > 0 && group.minute != minute) {
        emit(group);
      }
      if (group.count == 0) {
        group.minute = minute;
        clock.dirty.add(group);
      }
      group.add(view.result());
    }
  }

  private void late(City city, byte[] value, long time) {
    var name = city.name + "/" + view.feed();
    output.collect(
        ASIDE,
        new StreamRecord<>(
            new Outgoing(
                Topics.LATE,
                name.getBytes(StandardCharsets.UTF_8),
                value,
                time,
                new String[] {"job", "city-aggregates"})));
  }

  private void flush(Clock clock) {
    for (var group : clock.dirty) {
      if (group.count > 0) {
        emit(group);
      }
    }
    clock.dirty.clear();
  }

  private void emit(Group group) {
    output.collect(reuse.replace(group.drain()));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flushAll();
  }

  @Override
  public void finish() throws Exception {
    flushAll();
    super.finish();
  }

  private void flushAll() {
    for (var city : cities.values()) {
      for (var clock : city.clocks) {
        if (clock != null) {
          flush(clock);
        }
      }
      city.tallies.forEach(
          (feed, tally) -> {
            if (tally.observations > 0) {
              output.collect(ASIDE, new StreamRecord<>(tally.drain(city.name, feed)));
            }
          });
    }
  }

  /** Event time of one property in one city, and what has been summed since the last flush. */
  private static final class Clock {
    long now = Long.MIN_VALUE;
    final List<Group> dirty = new ArrayList<>();
  }

  /** One zone x property with the minute that is being summed. */
  private static final class Group {
    final String city;
    final Places.Place place;
    final citybrain.observation.ObservedProperty property;
    long minute;
    long count;
    double sum;
    double min;
    double max;

    Group(String city, Places.Place place, citybrain.observation.ObservedProperty property) {
      this.city = city;
      this.place = place;
      this.property = property;
    }

    void add(double value) {
      min = count == 0 ? value : Math.min(min, value);
      max = count == 0 ? value : Math.max(max, value);
      sum += value;
      count++;
    }

    Aggregate drain() {
      var start = Instant.ofEpochMilli(minute);
      var partial =
          new Aggregate(
              city,
              place.layer(),
              place.zone(),
              property,
              start,
              start.plusMillis(MINUTE),
              0,
              count,
              sum,
              min,
              max,
              place.centre());
      count = 0;
      sum = 0;
      return partial;
    }
  }

  /** What is known of one city on this worker. */
  private final class City {
    final String name;
    final Places.Lookup lookup;
    final Clock[] clocks = new Clock[128];
    final Map<String, AggregateTally> tallies = new TreeMap<>();

    /** By place and property; sensors stand still, so nearly every lookup is a hit. */
    private final Map<Long, Group[][]> known = new HashMap<>();

    private final Map<Places.Place, Group[]> groups = new HashMap<>();

    City(String name, Places.Lookup lookup) {
      this.name = name;
      this.lookup = lookup;
    }

    AggregateTally tally(String feed) {
      return tallies.computeIfAbsent(feed, f -> new AggregateTally());
    }

    Clock clock(int property) {
      if (clocks[property] == null) {
        clocks[property] = new Clock();
      }
      return clocks[property];
    }

    Group[] groups(long place, int property) {
      var byProperty = known.get(place);
      if (byProperty == null) {
        if (known.size() >= KNOWN_PLACES) {
          known.clear();
        }
        byProperty = new Group[clocks.length][];
        known.put(place, byProperty);
      }
      var found = byProperty[property];
      if (found == null) {
        var zones =
            place == ObservationView.NOWHERE
                ? lookup.nowhere()
                : lookup.zonesAt(ObservationView.longitude(place), ObservationView.latitude(place));
        found = zones.stream().map(zone -> group(zone, property)).toArray(Group[]::new);
        byProperty[property] = found;
      }
      return found;
    }

    private Group group(Places.Place zone, int property) {
      var byProperty = groups.computeIfAbsent(zone, z -> new Group[clocks.length]);
      if (byProperty[property] == null) {
        byProperty[property] = new Group(name, zone, view.property());
      }
      return byProperty[property];
    }
  }
}
