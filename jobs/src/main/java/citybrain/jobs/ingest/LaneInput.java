package citybrain.jobs.ingest;

import citybrain.feed.LanePart;
import citybrain.feed.RawMessage;
import citybrain.feed.RawRecord;
import citybrain.jobs.kafka.Types;
import citybrain.observation.Vocabulary;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * A raw record on its way to the worker that keeps its feed, or what it says to one lane on its way
 * to the worker that keeps the lane.
 *
 * @param key {@code city/feed}, of lanes beyond the first {@code city/feed/lane}
 * @param sender which worker has read it; of records of feeds that have lanes
 * @param turn which record of this feed of this sender it is, from zero, since the job began or
 *     went on; -1 of feeds that one worker keeps, whose records come in order
 * @param whole the record, where the worker that keeps the feed decodes it
 * @param part what it says to the lane, once it is decoded
 */
record LaneInput(
    String key, int sender, long turn, @Nullable RawRecord whole, @Nullable LanePart part) {

  /** With readings of properties of this vocabulary. */
  static TypeInformation<LaneInput> type(Vocabulary vocabulary) {
    return Types.of(LaneInput.class, new LaneInputSerializer(vocabulary));
  }

  /** A record that waits for nobody. */
  static LaneInput of(RawRecord record) {
    return new LaneInput(feed(record.message()), 0, -1, record, null);
  }

  static String feed(RawMessage message) {
    return message.city() + "/" + message.feed();
  }
}
