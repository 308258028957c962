package citybrain.bench.contender;

import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The limit: one thread, no engine, no object for an observation. Zones are looked up once a place,
 * numbered, and summed in flat arrays, a minute each; quarters of an hour are made of minutes. What
 * it does not do is survive: a loop that dies begins again.
 */
final class HandLoop implements Contender {

  private final Task task;

  HandLoop(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws IOException {
    try (var log = new AggregateLog(task.bootstrap())) {
      var run = new Run(task, log);
      new Records(task.bootstrap()).observations(meter, run::take);
      run.end();
    }
  }

  private static final class Run {

    private final BlockReader block = new BlockReader(Vocabulary.BUILT_IN);
    private final FeedClocks clocks;
    private final PlaceZones places;
    private final SeriesTable series;
    private final FlatWindows windows;
    private int[] zonesOfSubjects = new int[256];
    private final int[] codes = new int[256];

    Run(Task task, AggregateLog log) throws IOException {
      clocks = FeedClocks.of(task.set());
      places = new PlaceZones(task.zones());
      series = new SeriesTable(task.set().city().city(), places);
      windows = new FlatWindows(series, log);
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
      boolean goesOn;
      if (FeedClocks.isMark(record)) {
        goesOn = clocks.tell(record);
      } else {
        block.read(record.value());
        sum();
        goesOn = clocks.tell(record.topic(), block.feed(), block.stamp().after());
      }
      if (goesOn) {
        windows.publishUpTo(clocks.slowest());
      }
    }

    private void sum() {
      lookUp();
      long clock = block.stamp().clock();
      boolean someLate = WindowSpans.isOver(block.earliest(), clock);
      int layers = places.layers();
      int count = block.count();
      for (int row = 0; row < count; row++) {
        long time = block.phenomenonTime(row);
        if (someLate && WindowSpans.isOver(time, clock)) {
          continue;
        }
        var minute = windows.minute(time);
        int code =
            block.isMeasured(row)
                ? codes[block.propertyNumber(row)]
                : SeriesCode.of(block.property(row), false);
        int at = zonesOfSubjects[block.subject(row)];
        double value = block.result(row);
        for (int layer = 0; layer < layers; layer++) {
          int zone = places.zone(at + layer);
          if (zone >= 0) {
            minute.add(series.number(zone, code), value);
          }
        }
      }
    }

    private void lookUp() {
      int subjects = block.subjectCount();
      if (zonesOfSubjects.length < subjects) {
        zonesOfSubjects = new int[2 * subjects];
      }
      places.makeRoom(subjects);
      for (int i = 0; i < subjects; i++) {
        zonesOfSubjects[i] = places.zonesAt(block.place(i));
      }
      for (int i = 0; i < block.propertyCount(); i++) {
        codes[i] = SeriesCode.of(block.propertyAt(i), true);
      }
    }

    void end() {
      windows.publishAll();
    }
  }
}
