package citybrain.jobs.aggregates;

import citybrain.aggregation.FlatWindow;
import citybrain.aggregation.OpenWindows;
import citybrain.jobs.kafka.Outgoing;
import citybrain.wire.FrameWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Makes frames of what windows publish: one for each layer, or several where it is large. */
final class Frames {

  private final Consumer<Outgoing> out;
  private final Map<String, FrameWriter> byLayer = new HashMap<>();
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
    for (int i = 0; i < window.dirtyCount(); i++) {
      int place = window.dirtyPlace(i);
      int zone = window.zone(place);
      var layer = zones.layer(zone);
      var frame = byLayer.computeIfAbsent(layer, l -> new FrameWriter());
      long count = window.count(place);
      int revision = (int) Math.min(window.revision(place), Integer.MAX_VALUE);
      frame.add(
          zones.zone(zone),
          zones.centre(zone),
          revision,
          count,
          window.sum(place),
          window.min(place),
          window.max(place));
      (window.told(place) >= 0 ? revised : published).inc();
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

  private void send(OpenWindows of, FlatWindow window, String layer, FrameWriter frame) {
    var key = of.city() + "/" + layer + "/" + of.property().name();
    out.accept(
        new Outgoing(
            Topics.AGGREGATES,
            key.getBytes(StandardCharsets.UTF_8),
            frame.encode(of.city(), layer, of.property(), window.start(), window.end()),
            window.start(),
            Outgoing.NO_HEADERS));
  }
}
