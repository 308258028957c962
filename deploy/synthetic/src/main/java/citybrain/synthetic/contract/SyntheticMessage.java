package citybrain.synthetic.contract;

import java.time.Instant;

/**
 * One raw message as an origin would deliver it. Of a table: a header line plus {@code records}
 * data lines, UTF-8, each ended by a line feed; an empty data line counts. Or a {@code whole} file
 * of its own, with so many records in it.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // millions pass: the bytes travel uncopied, nobody compares
public record SyntheticMessage(
    String feed, String source, Instant arrival, byte[] body, int records, boolean whole) {}
