package citybrain.jobs.ingest;

import citybrain.feed.MessageDecoder;
import citybrain.jobs.cities.CityFeeds;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Decodes records of feeds that have lanes, whichever come, and sends each lane its part. */
final class DecodeOperator extends AbstractStreamOperator<LaneInput>
    implements OneInputStreamOperator<LaneInput, LaneInput> {

  private static final long serialVersionUID = 1L;

  private final CityFeeds feeds;

  private transient Map<String, MessageDecoder> decoders;
  private transient StreamRecord<LaneInput> reuse;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  DecodeOperator(CityFeeds feeds) {
    this.feeds = feeds;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoders = feeds.decoders(true);
    reuse = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<LaneInput> element) {
    var input = element.getValue();
    var decoder = Objects.requireNonNull(decoders.get(input.key()));
    decoder.decode(
        Objects.requireNonNull(input.whole()),
        part -> {
          var key = new LaneKey(input.key(), part.lane()).text();
          var out = new LaneInput(key, input.sender(), input.turn(), null, part);
          output.collect(reuse.replace(out));
        });
  }
}
