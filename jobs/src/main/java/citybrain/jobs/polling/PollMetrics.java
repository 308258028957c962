package citybrain.jobs.polling;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the polls bring, as Prometheus metrics by city and feed. */
final class PollMetrics {

  private PollMetrics() {}

  static PrometheusRegistry of(List<PolledFeed> feeds) {
    var registry = new PrometheusRegistry();
    counter(registry, feeds, "messages", "raw messages written", PollCounts.Sums::messages);
    counter(registry, feeds, "records", "records in them", PollCounts.Sums::records);
    counter(registry, feeds, "bytes", "bytes in them", PollCounts.Sums::bytes);
    counter(registry, feeds, "unchanged", "polls with nothing new", PollCounts.Sums::unchanged);
    counter(
        registry,
        feeds,
        "empty",
        "polls that were answered with nothing: no body or no record",
        PollCounts.Sums::empty);
    counter(
        registry,
        feeds,
        "heartbeats",
        "heartbeats written because there was nothing new",
        PollCounts.Sums::heartbeats);
    GaugeWithCallback.builder()
        .name("citybrain_poll_given_up")
        .help("1 while polls have failed for so long that nobody waits for the feed")
        .labelNames("city", "feed")
        .callback(
            out ->
                feeds.forEach(
                    feed ->
                        out.call(feed.counts().sums().givenUp() ? 1 : 0, feed.city(), feed.feed())))
        .register(registry);
    CounterWithCallback.builder()
        .name("citybrain_poll_failures")
        .help("polls that brought nothing usable, by reason")
        .labelNames("city", "feed", "reason")
        .callback(
            out ->
                feeds.forEach(
                    feed ->
                        feed.counts()
                            .sums()
                            .failed()
                            .forEach(
                                (why, count) ->
                                    out.call(
                                        (double) count, feed.city(), feed.feed(), why.code()))))
        .register(registry);
    return registry;
  }

  private static void counter(
      PrometheusRegistry registry,
      List<PolledFeed> feeds,
      String name,
      String help,
      ToLongFunction<PollCounts.Sums> value) {
    CounterWithCallback.builder()
        .name("citybrain_poll_" + name)
        .help(help)
        .labelNames("city", "feed")
        .callback(
            out ->
                feeds.forEach(
                    feed ->
                        out.call(
                            (double) value.applyAsLong(feed.counts().sums()),
                            feed.city(),
                            feed.feed())))
        .register(registry);
  }
}
