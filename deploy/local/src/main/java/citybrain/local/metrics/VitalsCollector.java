package citybrain.local.metrics;

import citybrain.local.metrics.Vitals.FeedVitals;
import citybrain.local.metrics.Vitals.JobVitals;
import citybrain.local.topics.RuleTotals;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The vitals as Prometheus metrics: one look a scrape, so that figures of one scrape belong
 * together.
 */
final class VitalsCollector implements MultiCollector {

  private final Supplier<Vitals> vitals;

  VitalsCollector(Supplier<Vitals> vitals) {
    this.vitals = vitals;
  }

  @Override
  public MetricSnapshots collect() {
    var now = vitals.get();
    var all = MetricSnapshots.builder();
    all.metricSnapshot(gauge("city_time_seconds", "the city's clock", epochSeconds(now)));
    all.metricSnapshot(gauge("flink_up", "1 when Flink answers", now.flinkAnswers() ? 1 : 0));
    all.metricSnapshot(
        gauge(
            "unaccounted_records",
            "conservation: records in minus accounted for; on the way while the city runs, 0 at"
                + " rest",
            (double) now.feeds().stream().mapToLong(VitalsCollector::unaccounted).sum()));
    feeds(now, all);
    jobs(now, all);
    now.lakeLagSeconds()
        .ifPresent(
            seconds ->
                all.metricSnapshot(
                    gauge(
                        "lake_lag_seconds",
                        "the city's clock minus the time up to which readers of the lake see all",
                        seconds)));
    rules(now, all);
    var alerts = GaugeSnapshot.builder().name("citybrain_alerts_open").help("alerts open now");
    now.alerts()
        .forEach(
            open ->
                alerts.dataPoint(
                    point(
                        Labels.of(
                            "city", open.city(), "rule", open.rule(), "severity", open.severity()),
                        (double) open.count())));
    all.metricSnapshot(alerts.build());
    all.metricSnapshot(unreadable(now));
    return all.build();
  }

  private static CounterSnapshot unreadable(Vitals now) {
    var records =
        CounterSnapshot.builder()
            .name("citybrain_unreadable_records")
            .help("records of our own topics that their readers set aside");
    now.unreadable()
        .forEach(
            (topic, reasons) ->
                reasons.forEach(
                    (reason, count) ->
                        records.dataPoint(
                            count(Labels.of("topic", topic, "reason", reason), count))));
    return records.build();
  }

  private static double epochSeconds(Vitals now) {
    return now.cityTime().toEpochMilli() / 1e3;
  }

  /** Ingest counts what others sent to a feed as well: then it may be ahead of the play. */
  private static long unaccounted(FeedVitals feed) {
    return Math.max(0, feed.in() - feed.accounted());
  }

  private static void feeds(Vitals now, MetricSnapshots.Builder all) {
    all.metricSnapshot(feedCounter(now, "records", "records in", FeedVitals::in));
    all.metricSnapshot(
        feedCounter(now, "observations", "observations made", FeedVitals::observations));
    all.metricSnapshot(feedCounter(now, "late", "observations too late", FeedVitals::late));
    all.metricSnapshot(
        feedCounter(now, "missed", "values whose windows were forgotten", FeedVitals::missed));
    var rejected =
        CounterSnapshot.builder()
            .name("citybrain_feed_rejected")
            .help("records or values rejected, by reason");
    now.feeds()
        .forEach(
            feed ->
                feed.rejected()
                    .forEach(
                        (reason, count) ->
                            rejected.dataPoint(
                                count(
                                    Labels.of(
                                        "city", feed.city(), "feed", feed.feed(), "reason", reason),
                                    count))));
    all.metricSnapshot(rejected.build());
    var lag =
        GaugeSnapshot.builder()
            .name("citybrain_feed_lag_seconds")
            .help("the city's clock minus the newest event time");
    now.feeds()
        .forEach(
            feed ->
                feed.lagSeconds().ifPresent(seconds -> lag.dataPoint(point(of(feed), seconds))));
    all.metricSnapshot(lag.build());
    var left =
        GaugeSnapshot.builder()
            .name("citybrain_feed_unaccounted_records")
            .help("records in minus accounted for");
    now.feeds().forEach(feed -> left.dataPoint(point(of(feed), (double) unaccounted(feed))));
    all.metricSnapshot(left.build());
  }

  private static void jobs(Vitals now, MetricSnapshots.Builder all) {
    all.metricSnapshot(
        jobGauge(now, "running", "1 when its state is RUNNING", job -> job.running() ? 1 : 0));
    var restarts = jobCounter("restarts", "restarts since it was submitted");
    var in = jobCounter("records_in", "records read since it last started");
    var out = jobCounter("records_out", "records written since it last started");
    var behind =
        GaugeSnapshot.builder()
            .name("citybrain_job_behind_offsets")
            .help("offsets not yet read and committed, those of transaction markers included");
    for (var job : now.jobs()) {
      if (now.flinkAnswers()) {
        restarts.dataPoint(count(of(job), job.restarts()));
      }
      job.in().ifPresent(count -> in.dataPoint(count(of(job), count)));
      job.out().ifPresent(count -> out.dataPoint(count(of(job), count)));
      job.behind().ifPresent(count -> behind.dataPoint(point(of(job), (double) count)));
    }
    all.metricSnapshot(restarts.build());
    all.metricSnapshot(in.build());
    all.metricSnapshot(out.build());
    all.metricSnapshot(behind.build());
  }

  private static void rules(Vitals now, MetricSnapshots.Builder all) {
    all.metricSnapshot(
        ruleCounter(now, "inputs", "readings that the rule wants", RuleTotals::inputs));
    all.metricSnapshot(
        ruleCounter(now, "late", "readings too late for the rule", RuleTotals::late));
    all.metricSnapshot(
        ruleCounter(now, "judged", "readings whose turn has come", RuleTotals::judged));
    all.metricSnapshot(
        ruleCounter(
            now, "overtaken", "readings that came after their turn", RuleTotals::overtaken));
    all.metricSnapshot(
        ruleCounter(
            now, "stopped", "readings of keys that the rule failed for", RuleTotals::stopped));
  }

  private static CounterSnapshot ruleCounter(
      Vitals now, String name, String help, ToLongFunction<RuleTotals> value) {
    var counter = CounterSnapshot.builder().name("citybrain_rule_" + name).help(help);
    now.rules()
        .forEach(
            (rule, totals) ->
                counter.dataPoint(count(Labels.of("rule", rule), value.applyAsLong(totals))));
    return counter.build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name("citybrain_" + name)
        .help(help)
        .dataPoint(point(Labels.EMPTY, value))
        .build();
  }

  private static CounterSnapshot feedCounter(
      Vitals now, String name, String help, ToLongFunction<FeedVitals> value) {
    var counter = CounterSnapshot.builder().name("citybrain_feed_" + name).help(help);
    now.feeds().forEach(feed -> counter.dataPoint(count(of(feed), value.applyAsLong(feed))));
    return counter.build();
  }

  private static CounterSnapshot.Builder jobCounter(String name, String help) {
    return CounterSnapshot.builder().name("citybrain_job_" + name).help(help);
  }

  private static GaugeSnapshot jobGauge(
      Vitals now, String name, String help, ToDoubleFunction<JobVitals> value) {
    var gauge = GaugeSnapshot.builder().name("citybrain_job_" + name).help(help);
    now.jobs().forEach(job -> gauge.dataPoint(point(of(job), value.applyAsDouble(job))));
    return gauge.build();
  }

  private static Labels of(FeedVitals feed) {
    return Labels.of("city", feed.city(), "feed", feed.feed());
  }

  private static Labels of(JobVitals job) {
    return Labels.of("job", job.name());
  }

  private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, long value) {
    return CounterSnapshot.CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) value)
        .build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(Labels labels, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}
