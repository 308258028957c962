package citybrain.jobs.ingest;

import citybrain.feed.Lanes;
import citybrain.jobs.kafka.Types;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.StreamingJob;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Raw messages of all feeds in, observations and rejections out. */
@StreamingJob("ingest")
public final class IngestJob implements CityJob {

  public static void main(String[] args) throws Exception {
    CityJob.run(new IngestJob(), args);
  }

  @Override
  public void wire(City city) {
    city.cities().requireKeys();
    var feeds = city.cities().feeds();
    var withLanes = new TreeSet<String>();
    feeds.terms().forEach((feed, terms) -> addIfMany(withLanes, feed, terms.lanes()));
    var type = LaneInput.type(city.cities().vocabulary());
    var records =
        city.rawRecords()
            .transform(
                "give turns", type, new TurnOperator(withLanes, feeds.terms().keySet(), type))
            .uid("give-turns");
    DataStream<LaneInput> all = records;
    if (!withLanes.isEmpty()) {
      var parts =
          records
              .getSideOutput(TurnOperator.ofLanes(type))
              .rebalance()
              .transform("decode for lanes", type, new DecodeOperator(feeds))
              .uid("decode-for-lanes");
      all = records.union(parts);
    }
    var decoded =
        all.keyBy(LaneInput::key)
            .transform("decode feeds", Types.OUTGOING, new IngestOperator(feeds))
            .uid("decode-feeds");
    city.write(decoded);
  }

  private static void addIfMany(Set<String> withLanes, String feed, Lanes lanes) {
    if (lanes.all() > 1) {
      withLanes.add(feed);
    }
  }
}
