package citybrain.synthetic.transit;

import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a play sent of one GTFS-Realtime feed, read with the bindings of MobilityData. */
record RealtimePolls(List<Poll> polls) {

  record Poll(SyntheticMessage message, Optional<FeedMessage> content) {

    FeedMessage whole() {
      return content.orElseThrow();
    }
  }

  static RealtimePolls of(SyntheticCity city, String feed, Instant from, Instant to) {
    var polls = new ArrayList<Poll>();
    city.play(from, to, feed::equals, message -> polls.add(new Poll(message, read(message))));
    return new RealtimePolls(polls);
  }

  private static Optional<FeedMessage> read(SyntheticMessage message) {
    try {
      return Optional.of(FeedMessage.parseFrom(message.body()));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  List<FeedMessage> whole() {
    return polls.stream().flatMap(poll -> poll.content().stream()).toList();
  }
}
