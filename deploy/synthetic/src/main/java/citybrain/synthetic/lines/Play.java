package citybrain.synthetic.lines;

import citybrain.synthetic.contract.SyntheticMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Puts the messages of all feeds in order of arrival, half an hour at a time. */
public record Play(List<TimedFeed> feeds, long firstSecond) {

  private static final long CHUNK_MILLIS = 1_800_000;
  private static final Comparator<Call> IN_ORDER =
      Comparator.comparingLong(Call::arrival)
          .thenComparingInt(Call::feed)
          .thenComparingLong(Call::tick)
          .thenComparingInt(Call::part);

  /** A message that is due, not yet written. */
  private record Call(long arrival, int feed, long tick, int part) {}

  public void run(long fromMillis, long toMillis, Consumer<SyntheticMessage> out) {
    var text = new Text();
    for (long chunk = fromMillis; chunk < toMillis; chunk += CHUNK_MILLIS) {
      for (var call : calls(chunk, Math.min(toMillis, chunk + CHUNK_MILLIS))) {
        send(call, text, out);
      }
    }
  }

  private List<Call> calls(long from, long to) {
    var calls = new ArrayList<Call>();
    for (int feed = 0; feed < feeds.size(); feed++) {
      var timed = feeds.get(feed);
      long period = timed.period();
      long latest = Math.floorDiv(Math.floorDiv(to, 1000L), period);
      long earliest = Math.floorDiv(Math.floorDiv(from, 1000L) - timed.longestDelay() - 1, period);
      long begins = -Math.floorDiv(-firstSecond, period);
      for (long tick = Math.max(begins, earliest); tick <= latest; tick++) {
        for (int part = 0; part < timed.parts(); part++) {
          long arrival = timed.arrival(tick, part);
          if (arrival >= from && arrival < to) {
            calls.add(new Call(arrival, feed, tick, part));
          }
        }
      }
    }
    calls.sort(IN_ORDER);
    return calls;
  }

  private void send(Call call, Text text, Consumer<SyntheticMessage> out) {
    var feed = feeds.get(call.feed());
    text.clear();
    int records = feed.write(call.tick(), call.part(), text);
    if (records > 0 || (records == 0 && feed.isWhole())) {
      var arrival = Instant.ofEpochMilli(call.arrival());
      out.accept(
          new SyntheticMessage(
              feed.name(),
              feed.source(call.tick(), call.part()),
              arrival,
              text.toBytes(),
              records,
              feed.isWhole()));
    }
  }
}
