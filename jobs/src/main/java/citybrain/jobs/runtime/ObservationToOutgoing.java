package citybrain.jobs.runtime;

import citybrain.jobs.kafka.Outgoing;
import citybrain.observation.Observation;
import citybrain.wire.ObservationCodec;
import citybrain.wire.Tally;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A derived observation as a record of the topic of its domain, and its tally: whoever counts the
 * topic can tell it from what ingest wrote.
 */
final class ObservationToOutgoing implements FlatMapFunction<Observation, Outgoing> {

  private static final long serialVersionUID = 1L;

  private transient @Nullable ObservationCodec codec;

  @Override
  public void flatMap(Observation observation, Collector<Outgoing> out) {
    var current = codec;
    if (current == null) {
      current = new ObservationCodec();
      codec = current;
    }
    var key = (observation.city() + "/" + observation.feed()).getBytes(StandardCharsets.UTF_8);
    long time = observation.phenomenonTime().toEpochMilli();
    out.collect(
        new Outgoing(
            Topics.observations(observation.property().domain()),
            key,
            current.encode(observation),
            time,
            Outgoing.NO_HEADERS));
    var tally =
        Tally.of("derived", observation.city(), observation.feed())
            .about("procedure", observation.procedure())
            .count("observations", 1)
            .toBytes();
    out.collect(new Outgoing(Topics.TALLY, key, tally, time, Outgoing.NO_HEADERS));
  }
}
