package citybrain.feed;

import citybrain.observation.Observation;
import java.util.List;

/**
 * What a raw record says to one lane of its feed. Each lane hears of each record, so that each
 * knows how far the feed has come.
 *
 * @param record the body is there only for the first lane, which speaks for the message as a whole,
 *     and nowhere when features have pseudonyms
 * @param lane from zero
 * @param moment of a snapshot, epoch milliseconds; {@code Long.MIN_VALUE} when it is none
 * @param latest of all readings of the message, see {@link FeedClock#message(long, long, long)}
 * @param future likewise
 * @param first the index of the first of these readings among those of the message
 * @param readings of this lane, in the order in which they were told
 * @param rejected what could not become a reading; with the first lane
 * @param values how many the records of the message held; with the first lane
 */
public record LanePart(
    RawRecord record,
    int lane,
    long moment,
    long latest,
    long future,
    int first,
    List<Observation> readings,
    List<Rejected> rejected,
    int values) {}
