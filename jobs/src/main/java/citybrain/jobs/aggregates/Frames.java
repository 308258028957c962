package citybrain.jobs.aggregates;

import citybrain.aggregation.FlatWindow;
import citybrain.aggregation.OpenWindows;
import citybrain.aggregation.WindowSpan;
import citybrain.aggregation.ZoneTable;
import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.FrameWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Makes frames of what windows publish: one for each layer, or several where it is large. What is
 * the newest of a zone, in windows that are not gone in a minute, also goes to a compacted topic,
 * each zone by itself: there whoever joins finds how things are.
 */
final class Frames {

  private final Consumer<Outgoing> out;
  private final Map<String, FrameWriter> byLayer = new HashMap<>();
  private final FrameWriter latest = new FrameWriter();
  private final Counter published;
  private final Counter revised;

  Frames(MetricGroup metrics, Consumer<Outgoing> out) {
    this.out = out;
    this.published = metrics.counter("published");
    this.revised = metrics.counter("revised");
  }

  /** Hands over what nobody has seen yet of a window. */
  void publish(OpenWindows of, FlatWindow window) {
    var zones = of.zones();
    boolean isKept = window.span() != WindowSpan.MINUTE;
    var newer = isKept ? of.toldAfter(window) : List.<FlatWindow>of();
    for (int i = 0; i < window.dirtyCount(); i++) {
      int place = window.dirtyPlace(i);
      int zone = window.zone(place);
      var layer = zones.layer(zone);
      var frame = byLayer.computeIfAbsent(layer, l -> new FrameWriter());
      int revision = (int) Math.min(window.revision(place), Integer.MAX_VALUE);
      add(frame, zones, window, place, revision);
      if (isKept && newer.stream().noneMatch(later -> later.isTold(zone))) {
        add(latest, zones, window, place, revision);
        sendLatest(of, window, layer, zones.zone(zone));
      }
      (window.isTold(zone) ? revised : published).inc();
      if (frame.isFull()) {
        send(of, window, layer, frame);
      }
    }
    byLayer.forEach(
        (layer, frame) -> {
          if (!frame.isEmpty()) {
            send(of, window, layer, frame);
          }
        });
  }

  private static void add(
      FrameWriter frame, ZoneTable zones, FlatWindow window, int place, int revision) {
    int zone = window.zone(place);
    frame.add(
        zones.zone(zone),
        zones.centre(zone),
        revision,
        window.count(place),
        window.sum(place),
        window.min(place),
        window.max(place),
        window.estimated(place),
        window.estimatedSum(place));
  }

  private void sendLatest(OpenWindows of, FlatWindow window, String layer, String zone) {
    var key =
        String.join(
            "/",
            of.city(),
            layer,
            of.property().name(),
            window.span().name().toLowerCase(Locale.ROOT),
            zone);
    send(Topics.AGGREGATES_LATEST, key, of, window, layer, latest);
  }

  private void send(OpenWindows of, FlatWindow window, String layer, FrameWriter frame) {
    var key = of.city() + "/" + layer + "/" + of.property().name();
    send(Topics.AGGREGATES, key, of, window, layer, frame);
  }

  private void send(
      String topic,
      String key,
      OpenWindows of,
      FlatWindow window,
      String layer,
      FrameWriter frame) {
    out.accept(
        new Outgoing(
            topic,
            key.getBytes(StandardCharsets.UTF_8),
            frame.encode(of.city(), layer, of.property(), window.start(), window.end()),
            window.start(),
            Outgoing.NO_HEADERS));
  }
}
